#ifndef LOCKSTEP_WAITING_HPP
#define LOCKSTEP_WAITING_HPP

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <vector>

#include "monitor.hpp"
namespace lockstep {

/// The time as a thread sees it, in nanoseconds; in a replay it stands still until a tick is
/// delivered.
class Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock() = default;
  virtual std::int64_t now() const = 0;
};

class SteadyClock final : public Clock {
 public:
  std::int64_t now() const override {
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::nanoseconds>(since).count();
  }
  static const SteadyClock& instance() {
    static const SteadyClock clock;
    return clock;
  }
};

/// Who sleeps until something has changed.
class Sleeper {
 public:
  /// Makes it look again.
  virtual void rouse() = 0;

 protected:
  ~Sleeper() = default;
};

/// Ends a wait from outside, as an interrupt does a Java thread's: the wait that is under way with
/// it, or else the next. It ends one wait, which takes it back.
class Cancellation {
 public:
  Cancellation() = default;
  Cancellation(const Cancellation&) = delete;
  Cancellation& operator=(const Cancellation&) = delete;

  void cancel() {
    requested_.store(true);
    // A sleeper is listed before it looks at `requested_`: either it sees it, or we see the
    // sleeper.
    const MonitorGuard guard(monitor_);
    for (Sleeper* sleeper : sleepers_) {
      sleeper->rouse();
    }
  }

  bool isRequested() const { return requested_.load(); }

  /// True for the one wait that it ends.
  bool take() { return requested_.exchange(false); }

  /// Lists a sleeper as long as it lives; with null it does nothing.
  class Listed {
   public:
    Listed(Cancellation* by, Sleeper& sleeper) : by_(by), sleeper_(sleeper) {
      if (by_ != nullptr) {
        const MonitorGuard guard(by_->monitor_);
        by_->sleepers_.push_back(&sleeper_);
      }
    }
    Listed(const Listed&) = delete;
    Listed& operator=(const Listed&) = delete;
    ~Listed() {
      if (by_ != nullptr) {
        const MonitorGuard guard(by_->monitor_);
        auto& list = by_->sleepers_;
        list.erase(std::find(list.begin(), list.end(), &sleeper_));
      }
    }

   private:
    Cancellation* const by_;
    Sleeper& sleeper_;
  };

 private:
  std::atomic<bool> requested_{false};
  Monitor monitor_;
  std::vector<Sleeper*> sleepers_ LOCKSTEP_GUARDED_BY(monitor_);
};

/// Lets one thread return from its next sleep, and is gone by that.
template <class Policy>
class Permit : public Sleeper {
 public:
  Permit() = default;
  Permit(const Permit&) = delete;
  Permit& operator=(const Permit&) = delete;
  virtual ~Permit() = default;

  /// Returns when the permit is there, and takes it, or when `over()`; `left()` is how long that
  /// may take at most, negative for ever.
  template <class Over, class Left>
  void sleep(const Over& over, const Left& left) {
    MonitorGuard guard(monitor_);
    while (!woken_.load() && !over()) {
      if (const std::int64_t nanos = left(); nanos < 0) {
        guard.wait(called_);
      } else {
        guard.waitFor(called_, std::min<std::chrono::nanoseconds>(std::chrono::nanoseconds(nanos),
                                                                  kLongestNap));
      }
    }
    woken_.store(false);
  }

  void wake() {
    {
      const MonitorGuard guard(monitor_);
      woken_.store(true);
    }
    called_.notify_all();
  }

  void rouse() override {
    // Who has looked holds the monitor until it sleeps: it cannot miss our call.
    { const MonitorGuard guard(monitor_); }
    called_.notify_all();
  }

  bool isWoken() const { return woken_.load(); }

  /// Looks for a moment whether the permit comes, without sleeping and without taking it.
  void await() const {
    for (int looks = Policy::looks(); looks > 0 && !isWoken(); --looks) {
      rest();
    }
  }

 private:
  static constexpr std::chrono::hours kLongestNap{1};  // so that no sum of times overflows

  /// Lets the other thread of a processor's core go first.
  static void rest() {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("yield");
#endif
  }

  typename Policy::template atomic<bool> woken_{false};
  MonitorOf<Policy> monitor_;
  typename Policy::condition_variable called_;
};

}  // namespace lockstep

#endif  // LOCKSTEP_WAITING_HPP
