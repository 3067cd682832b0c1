#include "stream_pool.hpp"
#include "stream_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Nobody looks again under the creation lock: a stream that two threads missed is created twice.
class UnsafeLazyInit final : public StreamPoolFlow<SteppedPolicy, UnsafeLazyInit> {
 public:
  using StreamPoolFlow::StreamPoolFlow;

  Stream* recheckSlot(int) LOCKSTEP_REQUIRES(creation_) {
    SteppedPolicy::at(Point::RecheckSlot);
    return nullptr;
  }
};

const Registrar<StreamPoolSubject<UnsafeLazyInit>> registrar("UnsafeLazyInit");

}  // namespace
}  // namespace lockstep
