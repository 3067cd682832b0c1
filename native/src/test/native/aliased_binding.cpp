#include "stream_pool.hpp"
#include "stream_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Lets a worker make the main thread's stream its own.
class AliasedBinding final : public StreamPoolFlow<SteppedPolicy, AliasedBinding> {
 public:
  using StreamPoolFlow::StreamPoolFlow;

  void requireMayBind(const Session&, int) {}
};

const Registrar<StreamPoolSubject<AliasedBinding>> registrar("AliasedBinding");

}  // namespace
}  // namespace lockstep
