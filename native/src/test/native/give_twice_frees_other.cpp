#include "event_pool.hpp"
#include "event_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Who gives back looks whether the event is held, and not by whom.
class GiveTwiceFreesOther final : public EventPoolFlow<SteppedPolicy, GiveTwiceFreesOther> {
 public:
  using EventPoolFlow::EventPoolFlow;
  using EventPoolFlow::give;

  Given give(Session& me, const EventHandle& handle) {
    SteppedPolicy::at(Point::Give);
    const Change made = change(handle.event, [](EventWord seen) {
      return seen.state() != EventState::held ? seen
             : seen.pending() > 0             ? seen.with(EventState::draining)
                                              : seen.with(EventState::free);
    });
    if (!made) {
      me.call.result = EventResult::stale;
      return Given::stale;
    }
    return made.after.state() == EventState::free ? Given::home : Given::draining;
  }
};

const Registrar<EventPoolSubject<GiveTwiceFreesOther>> registrar("GiveTwiceFreesOther");

}  // namespace
}  // namespace lockstep
