#include "command_stream.hpp"
#include "command_stream_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Who waits for the device stays on the queue meanwhile.
class WaitOnOwnQueue final : public CommandStreamFlow<SteppedPolicy, WaitOnOwnQueue> {
 public:
  using CommandStreamFlow::CommandStreamFlow;

  template <class Job>
  void runOnQueue(Session& me, const Job& job) LOCKSTEP_UNANALYSED {
    enter(me);
    finally(
        [&]() LOCKSTEP_REQUIRES(owner_) {
          runAndCatchUp(me, job);
          if (me.synchronizes) {
            await(me);
          }
          me.synchronizes = false;
        },
        [&]() LOCKSTEP_RELEASE(owner_) { leave(me); });
  }
};

const Registrar<CommandStreamSubject<WaitOnOwnQueue>> registrar("WaitOnOwnQueue");

}  // namespace
}  // namespace lockstep
