#include "stream_pool.hpp"
#include "stream_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Counts itself in before it looks, and when it is refused forgets to count itself out: the close
/// waits for ever.
class LeakOnRefusal final : public StreamPoolFlow<SteppedPolicy, LeakOnRefusal> {
 public:
  using StreamPoolFlow::StreamPoolFlow;

  bool enter(Session& me) {
    SteppedPolicy::at(Point::Enter);
    return (gateOf(me).word.fetch_add(1) & kSealed) == 0;
  }
};

const Registrar<StreamPoolSubject<LeakOnRefusal>> registrar("LeakOnRefusal");
// The same fault as those who wait see it: driven round and round.
const Registrar<StreamPoolSubject<LeakOnRefusal>> forEver("CloseNeverReturns");

}  // namespace
}  // namespace lockstep
