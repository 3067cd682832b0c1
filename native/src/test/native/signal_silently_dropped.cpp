#include "command_stream.hpp"
#include "command_stream_subject.hpp"
#include "reentrant_stream.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Last of the chain, the fix of CommitSilentlySkipped: a synchronize() inside of a job is made up
/// for when the job ends, a signal is not.
class SignalSilentlyDropped final : public ReentrantStream<SignalSilentlyDropped> {
 public:
  using ReentrantStream::ReentrantStream;

  void signal(const Command& signal) {
    Session& me = session();
    call([&]() LOCKSTEP_REQUIRES(owner_) {
      if (!isInJob(me)) {
        close(me);
      }
      take(me, false);
      mark(me, signal);
    });
  }

  void mark(Session& me, const Command& signal) LOCKSTEP_REQUIRES(owner_) {
    if (!encoder_) {
      ReentrantStream::mark(me, signal);
      return;
    }
    SteppedPolicy::at(Point::Mark);
    me.hand.reset();
  }
};

const Registrar<CommandStreamSubject<SignalSilentlyDropped>> registrar("SignalSilentlyDropped");

}  // namespace
}  // namespace lockstep
