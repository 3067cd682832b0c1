#ifndef LOCKSTEP_EVENT_STREAM_HPP
#define LOCKSTEP_EVENT_STREAM_HPP

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "device.hpp"
#include "lock_rank.hpp"
#include "monitor.hpp"
#include "policy.hpp"
#include "ranked_lock.hpp"
#include "waiting.hpp"

namespace lockstep {

/// What an event needs of a stream. It must be there as long as an event was taken for it, or
/// something is in flight on it.
class EventStream {
 public:
  /// The time is the device's, in nanoseconds.
  using OnDone = std::function<void(std::int64_t nanos)>;
  using Gate = CommandBuffer::Gate;

  EventStream() = default;
  EventStream(const EventStream&) = delete;
  EventStream& operator=(const EventStream&) = delete;
  virtual ~EventStream() = default;

  /// From enter() to leave() its queue is the thread's.
  virtual void enter() = 0;
  virtual void leave() = 0;

  /// Could a thread enter without waiting? Asked by a replay.
  virtual bool isFree() const = 0;

  // On the queue.

  /// Has the device call when it has come this far, be it that its work has failed. Throws if the
  /// device refuses; then it does not call.
  virtual void signal(OnDone onDone) = 0;

  /// Has the device go no further before the gate is open.
  virtual void await(Gate gate) = 0;

  // On any thread.

  /// A gate may have opened.
  virtual void lookAgain() = 0;
};

/// The streams that ever awaited an event of a pool. A model has the device look at its gates at
/// any time; ours has to be told.
class Followers {
 public:
  /// Before it is given its gate.
  void add(EventStream& stream) {
    const MonitorGuard guard(monitor_);
    if (std::find(streams_.begin(), streams_.end(), &stream) == streams_.end()) {
      streams_.push_back(&stream);
    }
    any_.store(true);
  }

  /// After a counter was raised. Dekker's argument, for which both sides are seq_cst: we write the
  /// counter and then read `any`, who follows writes `any` before the device reads the counter. Not
  /// both can miss the other's write.
  void lookAgain() {
    if (any_.load()) {
      const MonitorGuard guard(monitor_);
      for (EventStream* const stream : streams_) {
        stream->lookAgain();
      }
    }
  }

 private:
  std::atomic<bool> any_{false};
  Monitor monitor_;
  std::vector<EventStream*> streams_ LOCKSTEP_GUARDED_BY(monitor_);
};

/// A queue of the device as a stream of events: each signal, and each gate, is a command buffer of
/// its own.
template <class Policy>
class DeviceStreamOf final : public EventStream {
 public:
  /// The handler of a buffer that signals.
  struct Signal {
    OnDone onDone;
    void operator()(const Failure&) const { onDone(SteadyClock::instance().now()); }
  };

  explicit DeviceStreamOf(Device& device, int index = 0)
      : index_(index), queue_(device.createQueue(index)) {}

  void enter() override LOCKSTEP_UNANALYSED { owner_.lock("a job of a stream"); }
  void leave() override LOCKSTEP_UNANALYSED { owner_.unlock(); }
  bool isFree() const override { return owner_.isFree(); }

  void signal(OnDone onDone) override {
    const auto buffer = queue_->newBuffer();
    buffer->onCompleted(Signal{std::move(onDone)});
    queue_->commit(buffer);
  }

  void await(Gate gate) override {
    const auto buffer = queue_->newBuffer();
    buffer->holdUntil(std::move(gate));
    queue_->commit(buffer);
  }

  void lookAgain() override { queue_->lookAgain(); }

  int index() const { return index_; }
  std::uint64_t owner() const { return owner_.owner(); }

 private:
  const int index_;
  DeviceQueue* const queue_;
  RankedLock<typename Policy::Parts> owner_{LockRank::stream};
};

using DeviceStream = DeviceStreamOf<ProductionPolicy>;

}  // namespace lockstep

#endif  // LOCKSTEP_EVENT_STREAM_HPP
