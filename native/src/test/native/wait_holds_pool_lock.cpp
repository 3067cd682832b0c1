#include <memory>

#include "event_pool.hpp"
#include "event_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// A wait takes the lock of the pool before it sleeps, and keeps it until it has been told.
class WaitHoldsPoolLock final : public EventPoolFlow<SteppedPolicy, WaitHoldsPoolLock> {
 public:
  using EventPoolFlow::EventPoolFlow;

  bool sleepUntilDone(Session& me, const EventHandle& event) {
    if (me.permit == nullptr) {
      me.permit = std::make_shared<Permit<SteppedPolicy>>();
    }
    Guard guard = lockList(event.event);
    bool waiting = enlist(me, event);
    unlockList(event.event, guard);
    if (waiting) {
      Guard held = lockPool();
      while (waiting) {
        sleep(me);
        guard = lockList(event.event);
        waiting = look(me, event) == EventResult::waiting;
        unlockList(event.event, guard);
      }
      unlockPool(held);
    }
    return me.call.result == EventResult::done;
  }
};

const Registrar<EventPoolSubject<WaitHoldsPoolLock>> registrar("WaitHoldsPoolLock");

}  // namespace
}  // namespace lockstep
