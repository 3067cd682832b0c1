#include "command_stream.hpp"
#include "command_stream_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// The stream forgets its buffer before it commits it, and then finds nothing to commit.
class ForgottenBeforeCommit final : public CommandStreamFlow<SteppedPolicy, ForgottenBeforeCommit> {
 public:
  using CommandStreamFlow::CommandStreamFlow;

  void commit(Session& me) LOCKSTEP_REQUIRES(owner_) {
    SteppedPolicy::at(Point::Commit);
    buffer_.reset();
    if (buffer_) {
      queue().commit(buffer_);
      last_ = buffer_;
    }
    me.hand.reset();
    me.awaited = last_;
  }
};

const Registrar<CommandStreamSubject<ForgottenBeforeCommit>> registrar("ForgottenBeforeCommit");

}  // namespace
}  // namespace lockstep
