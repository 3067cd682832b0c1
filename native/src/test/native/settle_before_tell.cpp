#include "event_pool.hpp"
#include "event_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// The event comes home first, and who waits for it is told afterwards.
class SettleBeforeTell final : public EventPoolFlow<SteppedPolicy, SettleBeforeTell> {
 public:
  using EventPoolFlow::EventPoolFlow;

  void tellAndSettle(Session& me) {
    settleUp(me);
    tellAll(me);
  }
};

const Registrar<EventPoolSubject<SettleBeforeTell>> registrar("SettleBeforeTell");

}  // namespace
}  // namespace lockstep
