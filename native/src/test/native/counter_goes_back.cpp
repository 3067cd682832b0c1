#include "event_pool.hpp"
#include "event_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// The counter takes the value of whichever signal is heard of last.
class CounterGoesBack final : public EventPoolFlow<SteppedPolicy, CounterGoesBack> {
 public:
  using EventPoolFlow::EventPoolFlow;

  void raise(Session& me) {
    SteppedPolicy::at(Point::Raise);
    at(me.raising->event).counter.store(me.raising->value);
  }
};

const Registrar<EventPoolSubject<CounterGoesBack>> registrar("CounterGoesBack");

}  // namespace
}  // namespace lockstep
