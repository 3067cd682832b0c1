#include "command_stream.hpp"
#include "command_stream_subject.hpp"
#include "reentrant_stream.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// First of the chain. A call of a job runs inline and at once: synchronize() ends the encoder,
/// commits, and the job records on.
class ReentrantEndsOuter final : public ReentrantStream<ReentrantEndsOuter> {
 public:
  using ReentrantStream::ReentrantStream;

  void synchronize() {
    Session& me = session();
    call([&]() LOCKSTEP_REQUIRES(owner_) {
      me.synchronizes = true;
      isInJob(me);
      submit(me);
    });
  }

  /// What is ended is ended for the job around as well, which keeps it in hand.
  void close(Session&) LOCKSTEP_REQUIRES(owner_) {
    SteppedPolicy::at(Point::Close);
    if (encoder_) {
      encoder_->end();
      encoder_.reset();
    }
  }
};

const Registrar<CommandStreamSubject<ReentrantEndsOuter>> registrar("ReentrantEndsOuter");

}  // namespace
}  // namespace lockstep
