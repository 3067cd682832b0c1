#ifndef LOCKSTEP_EVENT_HPP
#define LOCKSTEP_EVENT_HPP

#include <chrono>
#include <utility>

#include "errors.hpp"
#include "event_pool_state.hpp"
#include "event_word.hpp"

namespace lockstep {

/// An event in hand, given back at the end of its life at the latest. It may be moved to another
/// thread, and must not outlive the pool. Others use it through its handle.
template <class Pool>
class EventOf {
 public:
  static constexpr std::chrono::nanoseconds kForEver{-1};

  /// Takes over what the handle stands for.
  EventOf(Pool& pool, const EventHandle& handle) : pool_(&pool), handle_(handle) {}
  EventOf(EventOf&& other) noexcept
      : pool_(other.pool_), handle_(std::exchange(other.handle_, EventHandle())) {}
  EventOf& operator=(EventOf&& other) noexcept {
    std::swap(pool_, other.pool_);
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~EventOf() {
    try {
      if (handle_) {
        pool_->give(handle_);
      }
    } catch (const StaleEvent&) {
      // It was given back by hand; what was to be done is done.
    }
  }

  const EventHandle& handle() const { return handle_; }

  // What EventPoolFlow says of each.

  void record() { pool_->record(handle_); }
  bool await(std::chrono::nanoseconds limit = kForEver, Cancellation* cancellation = nullptr) {
    return pool_->await(handle_, limit, cancellation);
  }
  bool isDone() { return pool_->query(handle_); }
  bool then(EventCallback callback) { return pool_->then(handle_, std::move(callback)); }
  void follow(EventStream& stream) { pool_->follow(handle_, stream); }
  std::chrono::nanoseconds elapsedSince(const EventOf& earlier) const {
    return pool_->elapsed(earlier.handle_, handle_);
  }

  /// Gives the event back; throws StaleEvent the second time.
  void give() { pool_->give(handle_); }

  /// From now on whoever has the handle has to give the event back.
  EventHandle detach() { return std::exchange(handle_, EventHandle()); }

 private:
  Pool* pool_;
  EventHandle handle_;
};

}  // namespace lockstep

#endif  // LOCKSTEP_EVENT_HPP
