#include "event_pool.hpp"
#include "event_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// A callback is told of the event as it is when it runs, not of the one that it was asked for.
class CallbackAfterFree final : public EventPoolFlow<SteppedPolicy, CallbackAfterFree> {
 public:
  using EventPoolFlow::EventPoolFlow;

  void run(Session& me, const EventHandle& handle, const EventCallback& callback) {
    SteppedPolicy::at(Point::Run);
    callBack(callback, {word(handle.event).generation(), me.call.ticket, 0});
  }

  bool tell(Session& me) {
    SteppedPolicy::at(Point::Tell);
    const Entry next = nextToTell(me);
    if (next.isWait()) {
      next.permit->wake();
    } else {
      callBack(next.callback,
               {word(me.raising->event).generation(), next.value, me.raising->nanos});
    }
    return !me.raising->todo.empty();
  }
};

const Registrar<EventPoolSubject<CallbackAfterFree>> registrar("CallbackAfterFree");

}  // namespace
}  // namespace lockstep
