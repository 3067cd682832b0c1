#include "device_barrier.hpp"
#include "device_barrier_subject.hpp"
#include "faulty_barrier.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Whoever opens a stream reads the registry, adds to what it has read, and writes that, with no
/// lock: of two who do so at once one is lost.
class LostRegistration final : public DeviceBarrierFlow<SteppedPolicy, LostRegistration> {
 public:
  using DeviceBarrierFlow::DeviceBarrierFlow;

  void enroll(const FencedStreamPtr& stream) {
    SteppedPolicy::at(Point::Lock);
    auto read = registry_;
    SteppedPolicy::at(Point::Enlist);
    read.push_back(stream);
    registry_ = read;
    SteppedPolicy::at(Point::Unlock);
  }
};

const Registrar<SubjectOfBarrier<LostRegistration>> registrar("LostRegistration");

}  // namespace
}  // namespace lockstep
