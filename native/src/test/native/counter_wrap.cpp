#include <atomic>
#include <cstdint>
#include <limits>

#include "stream_pool.hpp"
#include "stream_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// A signed counter that just runs on: past its largest value the remainder is negative.
class CounterWrap final : public StreamPoolFlow<SteppedPolicy, CounterWrap> {
 public:
  using StreamPoolFlow::StreamPoolFlow;

  int count() {
    SteppedPolicy::at(Point::Count);
    return 1 + drawn_.fetch_add(1) % config().poolSize;
  }

  int counter() const { return drawn_.load(); }

 private:
  std::atomic<std::int32_t> drawn_{std::numeric_limits<std::int32_t>::max()};
};

const Registrar<StreamPoolSubject<CounterWrap>> registrar("CounterWrap");

}  // namespace
}  // namespace lockstep
