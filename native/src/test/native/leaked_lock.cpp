#include "encoder.hpp"
#include "encoding_lock_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// A section that fails does not give its lock back.
class LeakedLock final : public EncoderProtocol<ProductionPolicy, LeakedLock> {
 public:
  using EncoderProtocol::EncoderProtocol;

  void unwind(Session&, LockId) {}
};

const Registrar<EncodingLockSubject<LeakedLock>> registrar("LeakedLock");

}  // namespace
}  // namespace lockstep
