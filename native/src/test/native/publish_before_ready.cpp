#include "stream_pool.hpp"
#include "stream_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Publishes first and creates after: others find a stream that has no queue yet.
class PublishBeforeReady final : public StreamPoolFlow<SteppedPolicy, PublishBeforeReady> {
 public:
  using StreamPoolFlow::StreamPoolFlow;

  Stream* build(int s) LOCKSTEP_REQUIRES(this->creation_) {
    Stream* const stream = publish(s, nullptr);
    stream->queue = create(s);
    return stream;
  }
};

const Registrar<StreamPoolSubject<PublishBeforeReady>> registrar("PublishBeforeReady");

}  // namespace
}  // namespace lockstep
