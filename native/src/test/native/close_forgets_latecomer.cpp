#include "lease_pool.hpp"
#include "lease_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Who comes to the queue does not look whether close has been there.
class CloseForgetsLatecomer final : public LeasePoolFlow<SteppedPolicy, CloseForgetsLatecomer> {
 public:
  using LeasePoolFlow::LeasePoolFlow;

  bool enlist(Session& me) LOCKSTEP_REQUIRES(lock_) {
    SteppedPolicy::at(Point::Enlist);
    join(me);
    return true;
  }
};

const Registrar<LeasePoolSubject<CloseForgetsLatecomer>> registrar("CloseForgetsLatecomer");

}  // namespace
}  // namespace lockstep
