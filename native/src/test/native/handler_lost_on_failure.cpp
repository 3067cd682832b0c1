#include "command_stream.hpp"
#include "command_stream_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// The handlers of a buffer that the device has failed are not called.
class HandlerLostOnFailure final : public CommandStreamFlow<SteppedPolicy, HandlerLostOnFailure> {
 public:
  using CommandStreamFlow::CommandStreamFlow;

  static void fire(const Handler& handler, const Failure& failure) {
    if (!failure) {
      CommandStreamFlow::fire(handler, failure);
    }
  }
};

const Registrar<CommandStreamSubject<HandlerLostOnFailure>> registrar("HandlerLostOnFailure");

}  // namespace
}  // namespace lockstep
