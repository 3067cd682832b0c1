#include "lease_pool.hpp"
#include "lease_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Asks first whether anyone waits, and then gives the stream back.
class LostWakeup final : public LeasePoolFlow<SteppedPolicy, LostWakeup> {
 public:
  using LeasePoolFlow::LeasePoolFlow;

  void giveBack(LeaseHandle lease) {
    if (!checkWaiting()) {
      free(lease);
      return;
    }
    Session& me = session();
    me.last = lease.slot();
    Guard guard = lockWaiters();
    free(lease);
    if (!queue_.empty()) {
      serve(me);
    }
    unlockWaiters(guard);
  }
};

const Registrar<LeasePoolSubject<LostWakeup>> registrar("LostWakeup");

}  // namespace
}  // namespace lockstep
