#ifndef LOCKSTEP_LEAF_LOCK_HPP
#define LOCKSTEP_LEAF_LOCK_HPP

#include <cstdint>
#include <utility>

#include "policy.hpp"

namespace lockstep {

/// A lock that knows who holds it, for a replay to see. A leaf: whoever holds it asks for no other
/// lock and calls nobody, so it needs no rank.
template <class Policy>
class LeafLock {
 public:
  LeafLock() = default;
  LeafLock(const LeafLock&) = delete;
  LeafLock& operator=(const LeafLock&) = delete;

  /// Holds it as long as it lives.
  class Guard {
   public:
    Guard() = default;
    explicit Guard(LeafLock& of) : of_(&of) {
      of.lock_.lock();
      of.holder_ = Policy::token();
    }
    Guard(Guard&& other) noexcept : of_(std::exchange(other.of_, nullptr)) {}
    Guard& operator=(Guard&& other) noexcept {
      std::swap(of_, other.of_);
      return *this;
    }
    ~Guard() { unlock(); }

    void unlock() {
      if (of_ != nullptr) {
        of_->holder_ = 0;
        of_->lock_.unlock();
        of_ = nullptr;
      }
    }

   private:
    LeafLock* of_ = nullptr;
  };

  // For a replay, while every thread is parked.
  bool isFree() const { return holder_ == 0; }
  std::uint64_t holder() const { return holder_; }

 private:
  typename Policy::mutex lock_;
  std::uint64_t holder_ = 0;  // guarded by `lock_`
};

}  // namespace lockstep

#endif  // LOCKSTEP_LEAF_LOCK_HPP
