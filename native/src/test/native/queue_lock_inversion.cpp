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
  void encode(const Work& work) LOCKSTEP_UNANALYSED {
    Session& me = session();
    if (me.onQueue) {
      CommandStreamFlow::encode(work);
      return;
    }
    lock();
    finally(
        [&]() LOCKSTEP_REQUIRES(*encoding_) {
          call([&]() LOCKSTEP_REQUIRES(owner_) {
            open(me);
            work(Locked{*this});
          });
        },
        [&]() LOCKSTEP_RELEASE(*encoding_) { unlock(); });
  }

 private:
  struct Locked {
    QueueLockInversion& stream;
    void dispatch(const Command& command) LOCKSTEP_UNANALYSED {
      stream.encode(stream.session(), command);
    }
  };
};

const Registrar<CommandStreamSubject<QueueLockInversion>> registrar("QueueLockInversion");

}  // namespace
}  // namespace lockstep
