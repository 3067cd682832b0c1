#ifndef LOCKSTEP_LEASE_POOL_HPP
#define LOCKSTEP_LEASE_POOL_HPP

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "device.hpp"
#include "errors.hpp"
#include "implements.hpp"
#include "lease.hpp"
#include "lease_pool_protocol.hpp"
#include "leased_stream.hpp"
#include "monitor.hpp"
#include "policy.hpp"

namespace lockstep {

/// A pool of GPU streams that are leased: specs/LeasePool/LeasePool.tla, action by action.
///
/// From acquire to release a stream is one thread's alone. Whoever finds none free waits, as long
/// as it said, and waiters are served in the order in which they came. Work that is pending when a
/// lease ends is finished before the next one begins. The pool can be closed while streams are
/// leased: the close refuses those who wait and waits for those who lease. Close it before it is
/// destroyed; no thread may be in a call then, nor hold a lease.
///
/// This class says which step follows which, LeasePoolProtocol what each step does.
template <class Policy, class Self>
class LeasePoolFlow : public LeasePoolProtocol<Policy, Self> {
  using Protocol = LeasePoolProtocol<Policy, Self>;
  using Nanos = std::chrono::nanoseconds;

 public:
  using typename Protocol::Session;
  using typename Protocol::Waiter;
  using Work = std::function<void(CommandBuffer&)>;
  using Protocol::Protocol;

  static constexpr Nanos kForEver{-1};

  using Lease = LeaseOf<Self>;

  // -- What a client calls

  /// A stream if one is free and nobody waits.
  std::optional<Lease> tryAcquire() {
    LOCKSTEP_IMPLEMENTS(LeasePool, CallTry, LeasePoolFlow::tryAcquire);
    Session& me = self().session();
    if (self().mustQueue()) {
      return std::nullopt;
    }
    const LeaseHandle lease = sweep(me);
    return lease ? std::optional<Lease>(Lease(self(), lease)) : std::nullopt;
  }

  /// A stream, after `limit` in total at the latest (0: at once, -1: some day). Throws
  /// AcquireTimeout, AcquireCancelled, or PoolClosed. A thread that leases and acquires once more
  /// may wait for itself.
  Lease acquire(Nanos limit = kForEver, Cancellation* cancellation = nullptr) {
    LOCKSTEP_IMPLEMENTS(LeasePool, CallAcquire, LeasePoolFlow::acquire);
    if (limit <= Nanos::zero() && limit != kForEver) {
      return atOnce(limit);
    }
    Session& me = self().session();
    if (!self().mustQueue()) {
      if (const LeaseHandle lease = sweep(me)) {
        return Lease(self(), lease);
      }
    }
    // The clock of the wait starts here: to read it before would cost more than to look.
    return Lease(self(), queueUp(me, limit, cancellation));
  }

  /// Gives a stream back; throws StaleLease if that was done before.
  void release(LeaseHandle lease) {
    LOCKSTEP_IMPLEMENTS(LeasePool, CallRelease, LeasePoolFlow::release);
    if (Commands* const recorded = commands_[this->slotOf(lease)].there.load()) {
      recorded->end(lease, config_.onFailure);
    }
    self().giveBack(lease);
  }

  /// The stream, to record on, of this lease; throws StaleLease if it is over.
  LeaseCommandsOf<Self> commands(LeaseHandle lease) {
    const int s = this->slotOf(lease);
    if (!this->word(s).isHeldBy(lease)) {
      throw StaleLease(s);
    }
    Commands& stream = commandsOf(s);
    stream.begin(lease);
    return LeaseCommandsOf<Self>(stream, lease);
  }

  /// A work of this stream has completed, or was refused.
  void settled(int s) {
    if (self().settle(s) && self().checkWaiting()) {
      serveWaiters(s);
    }
  }

  /// Records `work` and commits it on the leased stream, after what was recorded through
  /// commands(); throws StaleLease if the lease is over.
  void submit(LeaseHandle lease, const Work& work) {
    LOCKSTEP_IMPLEMENTS(LeasePool, CallSubmit, LeasePoolFlow::submit);
    const int s = this->slotOf(lease);
    if (Commands* const recorded = commands_[s].there.load()) {
      recorded->flushOf(lease);
    }
    const auto buffer = std::make_shared<CommandBuffer>();
    work(*buffer);
    // The last of its handlers: also if the device fails it, and nobody gets the stream before all
    // have been called.
    buffer->onCompleted([this, s](const Failure&) { settled(s); });
    if (!self().pend(lease)) {
      throw StaleLease(s);
    }
    try {
      self().commit(s, buffer);
    } catch (...) {
      settled(s);  // what was counted will not complete
      throw;
    }
  }

