#include "device_barrier.hpp"
#include "device_barrier_subject.hpp"
#include "faulty_barrier.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// A stream that is closed is taken from the registry, and then waited for.
class RemovedTooEarly final : public DeviceBarrierFlow<SteppedPolicy, RemovedTooEarly> {
 public:
  using DeviceBarrierFlow::DeviceBarrierFlow;

  void waitAndRemove(Session& me, const FencedStreamPtr& stream) {
    me.todo.push_back(stream);
    remove(stream);
    visit(me);
  }
};

const Registrar<SubjectOfBarrier<RemovedTooEarly>> registrar("RemovedTooEarly");

}  // namespace
}  // namespace lockstep
