#include "lease_pool.hpp"
#include "lease_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// To take a stream down is a look and a write.
class TakenDownTwice final : public LeasePoolFlow<SteppedPolicy, TakenDownTwice> {
 public:
  using LeasePoolFlow::LeasePoolFlow;

  bool takeDown(int s) {
    SteppedPolicy::at(Point::TakeDown);
    return word(s).state() != SlotState::gone;
  }

  void destroy(int s) {
    LeasePoolFlow::destroy(s);
    change(s, [](SlotWord seen) { return seen.with(SlotState::gone); });
  }
};

const Registrar<LeasePoolSubject<TakenDownTwice>> registrar("TakenDownTwice");

}  // namespace
}  // namespace lockstep