  /// Refuses whoever waits, lets nobody claim any more, and takes each stream down when it has come
  /// home. Any number of threads may be at it at once, and again.
  void close() {
    LOCKSTEP_IMPLEMENTS(LeasePool, CallClose, LeasePoolFlow::close);
    Session& me = self().session();
    refuseAll();
    const AtStart cursor(me);
    for (me.cursor = 0; me.cursor < this->size(); ++me.cursor) {
      self().shut(me.cursor);
    }
    for (me.cursor = 0; me.cursor < this->size(); ++me.cursor) {
      self().awaitHome(me.cursor);
      if (self().takeDown(me.cursor)) {
        self().destroy(me.cursor);
      }
    }
  }

 protected:
  using Protocol::config_;
  using Protocol::self;
  using typename Protocol::Freed;
  using typename Protocol::Guard;

  ~LeasePoolFlow() = default;

  /// First come, first served: nobody passes those who wait.
  bool mustQueue() { return config_.fifo && self().checkWaiting(); }

  void giveBack(LeaseHandle lease) {
    const Freed freed = self().free(lease);
    if (freed == Freed::stale) {
      throw StaleLease(lease.slot());
    }
    if (freed == Freed::ready && self().checkWaiting()) {
      serveWaiters(lease.slot());
    }
  }

  /// A slot is free, and somebody waits.
  __attribute__((noinline)) void serveWaiters(int s) {
    Session& me = self().session();
    me.last = s;  // where serving begins
    Guard guard = self().lockWaiters();
    if (!self().queue_.empty()) {
      serve(me);
    }
    self().unlockWaiters(guard);
  }

  /// One slot after the other, each free one for whose turn it is.
  void serve(Session& me) LOCKSTEP_REQUIRES(this->lock_) {
    do {
      const LeaseHandle lease = self().claimFor(here(me));
      if (lease) {
        self().tell(lease);
        if (!self().delist()) {
          me.cursor = 0;
          return;
        }
      }
    } while (advance(me));
  }

  void tell(LeaseHandle lease) LOCKSTEP_REQUIRES(this->lock_) {
    self().grant(lease);
    self().wake();
  }

 private:
  /// What an acquire has said of its wait is forgotten however it ends.
  class Patience {
   public:
    Patience(Session& me, Nanos limit, Cancellation* cancellation) : me_(me) {
      me.limit = limit.count();
      me.deadline = deadline(me, limit);
      me.cancellation = cancellation;
      me.waits = true;
    }
    Patience(const Patience&) = delete;
    Patience& operator=(const Patience&) = delete;
    ~Patience() {
      me_.deadline = Session::kForEver;
      me_.cancellation = nullptr;
      me_.waits = false;
    }

   private:
    static std::int64_t deadline(const Session& me, Nanos limit) {
      if (limit == kForEver) {
        return Session::kForEver;
      }
      const std::int64_t now = me.clock->now();
      return limit.count() < Session::kForEver - now ? now + limit.count() : Session::kForEver;
    }

    Session& me_;
  };

  /// Back to the first slot, however a call ends.
  class AtStart {
   public:
    explicit AtStart(Session& me) : me_(me) {}
    AtStart(const AtStart&) = delete;
    AtStart& operator=(const AtStart&) = delete;
    ~AtStart() { me_.cursor = 0; }

   private:
    Session& me_;
  };

  /// The slot to look at next: a thread begins with the one that it had last, so that threads keep
  /// out of each other's way.
  int here(const Session& me) const {
    const int s = (me.last == Protocol::kNone ? me.hint : me.last) + me.cursor;
    return s < this->size() ? s : s - this->size();
  }

  bool advance(Session& me) const {
    if (++me.cursor < this->size()) {
      return true;
    }
    me.cursor = 0;
    return false;
  }

