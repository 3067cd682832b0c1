#ifndef LOCKSTEP_LEASE_HPP
#define LOCKSTEP_LEASE_HPP

#include <functional>
#include <utility>

#include "device.hpp"
#include "errors.hpp"
#include "lease_word.hpp"
#include "leased_stream.hpp"

namespace lockstep {

/// A stream in hand, given back at the end of its life at the latest. It may be moved to another
/// thread, and must neither outlive the pool nor end in a job of its own stream.
template <class Pool>
class LeaseOf {
 public:
  /// Takes over what the handle stands for.
  LeaseOf(Pool& pool, LeaseHandle handle) : pool_(&pool), handle_(handle) {}
  LeaseOf(LeaseOf&& other) noexcept
      : pool_(other.pool_), handle_(std::exchange(other.handle_, LeaseHandle())) {}
  LeaseOf& operator=(LeaseOf&& other) noexcept {
    std::swap(pool_, other.pool_);
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~LeaseOf() {
    try {
      if (handle_) {
        pool_->release(handle_);
      }
    } catch (const StaleLease&) {
      // It was given back by hand; what was to be done is done.
    }
  }

  /// The number of the stream.
  int index() const { return handle_.slot(); }

  /// Records `work` on the stream and commits it; throws StaleLease if the lease is over.
  void submit(const std::function<void(CommandBuffer&)>& work) { pool_->submit(handle_, work); }

  /// The stream, to record on; throws StaleLease if the lease is over. What is recorded when it
  /// ends is committed then, as pending work.
  LeaseCommandsOf<Pool> commands() { return pool_->commands(handle_); }

  /// Gives the stream back, not in a job of it; throws StaleLease the second time.
  void release() { pool_->release(handle_); }

  /// From now on whoever has the handle has to give the stream back.
  LeaseHandle detach() { return std::exchange(handle_, LeaseHandle()); }

 private:
  Pool* pool_;
  LeaseHandle handle_;
};

}  // namespace lockstep

#endif  // LOCKSTEP_LEASE_HPP
