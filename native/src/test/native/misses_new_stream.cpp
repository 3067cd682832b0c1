#include "device_barrier.hpp"
#include "device_barrier_subject.hpp"
#include "faulty_barrier.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// The barrier looks at the registry once, when it begins.
class MissesNewStream final : public DeviceBarrierFlow<SteppedPolicy, MissesNewStream> {
 public:
  using DeviceBarrierFlow::DeviceBarrierFlow;

  void visitAll(Session& me) {
    find(me);
    visit(me);
  }
};

const Registrar<SubjectOfBarrier<MissesNewStream>> registrar("MissesNewStream");

}  // namespace
}  // namespace lockstep
