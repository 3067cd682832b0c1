#include "command_stream.hpp"
#include "command_stream_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// synchronize() waits until the device has nothing left, not for what had been committed when it
/// was called: others may keep the device busy for ever.
class SynchronizeNeverReturns final
    : public CommandStreamFlow<SteppedPolicy, SynchronizeNeverReturns> {
 public:
  using CommandStreamFlow::CommandStreamFlow;

  void await(Session&) {
    SteppedPolicy::await(Point::Await, [this] { return query(); });
    queue().awaitIdle();
    if (const Failure failure = error_->take()) {
      throw WorkFailed(*failure);
    }
  }
};

const Registrar<CommandStreamSubject<SynchronizeNeverReturns>> registrar("SynchronizeNeverReturns");

}  // namespace
}  // namespace lockstep
