#include "event_pool.hpp"
#include "event_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// The value of a record is reserved before its thread is on the queue.
class ReserveOffQueue final : public EventPoolFlow<SteppedPolicy, ReserveOffQueue> {
 public:
  using EventPoolFlow::EventPoolFlow;

  void recordOnQueue(Session& me, const EventHandle& event) {
    if (!reserve(me, event)) {
      throw StaleEvent(event.event);
    }
    enter(*event.stream);
    finally([&] { mark(me, event, *event.stream, Work::signal); }, [&] { leave(*event.stream); });
  }
};

const Registrar<EventPoolSubject<ReserveOffQueue>> registrar("ReserveOffQueue");

}  // namespace
}  // namespace lockstep
