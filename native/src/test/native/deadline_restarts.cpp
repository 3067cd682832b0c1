#include "lease_pool.hpp"
#include "lease_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Whoever is woken for nothing waits once more for its whole time.
class DeadlineRestarts final : public LeasePoolFlow<SteppedPolicy, DeadlineRestarts> {
 public:
  using LeasePoolFlow::LeasePoolFlow;

  void park(Session& me) {
    SteppedPolicy::await(Point::Park, [&me] { return me.waiter->isWoken() || me.givesUp(); });
    const bool woken = me.waiter->isWoken();
    me.waiter->sleep([&me] { return me.givesUp(); }, [&me] { return me.timeLeft(); });
    if (woken && me.deadline != Session::kForEver) {
      me.deadline = me.clock->now() + me.limit;
    }
  }
};

const Registrar<LeasePoolSubject<DeadlineRestarts>> registrar("DeadlineRestarts");

}  // namespace
}  // namespace lockstep
