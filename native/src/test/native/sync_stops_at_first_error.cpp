#include "device_barrier.hpp"
#include "device_barrier_subject.hpp"
#include "faulty_barrier.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// The first failure ends the barrier; nobody waits for the streams after it.
class SyncStopsAtFirstError final : public DeviceBarrierFlow<SteppedPolicy, SyncStopsAtFirstError> {
 public:
  using DeviceBarrierFlow::DeviceBarrierFlow;

  void await(Session& me) {
    DeviceBarrierFlow::await(me);
    me.throwIfFailed();
  }
};

const Registrar<SubjectOfBarrier<SyncStopsAtFirstError>> registrar("SyncStopsAtFirstError");

}  // namespace
}  // namespace lockstep
