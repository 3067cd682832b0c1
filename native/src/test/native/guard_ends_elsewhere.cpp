#include <functional>
#include <utility>

#include "device_barrier.hpp"
#include "device_barrier_subject.hpp"
#include "faulty_barrier.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Nobody asks whose guard it is; the stream that was one thread's is then that of another.
class GuardEndsElsewhere final : public StreamGuardFlow<SteppedPolicy, GuardEndsElsewhere> {
 public:
  explicit GuardEndsElsewhere(FencedStreamPtr stream, std::function<void()> giveBack = {})
      : StreamGuardFlow(std::move(stream), std::move(giveBack)) {}
  ~GuardEndsElsewhere() { closeQuietly(); }

  void close() {
    if (!state_->open) {
      return;
    }
    if (ThreadToken::current() == state_->owner) {
      requireNewest();
    }
    restore();
    if (state_->giveBack) {
      giveBack();
    }
  }
};

const Registrar<SubjectOfGuard<GuardEndsElsewhere>> registrar("GuardEndsElsewhere");

}  // namespace
}  // namespace lockstep
