#ifndef LOCKSTEP_POLICY_HPP
#define LOCKSTEP_POLICY_HPP

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "steps.hpp"

namespace lockstep {

/// What the shipped engine is made of. A checker puts its own atomics, monitor and seam in their
/// place.
struct ProductionPolicy {
  template <class T>
  using atomic = std::atomic<T>;
  using mutex = std::mutex;
  using condition_variable = std::condition_variable;

  /// A thread is about to make the one shared access of the step `point`.
  static void at(Point point) {
    if (__builtin_expect(hook() != nullptr, 0)) {
      reach(point, Readiness{});
    }
  }

  /// As at(), for an access that may block: `ready` tells whether it would not.
  template <class Ready>
  static void await(Point point, const Ready& ready) {
    if (__builtin_expect(hook() != nullptr, 0)) {
      reach(point,
            Readiness{[](const void* r) { return (*static_cast<const Ready*>(r))(); }, &ready});
    }
  }

 private:
  static StepHook hook() {
    // relaxed: the hook acts only on threads to which its controller handed work after installing
    // it.
    return stepHook.load(std::memory_order_relaxed);
  }

  // Out of line and read again: the hook may be taken away between the two reads by a controller
  // that does not know us.
  __attribute__((noinline, cold)) static void reach(Point point, Readiness ready) {
    if (StepHook here = stepHook.load()) {
      here(point, ready);
    }
  }
};

}  // namespace lockstep

#endif  // LOCKSTEP_POLICY_HPP
