#include "device_barrier.hpp"
#include "device_barrier_subject.hpp"
#include "faulty_barrier.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Whoever waits does so until a stream has nothing left, not for what it had been given: others
/// may keep the stream busy for ever.
class ChasesNewWork final : public DeviceBarrierFlow<SteppedPolicy, ChasesNewWork> {
 public:
  using DeviceBarrierFlow::DeviceBarrierFlow;

  void await(Session& me) {
    const FencedStreamPtr stream = me.fences.front().stream;
    SteppedPolicy::await(Point::Await, [&stream] { return stream->fence().isPassed(); });
    while (!stream->fence().isPassed()) {
      stream->fence().await();
    }
    me.fences.pop_front();
    keepFailure(me, *stream);
  }
};

const Registrar<SubjectOfBarrier<ChasesNewWork>> registrar("ChasesNewWork");

}  // namespace
}  // namespace lockstep
