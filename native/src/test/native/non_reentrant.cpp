#include "encoder.hpp"
#include "encoding_lock_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Queues its own owner behind itself.
class NonReentrantLock final : public RankedLockProtocol<ProductionPolicy, NonReentrantLock> {
 public:
  using RankedLockProtocol::RankedLockProtocol;

  Ticket request() {
    ProductionPolicy::at(Point::Request);
    return next_.fetch_add(1);
  }
};

class NonReentrant final : public EncoderFlow<ProductionPolicy, NonReentrant, NonReentrantLock> {
 public:
  using EncoderFlow::EncoderFlow;
};

const Registrar<EncodingLockSubject<NonReentrant>> registrar("NonReentrant");

}  // namespace
}  // namespace lockstep