  LeaseHandle sweep(Session& me) {
    do {
      const int s = here(me);
      const auto seen = self().claim(me, s);
      if (seen.lease) {
        me.last = s;
        me.guess = SlotWord::of(seen.lease).home();
        me.cursor = 0;
        return seen.lease;
      }
      if (seen.shut) {
        me.cursor = 0;
        throw PoolClosed();
      }
    } while (advance(me));
    return LeaseHandle();
  }

  __attribute__((noinline)) Lease atOnce(Nanos limit) {
    if (limit < Nanos::zero()) {
      throw IllegalCall("a wait of " + std::to_string(limit.count()) +
                        " ns: expected a time from 0 on, or -1 to wait for ever");
    }
    if (std::optional<Lease> lease = tryAcquire()) {
      return std::move(*lease);
    }
    throw timeout(limit);
  }

  /// The long way of acquire(). Out of line: inlined, it would cost the short way its registers.
  __attribute__((noinline)) LeaseHandle queueUp(Session& me, Nanos limit,
                                                Cancellation* cancellation) {
    const Patience patience(me, limit, cancellation);
    if (me.waiter == nullptr) {
      me.waiter = std::make_shared<Waiter>();
    }
    Guard guard = self().lockWaiters();
    const bool enlisted = self().enlist(me);
    if (enlisted) {
      serve(me);
    }
    self().unlockWaiters(guard);
    if (enlisted) {
      wait(me);
    }
    return answer(me);
  }

  void wait(Session& me) {
    WaitStatus told = self().look(me);
    while (told == WaitStatus::waiting) {
      if (me.givesUp()) {
        Guard guard = self().lockWaiters();
        const WaitEnd end = self().withdraw(me);
        self().unlockWaiters(guard);
        if (end != WaitEnd::notYet) {
          return;
        }
      } else {
        self().park(me);
      }
      told = self().look(me);
    }
    if (told == WaitStatus::closed) {
      me.end = WaitEnd::closed;
    }
  }

  LeaseHandle answer(Session& me) {
    switch (std::exchange(me.end, WaitEnd::none)) {
      case WaitEnd::timeout:
        throw timeout(Nanos(me.limit));
      case WaitEnd::cancelled:
        throw AcquireCancelled();
      case WaitEnd::closed:
        throw PoolClosed();
      default:
        break;
    }
    const LeaseHandle lease = me.waiter->granted;
    me.waiter->granted = LeaseHandle();
    me.last = lease.slot();
    me.guess = SlotWord::of(lease).home();
    return lease;
  }

  AcquireTimeout timeout(Nanos limit) const {
    return AcquireTimeout(
        "none of " + std::to_string(this->size()) + " streams became free within " +
        std::to_string(std::chrono::duration<double, std::milli>(limit).count()) + " ms, and " +
        std::to_string(this->waiting()) +
        " threads wait; release leases sooner, wait longer, or make the pool larger");
  }

  void refuseAll() {
    Guard guard = self().lockWaiters();
    if (self().seal()) {
      do {
        self().refuse();
        self().wake();
      } while (self().delist());
    }
    self().unlockWaiters(guard);
  }

  using Commands = LeasedStream<Self>;

  struct Recorded {
    std::atomic<Commands*> there{nullptr};
    std::unique_ptr<Commands> made;  // by who holds `making_`
  };

  Commands& commandsOf(int s) {
    if (Commands* const there = commands_[s].there.load()) {
      return *there;
    }
    const MonitorGuard guard(making_);
    Recorded& mine = commands_[s];
    if (!mine.made) {
      mine.made = std::make_unique<Commands>(self(), *this->queues_[s], s, encoding_);
      mine.there.store(mine.made.get());
    }
    return *mine.made;
  }

  Monitor making_;
  const std::shared_ptr<typename Commands::Lock> encoding_ =
      std::make_shared<typename Commands::Lock>(LockRank::encoding);
  std::unique_ptr<Recorded[]> commands_ = std::make_unique<Recorded[]>(this->size());
};

/// The sound pool.
template <class Policy>
class LeasePoolOf final : public LeasePoolFlow<Policy, LeasePoolOf<Policy>> {
 public:
  using LeasePoolFlow<Policy, LeasePoolOf<Policy>>::LeasePoolFlow;

 private:
  friend class LeasePoolFlow<Policy, LeasePoolOf<Policy>>;
};

using LeasePool = LeasePoolOf<ProductionPolicy>;

}  // namespace lockstep

#endif  // LOCKSTEP_LEASE_POOL_HPP
