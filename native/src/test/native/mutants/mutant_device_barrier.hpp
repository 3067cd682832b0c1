#ifndef LOCKSTEP_MUTANT_DEVICE_BARRIER_HPP
#define LOCKSTEP_MUTANT_DEVICE_BARRIER_HPP

#include <functional>
#include <utility>

#include "device_barrier.hpp"
#include "mutant_policy.hpp"
#include "queue_stream.hpp"
#include "stream_guard.hpp"

namespace lockstep {

/// The barrier with one thing wrong. Its shared state is guarded by locks and no atomic's, so that
/// all steps are named here.
class MutantDeviceBarrier final : public DeviceBarrierFlow<MutantPolicy, MutantDeviceBarrier> {
  using Flow = DeviceBarrierFlow<MutantPolicy, MutantDeviceBarrier>;

 public:
  using Flow::Flow;

  void lock() {
    mutantStep(Point::Lock, [this] { Flow::lock(); });
  }
  void enlist(const FencedStreamPtr& stream) {
    mutantStep(Point::Enlist, [this, stream] { Flow::enlist(stream); });
  }
  void delist(const FencedStreamPtr& stream) {
    mutantStep(Point::Delist, [this, stream] { Flow::delist(stream); });
  }
  void look(Session& me) {
    mutantStep(Point::Look, [this, &me] { Flow::look(me); });
  }
  void unlock() {
    mutantStep(Point::Unlock, [this] { Flow::unlock(); });
  }
  void fence(Session& me) {
    mutantStep(Point::Fence, [this, &me] { Flow::fence(me); });
  }
  void await(Session& me) {
    mutantStep(Point::Await, [this, &me] { Flow::await(me); });
  }

  void sleepUntilPassed(const Fence& fence) {
    if (!fence.isPassed()) {
      requireAnnounced();
    }
    Flow::sleepUntilPassed(fence);
  }
};

/// A stream with one thing wrong.
class MutantQueueStream final : public QueueStreamOf<MutantPolicy> {
 public:
  using QueueStreamOf::QueueStreamOf;

  void submit(const CommandBuffer::Command& work) {
    mutantStep(Point::Commit, [this, work] { QueueStreamOf::submit(work); });
  }
};

/// A guard with one thing wrong.
class MutantStreamGuard final : public StreamGuardFlow<MutantPolicy, MutantStreamGuard> {
  using Flow = StreamGuardFlow<MutantPolicy, MutantStreamGuard>;

 public:
  explicit MutantStreamGuard(FencedStreamPtr stream, std::function<void()> giveBack = {})
      : Flow(std::move(stream), std::move(giveBack)) {}
  ~MutantStreamGuard() { closeQuietly(); }

  void giveBack() {
    mutantStep(Point::GiveBack, [this] { Flow::giveBack(); });
  }
};

}  // namespace lockstep

#endif  // LOCKSTEP_MUTANT_DEVICE_BARRIER_HPP
