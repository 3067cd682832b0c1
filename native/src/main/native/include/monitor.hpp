#ifndef LOCKSTEP_MONITOR_HPP
#define LOCKSTEP_MONITOR_HPP

#include <mutex>

#include "thread_annotations.hpp"

namespace lockstep {

template <class Mutex>
class MonitorGuard;

/// A mutex of which the compiler knows what it guards; the one of the standard library says nothing
/// of that.
template <class Mutex>
class LOCKSTEP_CAPABILITY("monitor") MonitorOver {
 public:
  MonitorOver() = default;
  MonitorOver(const MonitorOver&) = delete;
  MonitorOver& operator=(const MonitorOver&) = delete;

  void lock() LOCKSTEP_ACQUIRE() { mutex_.lock(); }
  void unlock() LOCKSTEP_RELEASE() { mutex_.unlock(); }

 private:
  friend class MonitorGuard<Mutex>;

  Mutex mutex_;
};

/// Holds a monitor as long as it lives, but for the time it sleeps.
template <class Mutex>
class LOCKSTEP_SCOPED_CAPABILITY MonitorGuard {
 public:
  explicit MonitorGuard(MonitorOver<Mutex>& monitor) LOCKSTEP_ACQUIRE(monitor)
      : held_(monitor.mutex_) {}
  MonitorGuard(const MonitorGuard&) = delete;
  MonitorGuard& operator=(const MonitorGuard&) = delete;
  ~MonitorGuard() LOCKSTEP_RELEASE() = default;

  void unlock() LOCKSTEP_RELEASE() { held_.unlock(); }
  void lock() LOCKSTEP_ACQUIRE() { held_.lock(); }

  /// Sleeps until notified, or for no reason: the caller looks again. There is no wait with a
  /// predicate, which the compiler would take for a function without the lock.
  template <class Condition>
  void wait(Condition& condition) {
    condition.wait(held_);
  }
  template <class Condition, class Time>
  void waitFor(Condition& condition, const Time& atMost) {
    condition.wait_for(held_, atMost);
  }

 private:
  std::unique_lock<Mutex> held_;
};

using Monitor = MonitorOver<std::mutex>;

template <class Policy>
using MonitorOf = MonitorOver<typename Policy::mutex>;

}  // namespace lockstep

#endif  // LOCKSTEP_MONITOR_HPP
