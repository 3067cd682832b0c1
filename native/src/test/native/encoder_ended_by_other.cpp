#include "command_stream.hpp"
#include "command_stream_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// A kernel fetches its encoder on the queue, leaves, and records then: others end the encoder that
/// it still has in hand.
class EncoderEndedByOther final : public CommandStreamFlow<SteppedPolicy, EncoderEndedByOther> {
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
    call([&]() LOCKSTEP_REQUIRES(owner_) { open(me); });
    work(Outside{*this});
  }

  void leave(Session& me) LOCKSTEP_RELEASE(owner_) {
    SteppedPolicy::at(Point::Leave);
    me.hand.reset();
    me.onQueue = false;
    owner_.unlock();
  }

 private:
  struct Outside {
    EncoderEndedByOther& stream;
    void dispatch(const Command& command) { stream.record(stream.session(), command); }
  };
};

const Registrar<CommandStreamSubject<EncoderEndedByOther>> registrar("EncoderEndedByOther");

}  // namespace
}  // namespace lockstep
