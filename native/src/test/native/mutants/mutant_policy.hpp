#ifndef LOCKSTEP_MUTANT_POLICY_HPP
#define LOCKSTEP_MUTANT_POLICY_HPP

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

#include "mutation.hpp"
#include "step_controller.hpp"
#include "stepped_policy.hpp"

namespace lockstep {

/// An atomic whose accesses the active mutation changes.
template <class T>
class MutantAtomic {
 public:
  MutantAtomic(T initial = T{}) : initial_(initial), before_(initial), value_(initial) {}  // NOLINT
  MutantAtomic(const MutantAtomic&) = delete;
  MutantAtomic& operator=(const MutantAtomic&) = delete;

  T load(std::memory_order order = std::memory_order_seq_cst) const {
    switch (Mutation::access(Target::load)) {
      case Change::first:
        return initial_;
      case Change::stale:
        return before_.load();
      default:
        return value_.load(order);
    }
  }

  void store(T value, std::memory_order order = std::memory_order_seq_cst) {
    switch (Mutation::access(Target::store)) {
      case Change::skip:
        return;
      case Change::late:
        Mutation::putOff([this, value, order] { put(value, order); });
        return;
      default:
        put(value, order);
    }
  }

  T exchange(T value) {
    return modify(Target::exchange, [value](T) { return value; });
  }
  T fetch_add(T by) {
    return modify(Target::add, [by](T old) { return old + by; });
  }
  T fetch_sub(T by) {
    return modify(Target::sub, [by](T old) { return old - by; });
  }
  T fetch_or(T bits) {
    return modify(Target::bitOr, [bits](T old) { return old | bits; });
  }

  bool compare_exchange_weak(T& expected, T desired) {
    switch (Mutation::access(Target::cas)) {
      case Change::skip:
        return true;
      case Change::blind:
        if (StepController::currentThread() < 0) {
          std::this_thread::yield();  // under a controller nobody could come between
        }
        put(desired);
        return true;
      case Change::lie:
        if (compareAndSet(expected, desired)) {
          expected = desired;
        }
        return false;
      case Change::fail:
        return false;
      default:
        return compareAndSet(expected, desired);
    }
  }

 private:
  void put(T value, std::memory_order order = std::memory_order_seq_cst) {
    before_.store(value_.load());
    value_.store(value, order);
  }

  bool compareAndSet(T& expected, T desired) {
    const T seen = expected;
    if (!value_.compare_exchange_strong(expected, desired)) {
      return false;
    }
    before_.store(seen);
    return true;
  }

  template <class Next>
  T apply(const Next& next) {
    T seen = value_.load();
    while (!compareAndSet(seen, next(seen))) {
    }
    return seen;
  }

  template <class Next>
  T modify(Target target, const Next& next) {
    switch (Mutation::access(target)) {
      case Change::skip:
        return value_.load();
      case Change::twice:
        apply(next);
        return apply(next);
      case Change::late:
        Mutation::putOff([this, next] { apply(next); });
        return value_.load();
      case Change::lost:
        apply(next);
        return initial_;
      default:
        return apply(next);
    }
  }

  const T initial_;
  std::atomic<T> before_;
  std::atomic<T> value_;
};

/// Under replay nobody could end a wait that has not announced itself: he who holds the baton
/// waits.
inline void requireAnnounced() {
  if (StepController::currentThread() >= 0) {
    throw std::runtime_error(std::string("sleeps without having said so, in the step ") +
                             nameOf(MutantThread::mine().step));
  }
}

class MutantMutex {
 public:
  void lock() {
    if (held_.load()) {
      requireAnnounced();
    }
    mutex_.lock();
    held_.store(true);
  }
  void unlock() {
    held_.store(false);
    mutex_.unlock();
  }

 private:
  std::mutex mutex_;
  std::atomic<bool> held_{false};
};

class MutantCondition {
 public:
  void wait(std::unique_lock<MutantMutex>& guard) {
    requireAnnounced();
    condition_.wait(guard);
  }
  template <class Time>
  void wait_for(std::unique_lock<MutantMutex>& guard, const Time& time) {
    requireAnnounced();
    condition_.wait_for(guard, time);
  }
  void notify_all() { condition_.notify_all(); }

 private:
  std::condition_variable_any condition_;
};

/// Leaves a step once it has announced itself; caught by mutantStep().
struct StepLeftOut {};

/// What the engine is made of where one thing of it is to be wrong: which, says Mutation.
struct MutantPolicy : SteppedPolicy {
  template <class T>
  using atomic = MutantAtomic<T>;
  using mutex = MutantMutex;
  using condition_variable = MutantCondition;
  /// Is mutated in the module whose steps it has.
  struct Parts : ProductionPolicy {
    using mutex = MutantMutex;
    using condition_variable = MutantCondition;
  };

  static void at(Point point) {
    pass(point, [](Point announced) { SteppedPolicy::at(announced); });
  }

  template <class Ready>
  static void await(Point point, const Ready& ready) {
    const Change change = MutantThread::mine().acts() && !Mutation::isPart(point)
                              ? Mutation::at({point, Point::Idle, 0, Target::await})
                              : Change::none;
    pass(point, [&](Point announced) {
      SteppedPolicy::await(announced, [&] {
        return change == Change::alwaysReady || (change != Change::neverReady && ready());
      });
    });
  }

 private:
  template <class Announce>
  static void pass(Point point, const Announce& announce) {
    MutantThread& me = MutantThread::mine();
    if (!me.acts() || me.muted) {
      return;
    }
    if (Mutation::isPart(point)) {
      me.part = point;
      me.place = 0;
      return;
    }
    Mutation::settle(me);
    const Change change = Mutation::at({point, Point::Idle, 0, Target::point});
    if (change != Change::silent) {
      ++me.looking;
      try {
        announce(change == Change::misnamed ? Mutation::misnamed(point) : point);
      } catch (...) {
        me.inCall = false;  // the plan is over: the rest of the call only unwinds
        throw;
      }
      --me.looking;
    }
    me.step = point;
    me.part = Point::Idle;
    me.place = 0;
    const Change whole = me.whole == point ? Mutation::step(point) : Change::none;
    if (whole == Change::skip || whole == Change::late) {
      throw StepLeftOut{};
    }
  }
};

/// A step as a whole: left out, done twice, or put off. `instead` is what it then returns.
template <class Result, class Body>
Result mutantStep(Point point, Result instead, const Body& body) {
  MutantThread& me = MutantThread::mine();
  me.whole = point;
  try {
    Result result = body();
    if (me.acts() && Mutation::step(point) == Change::twice) {
      me.muted = true;
      try {
        result = body();
      } catch (...) {
        me.muted = false;
        throw;
      }
      me.muted = false;
    }
    return result;
  } catch (const StepLeftOut&) {
    if (Mutation::step(point) == Change::late) {
      Mutation::putOff([body] { body(); });
    }
    return instead;
  }
}

/// The same for a step that returns nothing.
template <class Body>
void mutantStep(Point point, const Body& body) {
  mutantStep(point, true, [body] {
    body();
    return true;
  });
}

}  // namespace lockstep

#endif  // LOCKSTEP_MUTANT_POLICY_HPP
