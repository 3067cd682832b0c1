#include <algorithm>
#include <iterator>
#include <set>

#include "device_barrier.hpp"
#include "device_barrier_subject.hpp"
#include "faulty_barrier.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// The barrier is for all streams by its name, and for the default one by what it does.
class SyncDefaultOnly final : public DeviceBarrierFlow<SteppedPolicy, SyncDefaultOnly> {
 public:
  using DeviceBarrierFlow::DeviceBarrierFlow;

  void look(Session& me) LOCKSTEP_REQUIRES(lock_) {
    DeviceBarrierFlow::look(me);
    const auto isDefault = [](const FencedStreamPtr& stream) { return stream->index() == 0; };
    me.todo.erase(std::stable_partition(me.todo.begin(), me.todo.end(), isDefault), me.todo.end());
    std::set<FencedStreamPtr> visited;
    std::copy_if(me.visited.begin(), me.visited.end(), std::inserter(visited, visited.end()),
                 isDefault);
    me.visited = visited;
  }
};

const Registrar<SubjectOfBarrier<SyncDefaultOnly>> registrar("SyncDefaultOnly");

}  // namespace
}  // namespace lockstep
