#include "lease_pool.hpp"
#include "lease_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// A submit asks for no generation.
class UseAfterRelease final : public LeasePoolFlow<SteppedPolicy, UseAfterRelease> {
 public:
  using LeasePoolFlow::LeasePoolFlow;

  bool pend(LeaseHandle lease) {
    SteppedPolicy::at(Point::Pend);
    change(lease.slot(), [](SlotWord seen) { return seen.onePending(); });
    return true;
  }
};

const Registrar<LeasePoolSubject<UseAfterRelease>> registrar("UseAfterRelease");

}  // namespace
}  // namespace lockstep
