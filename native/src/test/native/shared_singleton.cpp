#include "stream_pool.hpp"
#include "stream_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Everybody works on the one default stream, and nobody locks it: two threads commit the same
/// buffer.
class SharedSingleton final : public StreamPoolFlow<SteppedPolicy, SharedSingleton> {
 public:
  using StreamPoolFlow::StreamPoolFlow;

  int count() {
    SteppedPolicy::at(Point::Count);
    return 0;
  }

  void lockStream([[maybe_unused]] Stream& stream) LOCKSTEP_ACQUIRE(stream.lock) {
    SteppedPolicy::at(Point::LockStream);
  }

  void unlockStream([[maybe_unused]] Stream& stream) LOCKSTEP_RELEASE(stream.lock) {
    SteppedPolicy::at(Point::UnlockStream);
  }
};

const Registrar<StreamPoolSubject<SharedSingleton>> registrar("SharedSingleton");

}  // namespace
}  // namespace lockstep
