#ifndef LOCKSTEP_LEASE_POOL_CLIENT_HPP
#define LOCKSTEP_LEASE_POOL_CLIENT_HPP

#include <cstdint>
#include <memory>
#include <vector>

#include "lease_waiting.hpp"
#include "lease_word.hpp"
#include "subject_support.hpp"

namespace lockstep {

// Numbers of the rows: see lockstep.h.
enum class LeaseCall : std::int8_t { none = -1, tryOnce, acquire, submit, release, settle, close };
enum class LeaseResult : std::int8_t { none, timeout, interrupted, closed, stale };
static_assert(static_cast<int>(WaitEnd::timeout) == static_cast<int>(LeaseResult::timeout));
static_assert(static_cast<int>(WaitEnd::cancelled) == static_cast<int>(LeaseResult::interrupted));
static_assert(static_cast<int>(WaitEnd::closed) == static_cast<int>(LeaseResult::closed));

/// The bounds of a replay.
struct LeasePoolReplayConfig {
  LeasePoolReplayConfig(const std::int32_t* config, std::int32_t length) {
    ConfigReader in("LeasePool", config, length);
    threads = in.next("threads", 1, 30);
    handlers = in.next("handlers", 0, 31 - threads);
    size = in.next("size", 1, 64);
    fifo = in.next("fifo", 0, 1) == 1;
    total = in.next("total", 0, 1000);
    for (int t = 0; t < threads; ++t) {
      hint.push_back(in.next("hint", 0, size - 1));
    }
    in.end();
  }

  int threads = 0;
  int handlers = 0;
  int size = 0;
  bool fifo = false;
  int total = 0;
  std::vector<int> hint;
};

/// What a client of the pool knows, and what a replay keeps of its thread.
template <class Pool>
struct LeasePoolClient {
  LeaseCall op = LeaseCall::none;
  LeaseResult result = LeaseResult::none;
  int limit = -1;                                 // of its acquire
  int slot = -1;                                  // of a handler's call
  LeaseHandle lease;                              // the one that it was given last
  typename Pool::Session* session = nullptr;      // the thread's own, while it lives
  std::shared_ptr<typename Pool::Waiter> waiter;  // outlives the thread: others may be calling it
  std::uint64_t token = 0;
  VirtualClock clock;
  Cancellation interrupt;

  /// After each step.
  void note() {
    if (session != nullptr && session->waiter != nullptr) {
      waiter = session->waiter;
    }
  }

  WaitStatus status() const { return waiter == nullptr ? WaitStatus::none : waiter->status.load(); }

  /// An acquire keeps how its wait ended until it returns.
  LeaseResult resultNow() const {
    return op == LeaseCall::acquire ? static_cast<LeaseResult>(session->end) : result;
  }

  /// What a waiter has been granted is in its place in the queue until it returns.
  LeaseHandle leaseNow() const {
    const LeaseHandle given = granted();
    return given ? given : lease;
  }
  std::int64_t left() const {
    return op != LeaseCall::acquire ? -1 : session->waits ? session->timeLeft() : limit;
  }
  bool isTicking() const { return session != nullptr && session->waits && left() > 0; }
  int last(bool handler) const {
    if (handler) {
      return op == LeaseCall::none ? -1 : slot;
    }
    const LeaseHandle given = granted();
    return given ? given.slot() : session == nullptr ? -1 : session->last;
  }

 private:
  LeaseHandle granted() const {
    return op == LeaseCall::acquire && session->waiter != nullptr ? session->waiter->granted
                                                                  : LeaseHandle();
  }
};

}  // namespace lockstep

#endif  // LOCKSTEP_LEASE_POOL_CLIENT_HPP
