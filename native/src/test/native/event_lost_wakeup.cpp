#include "event_pool.hpp"
#include "event_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Who goes to the list does not look again under its lock.
class EventLostWakeup final : public EventPoolFlow<SteppedPolicy, EventLostWakeup> {
 public:
  using EventPoolFlow::EventPoolFlow;

  bool enlist(Session& me, const EventHandle& handle, const EventCallback& callback = {})
      LOCKSTEP_REQUIRES(this->at(handle.event).desk) {
    SteppedPolicy::at(Point::Enlist);
    putOnList(me, handle, callback);
    return true;
  }
};

const Registrar<EventPoolSubject<EventLostWakeup>> registrar("LostWakeup");

}  // namespace
}  // namespace lockstep
