#ifndef LOCKSTEP_LEAF_LOCK_HPP
#define LOCKSTEP_LEAF_LOCK_HPP

#include <cstdint>
#include <utility>

#include "monitor.hpp"
#include "policy.hpp"

namespace lockstep {

/// A lock that knows who holds it, for a replay to see. A leaf: whoever holds it asks for no other
/// lock and calls nobody, so it needs no rank.
template <class Policy>
class LOCKSTEP_CAPABILITY("leaf lock") LeafLock {
 public:
  LeafLock() = default;
  LeafLock(const LeafLock&) = delete;
  LeafLock& operator=(const LeafLock&) = delete;

  /// Holds it as long as it lives, wherever it is moved to; the compiler is told of the lock by the
  /// functions that hand this out and take it back.
  class Guard {
   public:
    Guard() = default;
    explicit Guard(LeafLock& of) LOCKSTEP_UNANALYSED : of_(&of) { of.lock(); }
    Guard(Guard&& other) noexcept : of_(std::exchange(other.of_, nullptr)) {}
    Guard& operator=(Guard&& other) noexcept {
      std::swap(of_, other.of_);
      return *this;
    }
    ~Guard() { unlock(); }

    void unlock() LOCKSTEP_UNANALYSED {
      if (LeafLock* const held = std::exchange(of_, nullptr)) {
        held->unlock();
      }
    }

   private:
    LeafLock* of_ = nullptr;
  };

  void lock() LOCKSTEP_ACQUIRE() LOCKSTEP_UNANALYSED {
    lock_.lock();
    holder_ = Policy::token();
  }
  void unlock() LOCKSTEP_RELEASE() LOCKSTEP_UNANALYSED {
    holder_ = 0;
    lock_.unlock();
  }

  bool isFree() const LOCKSTEP_READ_WHILE_PARKED { return holder_ == 0; }
  std::uint64_t holder() const LOCKSTEP_READ_WHILE_PARKED { return holder_; }

 private:
  MonitorOf<Policy> lock_;
  std::uint64_t holder_ LOCKSTEP_GUARDED_BY(lock_) = 0;
};

}  // namespace lockstep

#endif  // LOCKSTEP_LEAF_LOCK_HPP
