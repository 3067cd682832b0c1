#include "command_stream.hpp"
#include "command_stream_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// A kernel fetches its encoder before it enters the queue, and records inside.
class EncoderCapturedOutside final
    : public CommandStreamFlow<SteppedPolicy, EncoderCapturedOutside> {
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
    open(me);
    call([&]() LOCKSTEP_REQUIRES(owner_) { work(recorder()); });
  }
};

const Registrar<CommandStreamSubject<EncoderCapturedOutside>> registrar("EncoderCapturedOutside");

}  // namespace
}  // namespace lockstep
