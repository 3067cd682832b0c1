#include "event_pool.hpp"
#include "event_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// An event that is taken again begins anew, but its counter stays where it is.
class CounterResetOnReuse final : public EventPoolFlow<SteppedPolicy, CounterResetOnReuse> {
 public:
  using EventPoolFlow::EventPoolFlow;

  bool pop(Session& me, EventStream& stream) LOCKSTEP_REQUIRES(guard_) {
    const bool found = EventPoolFlow::pop(me, stream);
    if (found) {
      change(me.taken.event, [this](EventWord seen) { return seen.withRecorded(start()); });
    }
    return found;
  }
};

const Registrar<EventPoolSubject<CounterResetOnReuse>> registrar("CounterResetOnReuse");

}  // namespace
}  // namespace lockstep
