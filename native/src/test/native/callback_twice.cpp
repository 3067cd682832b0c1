#include "event_pool.hpp"
#include "event_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// A callback is put on the list first, and run by its caller if the signal has come meanwhile; the
/// list keeps it.
class CallbackTwice final : public EventPoolFlow<SteppedPolicy, CallbackTwice> {
 public:
  using EventPoolFlow::EventPoolFlow;

  bool enlist(Session& me, const EventHandle& handle, const EventCallback& callback = {})
      LOCKSTEP_REQUIRES(this->at(handle.event).desk) {
    SteppedPolicy::at(Point::Enlist);
    const bool reached = isReached(me, handle);
    if (!reached || callback) {
      putOnList(me, handle, callback);
    }
    if (reached) {
      me.call.result = EventResult::done;
    }
    return !reached;
  }
};

const Registrar<EventPoolSubject<CallbackTwice>> registrar("CallbackTwice");

}  // namespace
}  // namespace lockstep
