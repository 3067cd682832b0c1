#ifndef LOCKSTEP_LEASE_POOL_PROTOCOL_HPP
#define LOCKSTEP_LEASE_POOL_PROTOCOL_HPP

#include <cstdint>
#include <memory>

#include "implements.hpp"
#include "lease_pool_state.hpp"
#include "monitor.hpp"

namespace lockstep {

/// The steps of a LeasePoolFlow: each action of specs/LeasePool/LeasePool.tla is the method of the
/// same name, which passes its step point and then makes its one access that others could see. What
/// the lock of the waiters protects is nobody else's. A fault variant (`Self`) hides the faulty
/// step by its own.
template <class Policy, class Self>
class LeasePoolProtocol : public LeasePoolState<Policy> {
  using State = LeasePoolState<Policy>;

 public:
  using State::State;
  using typename State::Guard;
  using typename State::Session;
  using typename State::Waiter;

  // -- The steps, in the order of the model

  // acquire(): a free slot if nobody waits, else a place in the queue.

  /// Does anybody wait? Asked by who comes, so as not to overtake, and by who has freed a slot:
  /// after it has. Dekker's argument, for which both sides are seq_cst: we write the slot and then
  /// read the count, a waiter writes the count and then reads the slot. Not both can miss the
  /// other's write, so no wake-up is lost.
  bool checkWaiting() {
    LOCKSTEP_STEP(LeasePool, CheckWaiting, LeasePoolProtocol::checkWaiting);
    return waiting_.load() != 0;
  }

  /// What a claim found: the lease, or a slot that is not free.
  struct Claimed {
    LeaseHandle lease;
    bool shut = false;
  };

  /// One compare-and-set: the slot is free, and from now on mine. No other claim can come between
  /// looking and taking.
  Claimed claim(Session& me, int s) {
    LOCKSTEP_STEP(LeasePool, Claim, LeasePoolProtocol::claim);
    return take(s, me.cursor == 0 ? me.guess : this->word(s));
  }

  Guard lockWaiters() LOCKSTEP_ACQUIRE(lock_) LOCKSTEP_UNANALYSED {
    LOCKSTEP_STEP_WHEN(LeasePool, LockWaiters, LeasePoolProtocol::lockWaiters,
                       [this] { return lock_.isFree(); });
    return Guard(lock_);
  }

  /// Counted before it looks at the slots again: see checkWaiting(). False after a close, which has
  /// told those it found in the queue and comes to nobody after them.
  bool enlist(Session& me) LOCKSTEP_REQUIRES(lock_) {
    LOCKSTEP_STEP(LeasePool, Enlist, LeasePoolProtocol::enlist);
    if (sealed_) {
      me.end = WaitEnd::closed;
      return false;
    }
    this->join(me);
    return true;
  }

  /// Whoever holds the lock claims for whose turn it is, be it itself. No lease if the slot is not
  /// free.
  LeaseHandle claimFor(int s) LOCKSTEP_REQUIRES(lock_) {
    LOCKSTEP_STEP(LeasePool, ClaimFor, LeasePoolProtocol::claimFor);
    return take(s, this->word(s)).lease;
  }

  /// From now on the waiter may find its lease, and only then is it woken: woken before, it could
  /// look, find nothing, and sleep for ever.
  void grant(LeaseHandle lease) LOCKSTEP_REQUIRES(lock_) {
    LOCKSTEP_STEP(LeasePool, Grant, LeasePoolProtocol::grant);
    Waiter& turn = first();
    turn.granted = lease;
    turn.status.store(WaitStatus::granted);
  }

  void wake() LOCKSTEP_REQUIRES(lock_) {
    LOCKSTEP_STEP(LeasePool, Wake, LeasePoolProtocol::wake);
    first().wake();
  }

  /// False if that was the last one in the queue.
  bool delist() LOCKSTEP_REQUIRES(lock_) {
    LOCKSTEP_STEP(LeasePool, Delist, LeasePoolProtocol::delist);
    this->remove(first());
    waiting_.fetch_sub(1);
    return !queue_.empty();
  }

  void unlockWaiters(Guard& guard) LOCKSTEP_RELEASE(lock_) LOCKSTEP_UNANALYSED {
    LOCKSTEP_STEP(LeasePool, UnlockWaiters, LeasePoolProtocol::unlockWaiters);
    guard.unlock();
  }

  /// A grant counts, also if the time was up when it came.
  WaitStatus look(Session& me) {
    LOCKSTEP_STEP(LeasePool, Look, LeasePoolProtocol::look);
    const WaitStatus told = me.waiter->status.load();
    if (told != WaitStatus::waiting) {
      me.waiter->status.store(WaitStatus::none);
    }
    return told;
  }

  /// Asleep, until woken, cancelled, or out of time: looks again in each case, since who wakes it
  /// may do so late, in a wait to come. To lose such a permit here is no harm: what it tells of was
  /// there before it, and is looked at next.
  void park(Session& me) {
    Waiter& mine = *me.waiter;
    LOCKSTEP_STEP_WHEN(LeasePool, Park, LeasePoolProtocol::park,
                       [&me, &mine] { return mine.isWoken() || me.givesUp(); });
    // Only the first of them: many who look would take the processors from those who lease.
    if (waiting_.load() == 1) {
      mine.await();
    }
    const Cancellation::Listed listed(me.cancellation, mine);
    mine.sleep([&me] { return me.givesUp(); }, [&me] { return me.timeLeft(); });
  }

