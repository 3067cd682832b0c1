#include "stream_pool.hpp"
#include "stream_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Looks at the gate but does not count itself in: it creates a stream after the close has
/// returned.
class CreateAfterClose final : public StreamPoolFlow<SteppedPolicy, CreateAfterClose> {
 public:
  using StreamPoolFlow::StreamPoolFlow;

  bool enter(Session& me) {
    SteppedPolicy::at(Point::Enter);
    return (gateOf(me).word.load() & kSealed) == 0;
  }

  void leave(Session&) { SteppedPolicy::at(Point::Leave); }
};

const Registrar<StreamPoolSubject<CreateAfterClose>> registrar("CreateAfterClose");

}  // namespace
}  // namespace lockstep
