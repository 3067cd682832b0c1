#include <functional>
#include <utility>

#include "device_barrier.hpp"
#include "device_barrier_subject.hpp"
#include "faulty_barrier.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// A guard that is closed twice gives its stream back twice.
class GuardReleasesTwice final : public StreamGuardFlow<SteppedPolicy, GuardReleasesTwice> {
 public:
  explicit GuardReleasesTwice(FencedStreamPtr stream, std::function<void()> giveBack = {})
      : StreamGuardFlow(std::move(stream), std::move(giveBack)) {}
  ~GuardReleasesTwice() { closeQuietly(); }

  void close() {
    requireOwner();
    if (state_->open) {
      requireNewest();
      restore();
    }
    if (state_->giveBack) {
      giveBack();
    }
  }
};

const Registrar<SubjectOfGuard<GuardReleasesTwice>> registrar("GuardReleasesTwice");

}  // namespace
}  // namespace lockstep
