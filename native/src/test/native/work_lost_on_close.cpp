#include "stream_pool.hpp"
#include "stream_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Close does not wait for the device.
class WorkLostOnClose final : public StreamPoolFlow<SteppedPolicy, WorkLostOnClose> {
 public:
  using StreamPoolFlow::StreamPoolFlow;

  void awaitIdle(int) { SteppedPolicy::at(Point::AwaitIdle); }
};

const Registrar<StreamPoolSubject<WorkLostOnClose>> registrar("WorkLostOnClose");

}  // namespace
}  // namespace lockstep
