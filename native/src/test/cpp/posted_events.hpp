#ifndef LOCKSTEP_POSTED_EVENTS_HPP
#define LOCKSTEP_POSTED_EVENTS_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <utility>

#include "command_ledger.hpp"
#include "command_stream.hpp"
#include "event_pool.hpp"
#include "lease_pool.hpp"

namespace lockstep {

/// For streams that have events.
inline EventStream* eventsOf(CommandStream& stream) { return &stream; }
inline EventStream* eventsOf(LeaseCommandsOf<LeasePool>& stream) { return &stream.events(); }
template <class Stream>
EventStream* eventsOf(Stream&) {
  return nullptr;
}

/// Events that threads have recorded, for others to follow.
class PostedEvents {
 public:
  /// An event, and what the device has come to when it has come to the event.
  struct Posted {
    EventHandle event;
    const CommandLedger::Account* account;
    std::int64_t number;
  };

  EventPool& pool() { return pool_; }

  std::optional<Posted> at(std::size_t i) {
    const std::lock_guard<std::mutex> guard(monitor_);
    return posts_[i % posts_.size()];
  }

  /// Gives the one before it back.
  void replace(std::size_t i, std::optional<Posted> post) {
    {
      const std::lock_guard<std::mutex> guard(monitor_);
      std::swap(posts_[i % posts_.size()], post);
    }
    if (post) {
      pool_.give(post->event);
    }
  }

  void clear() {
    for (std::size_t i = 0; i < posts_.size(); ++i) {
      replace(i, std::nullopt);
    }
  }

 private:
  std::mutex monitor_;
  std::array<std::optional<Posted>, 32> posts_;
  EventPool pool_{{}};
};

}  // namespace lockstep

#endif  // LOCKSTEP_POSTED_EVENTS_HPP
