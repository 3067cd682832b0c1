#ifndef LOCKSTEP_RANKED_LOCK_HPP
#define LOCKSTEP_RANKED_LOCK_HPP

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "errors.hpp"
#include "implements.hpp"
#include "lock_rank.hpp"
#include "monitor.hpp"
#include "per_thread.hpp"
#include "policy.hpp"

namespace lockstep {

/// LOCKSTEP_LOCK_RANKS=check: every thread remembers what it holds, and a request against the order
/// of the ranks throws.
class RankCheck {
 public:
  struct Held {
    const void* lock;
    LockRank rank;
    const char* name;
    const char* where;
  };

  static bool on() {
    static const bool fromEnvironment = [] {
      const char* value = std::getenv("LOCKSTEP_LOCK_RANKS");
      return value != nullptr && std::strcmp(value, "check") == 0;
    }();
    return fromEnvironment;
  }

  static void request(const Held& wanted) {
    for (const Held& held : stack()) {
      if (held.lock == wanted.lock) {
        return;
      }
    }
    for (const Held& held : stack()) {
      if (held.rank >= wanted.rank) {
        throw RankViolation("lock '" + std::string(wanted.name) + "' of rank " + describe(wanted) +
                            " was asked for in " + wanted.where + " by a thread that holds lock '" +
                            held.name + "' of rank " + describe(held) + ", taken in " + held.where +
                            "; take locks in ascending rank (specs/lock-ranks.json)");
      }
    }
  }

  static void taken(const Held& lock) { stack().push_back(lock); }

  static void givenBack(const void* lock) {
    auto& held = stack();
    for (auto at = held.end(); at != held.begin();) {
      if ((--at)->lock == lock) {
        held.erase(at);
        return;
      }
    }
  }

 private:
  static std::vector<Held>& stack() {
    static thread_local std::vector<Held> held;
    return held;
  }
  static std::string describe(const Held& lock) {
    return std::to_string(static_cast<int>(lock.rank)) + " (" + nameOf(lock.rank) + ")";
  }
};

/// A reentrant lock that serves in the order of requests: a ticket lock whose waiters sleep.
///
///   state    next == serving        nobody has asked and not given back
///            serving                the ticket that may enter
///            owner, depth           who has entered, how many times over
///
/// Asking and being let in are two steps (`request`, `grant`), else no two threads could ever wait
/// for each other.
template <class Policy, class Self>
class LOCKSTEP_CAPABILITY("ranked lock") RankedLockProtocol {
 public:
  using Ticket = std::uint64_t;
  static constexpr Ticket kReentered = ~Ticket{0};

  RankedLockProtocol(LockRank rank, const char* name) : rank_(rank), name_(name) {}
  explicit RankedLockProtocol(LockRank rank) : RankedLockProtocol(rank, nameOf(rank)) {}
  RankedLockProtocol(const RankedLockProtocol&) = delete;
  RankedLockProtocol& operator=(const RankedLockProtocol&) = delete;

  void lock(const char* where = __builtin_FUNCTION()) LOCKSTEP_ACQUIRE() LOCKSTEP_UNANALYSED {
    lock([](Ticket) {}, where);
  }

  /// Tells `queued` the ticket, if one was drawn, before it waits for it.
  template <class Queued>
  void lock(const Queued& queued, const char* where) LOCKSTEP_ACQUIRE() LOCKSTEP_UNANALYSED {
    if (__builtin_expect(self().checksRanks(), 0)) {
      RankCheck::request({this, rank_, name_, where});
    }
    const Ticket ticket = self().request();
    if (ticket != kReentered) {
      queued(ticket);
      self().grant(ticket);
    }
    if (__builtin_expect(self().checksRanks(), 0)) {
      RankCheck::taken({this, rank_, name_, where});
    }
  }

  /// True if this was the last of the thread's unlocks.
  bool unlock() LOCKSTEP_RELEASE() LOCKSTEP_UNANALYSED {
    if (!isMine()) {
      throw IllegalCall("lock '" + std::string(name_) +
                        "' was given back by a thread that does not hold it; unlock it on the "
                        "thread that locked it");
    }
    if (__builtin_expect(self().checksRanks(), 0)) {
      RankCheck::givenBack(this);
    }
    return self().release();
  }

  // -- The steps, in the order of the model
  // ---------------------------------------------------------------------------

  /// One atomic step takes the next place in the queue. The owner does not queue again: nobody else
  /// can change that it is the owner.
  Ticket request() {
    LOCKSTEP_STEP(EncodingLock, Request, RankedLockProtocol::request);
    if (isMine()) {
      ++depth_;
      return kReentered;
    }
    return next_.fetch_add(1);
  }

  void grant(Ticket ticket) {
    LOCKSTEP_STEP_WHEN(EncodingLock, Grant, RankedLockProtocol::grant,
                       [this, ticket] { return serving_.load() == ticket; });
    if (serving_.load() != ticket) {
      MonitorGuard guard(monitor_);
      // Re-read under the monitor: who serves us after this look finds our ticket in `next` and
      // must take the monitor before it notifies, so it cannot slip in between this look and the
      // wait.
      while (serving_.load() != ticket) {
        guard.wait(served_);
      }
    }
    self().enter();
  }

  /// (Unlock in the model.) The last of several unlocks lets in whoever is next in the queue.
  bool release() {
    LOCKSTEP_STEP(EncodingLock, Unlock, RankedLockProtocol::release);
    if (--depth_ != 0) {
      return false;
    }
    // relaxed: only the owner itself finds its own token here; the next owner is ordered by
    // `serving`.
    owner_.store(0, std::memory_order_relaxed);
    // relaxed: only the owner writes `serving`.
    const Ticket successor = serving_.load(std::memory_order_relaxed) + 1;
    // Dekker's argument, for which both sides are seq_cst: we write `serving` and then read `next`;
    // a waiter writes `next` and then reads `serving`. Not both can miss the other's write: either
    // we see its ticket and wake it, or it sees itself served and does not sleep.
    serving_.store(successor);
    if (next_.load() != successor) {
      { const MonitorGuard guard(monitor_); }
      served_.notify_all();
    }
    return true;
  }

  static bool checksRanks() { return RankCheck::on(); }

  // -- What a replay reads while every thread is parked
  // ---------------------------------------------------------------

  bool isFree() const { return next_.load() == serving_.load(); }
  std::uint64_t owner() const { return owner_.load(); }
  int depth() const { return depth_; }

 protected:
  ~RankedLockProtocol() = default;

  Self& self() LOCKSTEP_IS_THIS { return static_cast<Self&>(*this); }

  bool isMine() const {
    // relaxed: a thread reads its own token only if it wrote it, and has not overwritten it since.
    return owner_.load(std::memory_order_relaxed) == Policy::token();
  }

  void enter() {
    // relaxed: see isMine().
    owner_.store(Policy::token(), std::memory_order_relaxed);
    depth_ = 1;
  }

  const LockRank rank_;
  const char* const name_;
  typename Policy::template atomic<Ticket> next_{0};
  typename Policy::template atomic<Ticket> serving_{0};
  typename Policy::template atomic<std::uint64_t> owner_{0};
  typename Policy::template plain<int> depth_ = 0;  // the owner's
  MonitorOf<Policy> monitor_;
  typename Policy::condition_variable served_;
};

template <class Policy>
class RankedLock final : public RankedLockProtocol<Policy, RankedLock<Policy>> {
 public:
  using RankedLockProtocol<Policy, RankedLock<Policy>>::RankedLockProtocol;
};

}  // namespace lockstep

#endif  // LOCKSTEP_RANKED_LOCK_HPP
