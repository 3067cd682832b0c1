#include "encoder.hpp"
#include "encoding_lock_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// A section that fails does not give its lock back.
class LeakedLock final : public EncoderFlow<SteppedPolicy, LeakedLock> {
 public:
  using EncoderFlow::EncoderFlow;

  void unwind(Session&, LockId) {}
};

const Registrar<EncodingLockSubject<LeakedLock>> registrar("LeakedLock");

}  // namespace
}  // namespace lockstep
