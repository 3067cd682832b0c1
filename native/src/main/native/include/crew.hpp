#ifndef LOCKSTEP_CREW_HPP
#define LOCKSTEP_CREW_HPP

#include <linux/futex.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <functional>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "step_controller.hpp"

namespace lockstep {

/// Where one thread sleeps until it is given the baton.
class Parking {
 public:
  void wake() {
    // release: what the holder of the baton wrote is seen by whom it wakes.
    word_.store(1, std::memory_order_release);
    futex(FUTEX_WAKE_PRIVATE, 1, nullptr);
  }

  void sleep() {
    while (!taken()) {
      futex(FUTEX_WAIT_PRIVATE, 0, nullptr);
    }
  }

  /// False if nobody woke us in time.
  bool sleepFor(int seconds) {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    const std::time_t deadline = now.tv_sec + seconds;
    while (!taken()) {
      clock_gettime(CLOCK_MONOTONIC, &now);
      if (now.tv_sec >= deadline) {
        return false;
      }
      const timespec rest{deadline - now.tv_sec, 0};
      futex(FUTEX_WAIT_PRIVATE, 0, &rest);
    }
    return true;
  }

 private:
  bool taken() {
    // acquire: pairs with wake().
    if (word_.load(std::memory_order_acquire) == 0) {
      return false;
    }
    // relaxed: there is one baton, so nobody wakes us again before we have passed it on.
    word_.store(0, std::memory_order_relaxed);
    return true;
  }

  void futex(int operation, std::uint32_t value, const timespec* timeout) {
    syscall(SYS_futex, reinterpret_cast<std::uint32_t*>(&word_), operation, value, timeout, nullptr,
            0);
  }

  std::atomic<std::uint32_t> word_{0};
};

/// Pins the calling thread for a while.
class Pinned {
 public:
  Pinned() : known_(sched_getaffinity(0, sizeof before_, &before_) == 0) { pinCurrentThread(); }
  Pinned(const Pinned&) = delete;
  Pinned& operator=(const Pinned&) = delete;
  ~Pinned() {
    if (known_) {
      sched_setaffinity(0, sizeof before_, &before_);
    }
  }

 private:
  cpu_set_t before_{};
  const bool known_;
};

/// What a worker does when it is next given the baton.
enum class Task { call, start, end };

/// One thread of the plans.
struct Worker {
  int index = 0;
  std::thread thread;
  Parking parking;
  Task task = Task::call;
  PlanEntry entry{-1, -1, -1};
};

/// The threads that plans are carried out on; they outlive a plan. All methods are the driver's,
/// which alone may wait for a thread's end.
class Crew {
 public:
  /// `work` is what each thread runs, from its start to its end.
  explicit Crew(std::function<void(Worker&)> work) : work_(std::move(work)) {}
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  /// Any holder of the baton may look a worker up.
  Worker& operator[](std::size_t index) { return *workers_[index]; }

  /// Starts those of the first `threads` that do not run.
  void fill(std::size_t threads);
  void start(int index);

  /// Returns when the thread is gone, with all that it kept for itself.
  void join(Worker& worker);

  /// Ends all threads; those that are `lost` are left to themselves.
  void stop(bool lost);

 private:
  const std::function<void(Worker&)> work_;
  std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace lockstep

#endif  // LOCKSTEP_CREW_HPP
