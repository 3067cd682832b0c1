#ifndef LOCKSTEP_STEPPED_POLICY_HPP
#define LOCKSTEP_STEPPED_POLICY_HPP

#include "policy.hpp"
#include "steps.hpp"

namespace lockstep {

/// The production policy with a seam: at each step point a controller may hold the thread.
struct SteppedPolicy : ProductionPolicy {
  /// None: a replay lets a thread go on when it need not sleep.
  static constexpr int looks() { return 0; }

  static void at(Point point) {
    if (__builtin_expect(hook() != nullptr, 0)) {
      reach(point, Readiness{});
    }
  }

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

#endif  // LOCKSTEP_STEPPED_POLICY_HPP
