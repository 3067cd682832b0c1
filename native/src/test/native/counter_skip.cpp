#include <atomic>
#include <cstdint>
#include <limits>

#include "stream_pool.hpp"
#include "stream_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

/// An unsigned counter that just runs on: where it wraps, the turn jumps, unless 2^32 is a multiple
/// of the size.
class CounterSkip final : public StreamPoolFlow<SteppedPolicy, CounterSkip> {
 public:
  using StreamPoolFlow::StreamPoolFlow;

  int count() {
    SteppedPolicy::at(Point::Count);
    return 1 +
           static_cast<int>(drawn_.fetch_add(1) % static_cast<std::uint32_t>(config().poolSize));
  }

  int counter() const { return static_cast<int>(drawn_.load()); }

 private:
  std::atomic<std::uint32_t> drawn_{std::numeric_limits<std::uint32_t>::max()};
};

const Registrar<StreamPoolSubject<CounterSkip>> registrar("CounterSkip");

}  // namespace
}  // namespace lockstep
