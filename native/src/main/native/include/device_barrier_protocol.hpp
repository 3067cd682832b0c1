#ifndef LOCKSTEP_DEVICE_BARRIER_PROTOCOL_HPP
#define LOCKSTEP_DEVICE_BARRIER_PROTOCOL_HPP

#include <algorithm>
#include <cstdint>
#include <deque>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "command_buffer.hpp"
#include "errors.hpp"
#include "fence.hpp"
#include "implements.hpp"
#include "per_thread.hpp"
#include "policy.hpp"
#include "ranked_lock.hpp"

namespace lockstep {

using FencedStreamPtr = std::shared_ptr<FencedStream>;

/// Work of a stream has failed, and nobody had been told.
struct StreamFailure {
  int stream;
  std::string reason;
};

/// The first failure that a call has met, with the later ones.
class StreamFailed final : public WorkFailed {
 public:
  /// At least one.
  explicit StreamFailed(std::vector<StreamFailure> all)
      : WorkFailed(textOf(all)), all_(std::make_shared<const std::vector<StreamFailure>>(all)) {}

  int stream() const { return all_->front().stream; }

  /// In the order in which their streams were waited for; the first is the one thrown.
  const std::vector<StreamFailure>& all() const { return *all_; }

 private:
  static std::string textOf(const std::vector<StreamFailure>& all) {
    std::string text = "work of stream " + std::to_string(all.front().stream) +
                       " has failed: " + all.front().reason;
    for (std::size_t i = 1; i < all.size(); ++i) {
      text += "; so has work of stream " + std::to_string(all[i].stream) + ": " + all[i].reason;
    }
    return text;
  }

  std::shared_ptr<const std::vector<StreamFailure>> all_;  // to copy an exception must not throw
};

/// What a thread has in its hands of a barrier; nobody else reads it but a replay, while the thread
/// is parked.
struct DeviceBarrierSession {
  struct Taken {
    FencedStreamPtr stream;
    Fence fence;
  };

  std::deque<FencedStreamPtr> todo;   // of which to take a fence
  std::deque<Taken> fences;           // what to wait for then
  std::set<FencedStreamPtr> visited;  // what this barrier has found
  std::vector<StreamFailure> failures;

  /// The call is over: it holds no stream any more.
  void end() { *this = DeviceBarrierSession(); }

  void throwIfFailed() const {
    if (!failures.empty()) {
      throw StreamFailed(failures);
    }
  }
};

/// The steps of a DeviceBarrierFlow: each action of specs/DeviceBarrier/DeviceBarrier.tla is the
/// method of the same name, which passes its step point and then makes its one access to shared
/// state. Commit is that of QueueStreamOf, GiveBack that of StreamGuardFlow. A fault variant
/// (`Self`) hides the faulty step by its own.
template <class Policy, class Self>
class DeviceBarrierProtocol {
 public:
  using Session = DeviceBarrierSession;
  using Lock = RankedLock<typename Policy::Parts>;

  DeviceBarrierProtocol() = default;
  DeviceBarrierProtocol(const DeviceBarrierProtocol&) = delete;
  DeviceBarrierProtocol& operator=(const DeviceBarrierProtocol&) = delete;

  // -- The steps, in the order of the model

  void lock() LOCKSTEP_ACQUIRE(lock_) {
    LOCKSTEP_STEP_WHEN(DeviceBarrier, Lock, DeviceBarrierProtocol::lock,
                       [this] { return lock_.isFree(); });
    lock_.lock("a look at the registry of streams");
  }

  /// Before its maker has it to give to others.
  void enlist(const FencedStreamPtr& stream) LOCKSTEP_REQUIRES(lock_) {
    LOCKSTEP_STEP(DeviceBarrier, Enlist, DeviceBarrierProtocol::enlist);
    registry_.push_back(stream);
  }

  /// After its work is done.
  void delist(const FencedStreamPtr& stream) LOCKSTEP_REQUIRES(lock_) {
    LOCKSTEP_STEP(DeviceBarrier, Delist, DeviceBarrierProtocol::delist);
    const auto place = std::find(registry_.begin(), registry_.end(), stream);
    if (place == registry_.end()) {
      throw IllegalCall("close() of stream " + std::to_string(stream->index()) +
                        ", which this barrier does not know: it was closed before, or never "
                        "opened here");
    }
    registry_.erase(place);
  }

  /// What has come since the last look is to do.
  void look(Session& me) LOCKSTEP_REQUIRES(lock_) {
    LOCKSTEP_STEP(DeviceBarrier, Look, DeviceBarrierProtocol::look);
    for (const FencedStreamPtr& stream : registry_) {
      if (me.visited.insert(stream).second) {
        me.todo.push_back(stream);
      }
    }
  }

  void unlock() LOCKSTEP_RELEASE(lock_) {
    LOCKSTEP_STEP(DeviceBarrier, Unlock, DeviceBarrierProtocol::unlock);
    lock_.unlock();
  }

  /// What the stream has been given by now is what to wait for, no more.
  void fence(Session& me) {
    LOCKSTEP_STEP(DeviceBarrier, Fence, DeviceBarrierProtocol::fence);
    const FencedStreamPtr stream = me.todo.front();
    me.todo.pop_front();
    try {
      me.fences.push_back({stream, stream->fence()});
    } catch (const DeviceError& refused) {
      // The other streams are waited for all the same.
      me.failures.push_back({stream->index(), refused.what()});
    }
  }

  /// With no lock in hand. Of several who wait one is told of a failure.
  void await(Session& me) {
    LOCKSTEP_STEP_WHEN(DeviceBarrier, Await, DeviceBarrierProtocol::await,
                       [&me] { return me.fences.front().fence.isPassed(); });
    self().sleepUntilPassed(me.fences.front().fence);
    const FencedStreamPtr stream = me.fences.front().stream;
    me.fences.pop_front();
    keepFailure(me, *stream);
  }

  // -- What a replay reads while every thread is parked

  Session& session() {
    return sessions_.get([] { return Session(); });
  }
  std::uint64_t lockOwner() const { return lock_.owner(); }
  const std::vector<FencedStreamPtr>& registry() const LOCKSTEP_READ_WHILE_PARKED {
    return registry_;
  }

  /// For a replay that begins with streams.
  void opened(const FencedStreamPtr& stream) LOCKSTEP_READ_WHILE_PARKED {
    registry_.push_back(stream);
  }

 protected:
  ~DeviceBarrierProtocol() = default;

  Self& self() LOCKSTEP_IS_THIS { return static_cast<Self&>(*this); }

  void sleepUntilPassed(const Fence& fence) { fence.await(); }

  static void keepFailure(Session& me, FencedStream& stream) {
    if (const Failure failure = stream.takeFailure()) {
      me.failures.push_back({stream.index(), *failure});
    }
  }

  Lock lock_{LockRank::pool, "of the registry of streams"};
  std::vector<FencedStreamPtr> registry_ LOCKSTEP_GUARDED_BY(lock_);

 private:
  PerThread<Session> sessions_;
};

}  // namespace lockstep

#endif  // LOCKSTEP_DEVICE_BARRIER_PROTOCOL_HPP
