#include "lease_pool.hpp"
#include "lease_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// The first work that completes brings the stream home, not the last.
class FirstWorkBringsHome final : public LeasePoolFlow<SteppedPolicy, FirstWorkBringsHome> {
 public:
  using LeasePoolFlow::LeasePoolFlow;

  bool settle(int s) {
    SteppedPolicy::at(Point::Settle);
    const Change made = change(s, [](SlotWord seen) {
      const SlotWord less = seen.oneSettled();
      return less.state() == SlotState::draining ? less.home() : less;
    });
    return made.after.state() != made.before.state() && cameHome(made.after);
  }
};

const Registrar<LeasePoolSubject<FirstWorkBringsHome>> registrar("FirstWorkBringsHome");

}  // namespace
}  // namespace lockstep
