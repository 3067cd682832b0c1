#include "event_pool.hpp"
#include "event_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// A stream that follows an event waits until it has counted as far as it has already, and not as
/// far as it was recorded.
class FollowPassesEarly final : public EventPoolFlow<SteppedPolicy, FollowPassesEarly> {
 public:
  using EventPoolFlow::EventPoolFlow;

  void follow(const EventHandle& event, EventStream& stream) {
    Session& me = session();
    const InCall scope(*this, me);
    requireTicket(me, event);
    me.call.ticket = slot(event.event)->counter.load();
    enter(stream);
    finally([&] { mark(me, event, stream, Work::await); }, [&] { leave(stream); });
  }
};

const Registrar<EventPoolSubject<FollowPassesEarly>> registrar("FollowPassesEarly");

}  // namespace
}  // namespace lockstep