  /// Under the lock it is decided which came first, the grant or giving up: a lease that is granted
  /// has an owner, always.
  WaitEnd withdraw(Session& me) LOCKSTEP_REQUIRES(lock_) {
    LOCKSTEP_STEP(LeasePool, Withdraw, LeasePoolProtocol::withdraw);
    Waiter& mine = *me.waiter;
    const WaitStatus told = mine.status.load();
    const bool cancelled = told == WaitStatus::waiting && me.isCancelled();
    if (told == WaitStatus::waiting && !cancelled && !me.isLate()) {
      // Both saw the request of a cancellation that they share, and the other wait has taken it.
      return me.end = WaitEnd::notYet;
    }
    mine.status.store(WaitStatus::none);
    if (told == WaitStatus::waiting) {
      this->remove(mine);
      waiting_.fetch_sub(1);
      me.end = cancelled ? WaitEnd::cancelled : WaitEnd::timeout;
    } else {
      me.end = told == WaitStatus::closed ? WaitEnd::closed : WaitEnd::none;
    }
    return me.end;
  }

  // submit() and release(): with the word of the slot. A stale handle has another generation than
  // the word, and is refused.

  /// Counted before the device can complete it. False: the handle is stale.
  bool pend(LeaseHandle lease) {
    LOCKSTEP_STEP(LeasePool, Pend, LeasePoolProtocol::pend);
    return static_cast<bool>(this->change(lease.slot(), [lease](SlotWord seen) {
      if (!seen.isHeldBy(lease)) {
        return seen;
      }
      State::requireRoom(lease.slot(), seen);
      return seen.onePending();
    }));
  }

  void commit(int s, const std::shared_ptr<CommandBuffer>& buffer) {
    LOCKSTEP_STEP(LeasePool, Commit, LeasePoolProtocol::commit);
    queues_[s]->commit(buffer);
  }

  enum class Freed { stale, kept, ready };

  /// With work pending nobody may have it yet: its completion brings it home. Ready: somebody can
  /// claim it now. One compare-and-set, so that a completion comes before it or after, and of two
  /// releases of one lease exactly one is made.
  Freed free(LeaseHandle lease) {
    LOCKSTEP_STEP(LeasePool, Free, LeasePoolProtocol::free);
    // As a rule nothing has befallen it since: then there is no need to read it first.
    const Change made = this->change(lease.slot(), SlotWord::of(lease), [lease](SlotWord seen) {
      return !seen.isHeldBy(lease) ? seen
             : seen.pending() > 0  ? seen.with(SlotState::draining)
                                   : seen.home();
    });
    return !made ? Freed::stale : this->cameHome(made.after) ? Freed::ready : Freed::kept;
  }

  /// The handler of a completed work. True: the slot came home by it, and somebody can claim it.
  bool settle(int s) {
    LOCKSTEP_STEP(LeasePool, Settle, LeasePoolProtocol::settle);
    const Change made = this->change(s, [](SlotWord seen) {
      const SlotWord less = seen.oneSettled();
      return less.state() == SlotState::draining && less.pending() == 0 ? less.home() : less;
    });
    return made.after.state() != made.before.state() && this->cameHome(made.after);
  }

  // close(): whoever waits is refused, nobody can claim any more, and each stream is taken down
  // when it has come home. Lessees are not cut off.

  /// From now on nobody enlists. True: somebody is in the queue.
  bool seal() LOCKSTEP_REQUIRES(lock_) {
    LOCKSTEP_STEP(LeasePool, Seal, LeasePoolProtocol::seal);
    sealed_ = true;
    return !queue_.empty();
  }

  void refuse() LOCKSTEP_REQUIRES(lock_) {
    LOCKSTEP_STEP(LeasePool, Refuse, LeasePoolProtocol::refuse);
    first().status.store(WaitStatus::closed);
  }

  /// Who comes to wait for the slot's return has been here before; so if it was free, there is
  /// nobody to be told.
  void shut(int s) {
    LOCKSTEP_STEP(LeasePool, Shut, LeasePoolProtocol::shut);
    this->change(s, [](SlotWord seen) {
      const SlotWord closed = seen.shut();
      return closed.state() == SlotState::free ? closed.home() : closed;
    });
  }

  void awaitHome(int s) {
    LOCKSTEP_STEP_WHEN(LeasePool, AwaitHome, LeasePoolProtocol::awaitHome,
                       [this, s] { return this->isHome(s); });
    MonitorGuard guard(closers_);
    while (!this->isHome(s)) {
      guard.wait(home_);
    }
  }

  /// Of several closers exactly one gets the stream.
  bool takeDown(int s) {
    LOCKSTEP_STEP(LeasePool, TakeDown, LeasePoolProtocol::takeDown);
    return static_cast<bool>(
        this->change(s, [](SlotWord seen) { return seen.with(SlotState::gone); }));
  }

  void destroy(int s) {
    LOCKSTEP_STEP(LeasePool, Destroy, LeasePoolProtocol::destroy);
    queues_[s]->destroy();
  }

 protected:
  using State::closers_;
  using State::first;
  using State::home_;
  using State::lock_;
  using State::queue_;
  using State::queues_;
  using State::sealed_;
  using State::waiting_;
  using typename State::Change;

  ~LeasePoolProtocol() = default;

  Self& self() LOCKSTEP_IS_THIS { return static_cast<Self&>(*this); }

 private:
  /// `perhaps`: what the word of the slot may be now.
  Claimed take(int s, SlotWord perhaps) {
    const Change made = this->change(s, perhaps, [](SlotWord seen) {
      return seen.state() == SlotState::free ? seen.leased() : seen;
    });
    return made ? Claimed{LeaseHandle(s, made.after.generation()), false}
                : Claimed{LeaseHandle(), made.after.isShut()};
  }
};

}  // namespace lockstep

#endif  // LOCKSTEP_LEASE_POOL_PROTOCOL_HPP
