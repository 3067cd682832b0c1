#include <utility>

#include "encoder.hpp"
#include "encoding_lock_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// The lock covers no site at all.
class NoLock final : public EncoderFlow<SteppedPolicy, NoLock> {
 public:
  NoLock(EncodingDevice<SteppedPolicy>& device, Sites, SessionId id)
      : EncoderFlow(device, Sites{0}, std::move(id)) {}
};

const Registrar<EncodingLockSubject<NoLock>> registrar("NoLock");

}  // namespace
}  // namespace lockstep
