#include <pthread.h>

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "stream_pool.hpp"
#include "stream_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// Bindings are kept by the name of the thread and never removed: whoever takes a dead one's name
/// takes its stream.
class StaleBindingAfterExit final : public StreamPoolFlow<SteppedPolicy, StaleBindingAfterExit> {
 public:
  using StreamPoolFlow::StreamPoolFlow;

  Session& session() {
    char name[16] = "";
    pthread_getname_np(pthread_self(), name, sizeof name);
    const std::lock_guard<std::mutex> guard(monitor_);
    auto& kept = sessions_[name];
    if (kept == nullptr) {
      kept = std::make_unique<Session>();
      kept->isMain = config().isMain();
      kept->stripe = config().stripeOf();
    }
    return *kept;
  }

 private:
  std::mutex monitor_;
  std::map<std::string, std::unique_ptr<Session>> sessions_;
};

const Registrar<StreamPoolSubject<StaleBindingAfterExit>> registrar("StaleBindingAfterExit");

}  // namespace
}  // namespace lockstep
