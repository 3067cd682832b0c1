#include "command_stream.hpp"
#include "command_stream_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// A kernel takes the encoding lock and then enters the queue; a fill does it the other way round.
class QueueLockInversion final : public CommandStreamFlow<SteppedPolicy, QueueLockInversion> {
 public:
  using CommandStreamFlow::CommandStreamFlow;

  using CommandStreamFlow::encode;

  template <class Work>
  void encode(const Work& work) {
    Session& me = session();
    if (me.onQueue) {
      CommandStreamFlow::encode(work);
      return;
    }
    lock();
    finally(
        [&] {
          call([&] {
            open(me);
            work(Locked{*this});
          });
        },
        [&] { unlock(); });
  }

 private:
  struct Locked {
    QueueLockInversion& stream;
    void dispatch(const Command& command) { stream.encode(stream.session(), command); }
  };
};

const Registrar<CommandStreamSubject<QueueLockInversion>> registrar("QueueLockInversion");

}  // namespace
}  // namespace lockstep
