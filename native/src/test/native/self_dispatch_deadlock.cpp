#include "command_stream.hpp"
#include "command_stream_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// A call of a job enters the queue like any other: it waits for its own job.
class SelfDispatchDeadlock final : public CommandStreamFlow<SteppedPolicy, SelfDispatchDeadlock> {
 public:
  using CommandStreamFlow::CommandStreamFlow;

  template <class Job>
  void call(const Job& job) {
    Session& me = session();
    const bool first = !me.onQueue;
    runOnQueue(me, job);
    if (first && me.synchronizes) {
      finally([&] { await(me); }, [&] { me.synchronizes = false; });
    }
  }
};

const Registrar<CommandStreamSubject<SelfDispatchDeadlock>> registrar("SelfDispatchDeadlock");

}  // namespace
}  // namespace lockstep
