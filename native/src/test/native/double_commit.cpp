#include "command_stream.hpp"
#include "command_stream_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Whoever flushes, or synchronizes, does so without entering the queue: two take the same buffer,
/// and both commit it.
class DoubleCommit final : public CommandStreamFlow<SteppedPolicy, DoubleCommit> {
 public:
  using CommandStreamFlow::CommandStreamFlow;

  void flush() { submit(session()); }

  void synchronize() {
    Session& me = session();
    me.synchronizes = true;
    finally(
        [&] {
          submit(me);
          await(me);
        },
        [&] {
          me.synchronizes = false;
          me.awaited.reset();
        });
  }
};

const Registrar<CommandStreamSubject<DoubleCommit>> registrar("DoubleCommit");

}  // namespace
}  // namespace lockstep
