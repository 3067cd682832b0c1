#include "device_barrier.hpp"
#include "device_barrier_subject.hpp"
#include "faulty_barrier.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// A barrier that finds no new stream returns with the lock in hand.
class LockLeaked final : public DeviceBarrierFlow<SteppedPolicy, LockLeaked> {
 public:
  using DeviceBarrierFlow::DeviceBarrierFlow;

  void visitAll(Session& me) {
    while (true) {
      lock();
      look(me);
      if (me.todo.empty()) {
        return;
      }
      unlock();
      visit(me);
    }
  }
};

const Registrar<SubjectOfBarrier<LockLeaked>> registrar("LockLeaked");

}  // namespace
}  // namespace lockstep
