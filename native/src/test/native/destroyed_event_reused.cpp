#include "event_pool.hpp"
#include "event_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Given back is home, whatever the device has yet to do with it.
class DestroyedEventReused final : public EventPoolFlow<SteppedPolicy, DestroyedEventReused> {
 public:
  using EventPoolFlow::EventPoolFlow;
  using EventPoolFlow::give;

  Given give(Session& me, const EventHandle& handle) {
    SteppedPolicy::at(Point::Give);
    const Change made = change(handle.event, [&handle](EventWord seen) {
      return seen.isHeldAs(handle.generation) ? seen.with(EventState::free) : seen;
    });
    if (!made) {
      me.call.result = EventResult::stale;
    }
    return made ? Given::home : Given::stale;
  }
};

const Registrar<EventPoolSubject<DestroyedEventReused>> registrar("DestroyedEventReused");

}  // namespace
}  // namespace lockstep
