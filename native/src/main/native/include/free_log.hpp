#ifndef LOCKSTEP_FREE_LOG_HPP
#define LOCKSTEP_FREE_LOG_HPP

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace lockstep {

/// An action that a thread was seen to take, between two times.
struct FreeEvent {
  static constexpr std::int64_t kOpen = std::numeric_limits<std::int64_t>::max();

  const char* action;
  std::int64_t begin;
  std::int64_t end = kOpen;
  bool isCall = false;  // hence with arguments
  std::string further;  // its arguments beside the thread, in JSON
  std::string seen;     // what the thread knew afterwards, in JSON; empty if it did not say
};

/// What a thread notes of its calls. A step within one is two words: it ends where the next begins,
/// and what more there is to tell belongs to the call. So the log of a round is small enough for
/// the allocator to have it at hand: pages that it had to ask the system for, in the middle of a
/// call, would cost more than all that is noted.
class FreeLog {
 public:
  FreeLog() { steps_.reserve(kRoom); }

  void call(const char* action, std::int64_t begin, std::string further) {
    calls_.push_back({steps_.size(), kRunning, FreeEvent::kOpen, std::move(further), {}});
    step(action, begin);
  }

  void step(const char* action, std::int64_t begin) { steps_.push_back({action, begin}); }

  /// The last call has.
  void returned(std::int64_t end, std::string seen);

  std::size_t calls() const { return calls_.size(); }

  std::vector<FreeEvent> events() const;

 private:
  static constexpr std::size_t kRoom = 1024;
  static constexpr std::size_t kRunning = std::numeric_limits<std::size_t>::max();

  struct Step {
    const char* action;
    std::int64_t begin;
  };

  struct Call {
    std::size_t first;  // of the steps: the call itself
    std::size_t past;   // the last, or not yet
    std::int64_t end;
    std::string further;
    std::string seen;
  };

  std::vector<Step> steps_;
  std::vector<Call> calls_;
};

}  // namespace lockstep

#endif  // LOCKSTEP_FREE_LOG_HPP
