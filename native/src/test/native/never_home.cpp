#include "event_pool.hpp"
#include "event_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Who gives back looks whether signals are pending, and says afterwards that the last of them is
/// to bring the event home.
class NeverHome final : public EventPoolFlow<SteppedPolicy, NeverHome> {
 public:
  using EventPoolFlow::EventPoolFlow;
  using EventPoolFlow::give;

  Given give(Session& me, const EventHandle& handle) {
    SteppedPolicy::at(Point::Give);
    const EventWord seen = word(handle.event);
    if (!seen.isHeldAs(handle.generation)) {
      me.call.result = EventResult::stale;
      return Given::stale;
    }
    const bool pending = seen.pending() > 0;
    if (pending) {
      SteppedPolicy::at(Point::Give);
    }
    change(handle.event, [pending](EventWord now) {
      return now.with(pending ? EventState::draining : EventState::free);
    });
    return pending ? Given::draining : Given::home;
  }
};

const Registrar<EventPoolSubject<NeverHome>> registrar("NeverHome");

}  // namespace
}  // namespace lockstep
