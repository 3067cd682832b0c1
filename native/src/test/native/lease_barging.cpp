#include "lease_pool.hpp"
#include "lease_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Newcomers ask who waits, and pass them all the same.
class LeaseBarging final : public LeasePoolFlow<SteppedPolicy, LeaseBarging> {
 public:
  using LeasePoolFlow::LeasePoolFlow;

  bool mustQueue() {
    checkWaiting();
    return false;
  }
};

const Registrar<LeasePoolSubject<LeaseBarging>> registrar("Barging");
// The same fault as those who wait see it: driven round and round.
const Registrar<LeasePoolSubject<LeaseBarging>> forEver("Starvation");

}  // namespace
}  // namespace lockstep
