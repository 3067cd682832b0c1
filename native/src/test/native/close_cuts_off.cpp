#include "lease_pool.hpp"
#include "lease_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Close retires what is leased as well as what is free.
class CloseCutsOff final : public LeasePoolFlow<SteppedPolicy, CloseCutsOff> {
 public:
  using LeasePoolFlow::LeasePoolFlow;

  void shut(int s) {
    SteppedPolicy::at(Point::Shut);
    change(s, [](SlotWord seen) { return seen.shut().with(SlotState::retired); });
  }
};

const Registrar<LeasePoolSubject<CloseCutsOff>> registrar("CloseCutsOff");

}  // namespace
}  // namespace lockstep
