#include "device_barrier.hpp"
#include "device_barrier_subject.hpp"
#include "faulty_barrier.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// The barrier keeps the lock of the registry until it has waited.
class WaitsUnderLock final : public DeviceBarrierFlow<SteppedPolicy, WaitsUnderLock> {
 public:
  using DeviceBarrierFlow::DeviceBarrierFlow;

  void visitAll(Session& me) {
    locked([&]() LOCKSTEP_REQUIRES(lock_) {
      look(me);
      visit(me);
    });
  }
};

const Registrar<SubjectOfBarrier<WaitsUnderLock>> registrar("WaitsUnderLock");

}  // namespace
}  // namespace lockstep
