#include <utility>

#include "encoder.hpp"
#include "encoding_lock_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// The lock covers gather and scatter, and nothing else that uses their kernel.
class PartialCoverage final : public EncoderFlow<SteppedPolicy, PartialCoverage> {
 public:
  PartialCoverage(EncodingDevice<SteppedPolicy>& device, Sites, SessionId id)
      : EncoderFlow(device, kCovered, std::move(id)) {}

 private:
  static constexpr Sites kCovered =
      Sites{1} << static_cast<int>(Site::gather) | Sites{1} << static_cast<int>(Site::scatter);
};

const Registrar<EncodingLockSubject<PartialCoverage>> registrar("PartialCoverage");

}  // namespace
}  // namespace lockstep
