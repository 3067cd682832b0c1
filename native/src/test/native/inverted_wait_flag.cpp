#include "event_pool.hpp"
#include "event_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Who is off the list sleeps on, who is on it returns.
class InvertedWaitFlag final : public EventPoolFlow<SteppedPolicy, InvertedWaitFlag> {
 public:
  using EventPoolFlow::EventPoolFlow;

  EventResult look(Session& me, const EventHandle& handle)
      LOCKSTEP_REQUIRES(this->at(handle.event).desk) {
    SteppedPolicy::at(Point::Look);
    auto& list = at(handle.event).list;
    const auto mine = placeOf(list);
    if (mine != list.end()) {
      if (me.givesUp()) {
        list.erase(mine);
        giveUp(me);
      } else {
        me.call.result = EventResult::done;
      }
    }
    return me.call.result;
  }
};

const Registrar<EventPoolSubject<InvertedWaitFlag>> registrar("InvertedWaitFlag");

}  // namespace
}  // namespace lockstep
