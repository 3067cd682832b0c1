#include "lease_pool.hpp"
#include "lease_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// A release asks whether the stream is held, not by whom.
class StaleReleaseFreesOther final : public LeasePoolFlow<SteppedPolicy, StaleReleaseFreesOther> {
 public:
  using LeasePoolFlow::LeasePoolFlow;

  Freed free(LeaseHandle lease) {
    SteppedPolicy::at(Point::Free);
    const Change made = change(lease.slot(), [](SlotWord seen) {
      return seen.state() == SlotState::held ? seen.with(SlotState::free) : seen;
    });
    return made ? Freed::ready : Freed::stale;
  }
};

const Registrar<LeasePoolSubject<StaleReleaseFreesOther>> registrar("StaleReleaseFreesOther");

}  // namespace
}  // namespace lockstep
