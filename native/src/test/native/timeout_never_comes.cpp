#include "lease_pool.hpp"
#include "lease_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Sleeps until it is woken, whatever the clock says.
class TimeoutNeverComes final : public LeasePoolFlow<SteppedPolicy, TimeoutNeverComes> {
 public:
  using LeasePoolFlow::LeasePoolFlow;

  void park(Session& me) {
    const auto cancelled = [&me] {
      return me.cancellation != nullptr && me.cancellation->isRequested();
    };
    SteppedPolicy::await(Point::Park, [&] { return me.waiter->isWoken() || cancelled(); });
    me.waiter->sleep(cancelled, [] { return std::int64_t{-1}; });
  }
};

const Registrar<LeasePoolSubject<TimeoutNeverComes>> registrar("TimeoutNeverComes");

}  // namespace
}  // namespace lockstep
