#include "lease_pool.hpp"
#include "lease_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Whoever gives a stream back does not look whether close has been at it.
class CloseNeverReturns final : public LeasePoolFlow<SteppedPolicy, CloseNeverReturns> {
 public:
  using LeasePoolFlow::LeasePoolFlow;

  Freed free(LeaseHandle lease) {
    SteppedPolicy::at(Point::Free);
    const Change made = change(lease.slot(), [lease](SlotWord seen) {
      return !seen.isHeldBy(lease)
                 ? seen
                 : seen.with(seen.pending() > 0 ? SlotState::draining : SlotState::free);
    });
    return !made                                   ? Freed::stale
           : made.after.state() == SlotState::free ? Freed::ready
                                                   : Freed::kept;
  }
};

const Registrar<LeasePoolSubject<CloseNeverReturns>> registrar("CloseNeverReturns");

}  // namespace
}  // namespace lockstep
