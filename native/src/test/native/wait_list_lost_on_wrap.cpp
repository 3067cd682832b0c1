#include <cstdint>

#include "event_pool.hpp"
#include "event_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Whoever looks who is over compares plainly, also where the counter has gone around.
class WaitListLostOnWrap final : public EventPoolFlow<SteppedPolicy, WaitListLostOnWrap> {
 public:
  using EventPoolFlow::EventPoolFlow;

  bool enlist(Session& me, const EventHandle& handle, const EventCallback& callback = {})
      LOCKSTEP_REQUIRES(this->at(handle.event).desk) {
    SteppedPolicy::at(Point::Enlist);
    if (isOver(slot(handle.event)->counter.load(), me.call.ticket)) {
      me.call.result = EventResult::done;
      return false;
    }
    putOnList(me, handle, callback);
    return true;
  }

  void collect(Session& me) LOCKSTEP_REQUIRES(this->at(me.raising->event).desk) {
    SteppedPolicy::at(Point::Collect);
    takeOffList(me, [&me](const Entry& entry) { return isOver(me.raising->value, entry.value); });
  }

 private:
  static bool isOver(std::uint32_t count, std::uint32_t value) { return value <= count; }
};

const Registrar<EventPoolSubject<WaitListLostOnWrap>> registrar("WaitListLostOnWrap");

}  // namespace
}  // namespace lockstep
