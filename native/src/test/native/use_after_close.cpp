#include "stream_pool.hpp"
#include "stream_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Looks at the gate but does not count itself in: the close takes down the stream under its feet.
class UseAfterClose final : public StreamPoolFlow<SteppedPolicy, UseAfterClose> {
 public:
  using StreamPoolFlow::StreamPoolFlow;

  bool enter(Session& me) {
    SteppedPolicy::at(Point::Enter);
    return (gateOf(me).word.load() & kSealed) == 0;
  }

  void leave(Session&) { SteppedPolicy::at(Point::Leave); }
};

const Registrar<StreamPoolSubject<UseAfterClose>> registrar("UseAfterClose");

}  // namespace
}  // namespace lockstep
