#include "encoder.hpp"
#include "encoding_lock_subject.hpp"
#include "ranked_lock.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// As with LOCKSTEP_LOCK_RANKS=check.
class CheckedLock final : public RankedLockProtocol<SteppedPolicy, CheckedLock> {
 public:
  using RankedLockProtocol::RankedLockProtocol;

  static bool checksRanks() { return true; }
};

/// RankInversion with the ranks checked: one thread alone is found out.
class RankInversionUnseen final
    : public EncoderFlow<SteppedPolicy, RankInversionUnseen, CheckedLock> {
 public:
  using EncoderFlow::EncoderFlow;

  void doSynchronize(Session& me) {
    locked(me, LockId::encoding,
           [&] { locked(me, LockId::stream, [&] { body(me, Site::commit); }); });
    awaitGpu(me);
  }
};

const Registrar<EncodingLockSubject<RankInversionUnseen>> registrar("RankInversionUnseen");

}  // namespace
}  // namespace lockstep
