#include "encoder.hpp"
#include "encoding_lock_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// synchronize() waits for the device under the locks that the completion handler needs.
class WaitUnderLock final : public EncoderFlow<SteppedPolicy, WaitUnderLock> {
 public:
  using EncoderFlow::EncoderFlow;

  void doSynchronize(Session& me) {
    locked(me, LockId::stream, [&] {
      section(me, Site::commit, [&] {
        body(me, Site::commit);
        awaitGpu(me);
      });
    });
  }
};

const Registrar<EncodingLockSubject<WaitUnderLock>> registrar("WaitUnderLock");

}  // namespace
}  // namespace lockstep
