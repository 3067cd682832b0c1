#include "encoder.hpp"
#include "encoding_lock_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// synchronize() takes the two locks in the wrong order, so that it and fill() wait for each other.
class RankInversion final : public EncoderFlow<SteppedPolicy, RankInversion> {
 public:
  using EncoderFlow::EncoderFlow;

  void doSynchronize(Session& me) {
    locked(me, LockId::encoding,
           [&] { locked(me, LockId::stream, [&] { body(me, Site::commit); }); });
    awaitGpu(me);
  }
};

const Registrar<EncodingLockSubject<RankInversion>> registrar("RankInversion");

}  // namespace
}  // namespace lockstep
