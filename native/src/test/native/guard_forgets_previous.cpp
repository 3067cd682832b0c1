#include <functional>
#include <utility>

#include "device_barrier.hpp"
#include "device_barrier_subject.hpp"
#include "faulty_barrier.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// A guard leaves the default stream behind, whatever there was before it.
class GuardForgetsPrevious final : public StreamGuardFlow<SteppedPolicy, GuardForgetsPrevious> {
 public:
  explicit GuardForgetsPrevious(FencedStreamPtr stream, std::function<void()> giveBack = {})
      : StreamGuardFlow(std::move(stream), std::move(giveBack)) {}
  ~GuardForgetsPrevious() { closeQuietly(); }

  void restore() {
    state_->open = false;
    GuardNest::mine().newest.reset();
  }
};

const Registrar<SubjectOfGuard<GuardForgetsPrevious>> registrar("GuardForgetsPrevious");

}  // namespace
}  // namespace lockstep
