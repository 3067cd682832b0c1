#ifndef LOCKSTEP_POLICY_HPP
#define LOCKSTEP_POLICY_HPP

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>

#include "per_thread.hpp"
#include "steps.hpp"

namespace lockstep {

/// What the engine is made of as users get it. A replay (SteppedPolicy) or a checker puts its own
/// atomics, monitor or seam in their place; the source of the protocols is the same.
struct ProductionPolicy {
  template <class T>
  using atomic = std::atomic<T>;
  using mutex = std::mutex;
  using condition_variable = std::condition_variable;
  /// What one thread writes and another reads without a lock of its own, ordered by an atomic: a
  /// checker sees here what such an order leaves out.
  template <class T>
  using plain = T;
  /// Who runs.
  static std::uint64_t token() { return ThreadToken::current(); }
  /// What a step is made of that is a protocol of its own elsewhere, such as a lock: it has no step
  /// points here.
  using Parts = ProductionPolicy;

  /// How often a waiter looks before it sleeps: to be put to sleep and woken takes longer than most
  /// leases last. A constant: how many processors there are depends on when it is asked.
  static constexpr int looks() { return 200; }

  /// A thread is about to make the one shared access of the step `point`.
  static constexpr void at(Point) noexcept {}

  /// As at(), for an access that may block: `ready` tells whether it would not.
  template <class Ready>
  static constexpr void await(Point, const Ready&) noexcept {}
};

// Evaluated by the compiler, hence without any effect when it runs.
static_assert((ProductionPolicy::at(Point::Peek), true), "the production seam must do nothing");
static_assert((ProductionPolicy::await(Point::Grant, 0), true),
              "the production seam must do nothing");

}  // namespace lockstep

#endif  // LOCKSTEP_POLICY_HPP
