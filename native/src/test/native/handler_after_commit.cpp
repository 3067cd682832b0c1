#include "command_stream.hpp"
#include "command_stream_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// onCompleted() takes the buffer in one job, and adds the handler in the next: in between the
/// buffer may be committed.
class HandlerAfterCommit final : public CommandStreamFlow<SteppedPolicy, HandlerAfterCommit> {
 public:
  using CommandStreamFlow::CommandStreamFlow;

  void onCompleted(const Handler& handler) {
    Session& me = session();
    call([&]() LOCKSTEP_REQUIRES(owner_) { take(me, false); });
    call([&]() LOCKSTEP_REQUIRES(owner_) { addHandler(me, handler); });
  }

  void leave(Session& me) LOCKSTEP_RELEASE(owner_) {
    SteppedPolicy::at(Point::Leave);
    me.grip.reset();
    me.onQueue = false;
    owner_.unlock();
  }
};

const Registrar<CommandStreamSubject<HandlerAfterCommit>> registrar("HandlerAfterCommit");

}  // namespace
}  // namespace lockstep
