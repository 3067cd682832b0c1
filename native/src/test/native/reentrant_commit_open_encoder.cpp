#include "command_stream.hpp"
#include "command_stream_subject.hpp"
#include "reentrant_stream.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Second of the chain, the fix of ReentrantEndsOuter: inside of a job nobody ends the encoder any
/// more; the inner synchronize() commits all the same.
class ReentrantCommitOpenEncoder final : public ReentrantStream<ReentrantCommitOpenEncoder> {
 public:
  using ReentrantStream::ReentrantStream;

  void synchronize() {
    Session& me = session();
    call([&]() LOCKSTEP_REQUIRES(owner_) {
      me.synchronizes = true;
      if (!isInJob(me)) {
        submit(me);
      } else if (take(me, true)) {
        commit(me);
      }
    });
  }
};

const Registrar<CommandStreamSubject<ReentrantCommitOpenEncoder>> registrar(
    "ReentrantCommitOpenEncoder");

}  // namespace
}  // namespace lockstep
