#include "command_stream.hpp"
#include "command_stream_subject.hpp"
#include "reentrant_stream.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Third of the chain, the fix of ReentrantCommitOpenEncoder: what must not be committed while the
/// job encodes is not committed; nobody makes up for it.
class CommitSilentlySkipped final : public ReentrantStream<CommitSilentlySkipped> {
 public:
  using ReentrantStream::ReentrantStream;

  void synchronize() {
    Session& me = session();
    call([&]() LOCKSTEP_REQUIRES(owner_) {
      me.synchronizes = true;
      if (!isInJob(me)) {
        submit(me);
      }
    });
  }
};

const Registrar<CommandStreamSubject<CommitSilentlySkipped>> registrar("CommitSilentlySkipped");

}  // namespace
}  // namespace lockstep
