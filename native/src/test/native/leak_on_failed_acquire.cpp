#include "lease_pool.hpp"
#include "lease_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Whoever gives up takes itself out of the queue, but not off the count.
class LeakOnFailedAcquire final : public LeasePoolFlow<SteppedPolicy, LeakOnFailedAcquire> {
 public:
  using LeasePoolFlow::LeasePoolFlow;

  WaitEnd withdraw(Session& me) LOCKSTEP_REQUIRES(lock_) {
    const WaitEnd end = LeasePoolFlow::withdraw(me);
    if (end == WaitEnd::timeout || end == WaitEnd::cancelled) {
      waiting_.fetch_add(1);
    }
    return end;
  }
};

const Registrar<LeasePoolSubject<LeakOnFailedAcquire>> registrar("LeakOnFailedAcquire");

}  // namespace
}  // namespace lockstep
