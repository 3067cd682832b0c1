#include "device_barrier.hpp"
#include "device_barrier_subject.hpp"
#include "faulty_barrier.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// The barrier keeps the first failure; of the later ones nobody is told.
class LaterErrorSwallowed final : public DeviceBarrierFlow<SteppedPolicy, LaterErrorSwallowed> {
 public:
  using DeviceBarrierFlow::DeviceBarrierFlow;

  void await(Session& me) {
    DeviceBarrierFlow::await(me);
    if (me.failures.size() > 1) {
      me.failures.resize(1, me.failures.front());
    }
  }
};

const Registrar<SubjectOfBarrier<LaterErrorSwallowed>> registrar("LaterErrorSwallowed");

}  // namespace
}  // namespace lockstep
