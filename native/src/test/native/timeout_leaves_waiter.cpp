#include "event_pool.hpp"
#include "event_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Who gives up leaves its entry on the list.
class TimeoutLeavesWaiter final : public EventPoolFlow<SteppedPolicy, TimeoutLeavesWaiter> {
 public:
  using EventPoolFlow::EventPoolFlow;

  EventResult look(Session& me, const EventHandle& handle)
      LOCKSTEP_REQUIRES(this->at(handle.event).desk) {
    SteppedPolicy::at(Point::Look);
    auto& list = at(handle.event).list;
    if (placeOf(list) == list.end()) {
      me.call.result = EventResult::done;
    } else if (me.givesUp()) {
      giveUp(me);
    }
    return me.call.result;
  }
};

const Registrar<EventPoolSubject<TimeoutLeavesWaiter>> registrar("TimeoutLeavesWaiter");

}  // namespace
}  // namespace lockstep
