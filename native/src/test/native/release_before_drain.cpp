#include "lease_pool.hpp"
#include "lease_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// A release does not look whether work is pending.
class ReleaseBeforeDrain final : public LeasePoolFlow<SteppedPolicy, ReleaseBeforeDrain> {
 public:
  using LeasePoolFlow::LeasePoolFlow;

  Freed free(LeaseHandle lease) {
    SteppedPolicy::at(Point::Free);
    const Change made = change(
        lease.slot(), [lease](SlotWord seen) { return seen.isHeldBy(lease) ? seen.home() : seen; });
    return !made ? Freed::stale : cameHome(made.after) ? Freed::ready : Freed::kept;
  }
};

const Registrar<LeasePoolSubject<ReleaseBeforeDrain>> registrar("ReleaseBeforeDrain");

}  // namespace
}  // namespace lockstep
