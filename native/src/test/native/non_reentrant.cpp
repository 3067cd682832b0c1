#include "encoder.hpp"
#include "encoding_lock_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Queues its own owner behind itself.
class NonReentrantLock final : public RankedLockProtocol<SteppedPolicy, NonReentrantLock> {
 public:
  using RankedLockProtocol::RankedLockProtocol;

  Ticket request() {
    SteppedPolicy::at(Point::Request);
    return next_.fetch_add(1);
  }
};

class NonReentrant final : public EncoderFlow<SteppedPolicy, NonReentrant, NonReentrantLock> {
 public:
  using EncoderFlow::EncoderFlow;
};

const Registrar<EncodingLockSubject<NonReentrant>> registrar("NonReentrant");

}  // namespace
}  // namespace lockstep
