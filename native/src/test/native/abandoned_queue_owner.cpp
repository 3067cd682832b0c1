#include "command_stream.hpp"
#include "command_stream_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// A job that throws does not leave the queue.
class AbandonedQueueOwner final : public CommandStreamFlow<SteppedPolicy, AbandonedQueueOwner> {
 public:
  using CommandStreamFlow::CommandStreamFlow;

  template <class Job>
  void runOnQueue(Session& me, const Job& job) {
    enter(me);
    runAndCatchUp(me, job);
    leave(me);
  }
};

const Registrar<CommandStreamSubject<AbandonedQueueOwner>> registrar("AbandonedQueueOwner");

}  // namespace
}  // namespace lockstep
