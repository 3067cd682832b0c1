#include "lease_pool.hpp"
#include "lease_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Whoever gives up does not look whether it has been granted a stream since its time was up.
class WakeupLostOnCancel final : public LeasePoolFlow<SteppedPolicy, WakeupLostOnCancel> {
 public:
  using LeasePoolFlow::LeasePoolFlow;

  WaitEnd withdraw(Session& me) LOCKSTEP_REQUIRES(lock_) {
    WaitEnd end = LeasePoolFlow::withdraw(me);
    if (end != WaitEnd::timeout && end != WaitEnd::cancelled) {
      me.waiter->granted = LeaseHandle();
      end = me.cancellation != nullptr && me.cancellation->take() ? WaitEnd::cancelled
                                                                  : WaitEnd::timeout;
    }
    me.last = kNone;
    return me.end = end;
  }
};

const Registrar<LeasePoolSubject<WakeupLostOnCancel>> registrar("WakeupLostOnCancel");

}  // namespace
}  // namespace lockstep
