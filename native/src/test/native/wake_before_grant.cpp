#include "lease_pool.hpp"
#include "lease_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// The waiter is woken before it is told.
class WakeBeforeGrant final : public LeasePoolFlow<SteppedPolicy, WakeBeforeGrant> {
 public:
  using LeasePoolFlow::LeasePoolFlow;

  void tell(LeaseHandle lease) LOCKSTEP_REQUIRES(this->lock_) {
    wake();
    grant(lease);
  }
};

const Registrar<LeasePoolSubject<WakeBeforeGrant>> registrar("WakeBeforeGrant");

}  // namespace
}  // namespace lockstep
