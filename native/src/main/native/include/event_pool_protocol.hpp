#ifndef LOCKSTEP_EVENT_POOL_PROTOCOL_HPP
#define LOCKSTEP_EVENT_POOL_PROTOCOL_HPP

#include <algorithm>
#include <cstdint>
#include <exception>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "event_pool_state.hpp"
#include "implements.hpp"

namespace lockstep {

/// The steps of an EventPoolFlow: each action of specs/EventPool/EventPool.tla is the method of the
/// same name, which passes its step point and then makes its one access that others could see. What
/// a lock protects is nobody else's. A fault variant (`Self`) hides the faulty step by its own.
template <class Policy, class Self>
class EventPoolProtocol : public EventPoolState<Policy> {
  using State = EventPoolState<Policy>;
  using Result = EventResult;

 public:
  using State::State;
  using typename State::Entry;
  using typename State::Guard;
  using typename State::Session;
  using typename State::Slot;

  /// What a stream is given to signal, and to wait for; a replay knows them by what they name.
  struct Signalled {
    Self* pool;
    int event;
    std::uint32_t value;
    void operator()(std::int64_t nanos) const { pool->signalled(event, value, nanos); }
  };
  /// A device may look at a gate that is open when the pool has gone already: it keeps the slot.
  struct Awaited {
    std::shared_ptr<const Slot> slot;
    int event;
    std::uint32_t value;
    bool operator()() const { return EventCount::reached(slot->counter.load(), value); }
  };

  // -- The steps, in the order of the model

  // take(), and the way home.

  Guard lockPool() LOCKSTEP_ACQUIRE(guard_) LOCKSTEP_UNANALYSED {
    LOCKSTEP_STEP_WHEN(EventPool, LockPool, EventPoolProtocol::lockPool,
                       [this] { return guard_.isFree(); });
    return Guard(guard_);
  }

  /// Taken for the next generation. The counter goes on from where it was: to whoever still
  /// compares with a value of an earlier taker it has reached it. Nobody else changes the word of
  /// a free event: its handles are stale, and nothing is pending. False: all are in use.
  bool pop(Session& me, EventStream& stream) LOCKSTEP_REQUIRES(guard_) {
    LOCKSTEP_STEP(EventPool, Pop, EventPoolProtocol::pop);
    const int event = this->nextFree();
    if (event < 0) {
      me.call.result = Result::exhausted;
      return false;
    }
    auto& shared = this->at(event).word;
    const EventWord word = EventWord(shared.load()).taken();
    shared.store(word.bits());
    me.taken = {event, word.generation(), &stream, word.recorded()};
    return true;
  }

  void push(int event) LOCKSTEP_REQUIRES(guard_) {
    LOCKSTEP_STEP(EventPool, Push, EventPoolProtocol::push);
    free_.push_back(event);
  }

  void unlockPool(Guard& guard) LOCKSTEP_RELEASE(guard_) LOCKSTEP_UNANALYSED {
    LOCKSTEP_STEP(EventPool, UnlockPool, EventPoolProtocol::unlockPool);
    guard.unlock();
  }

  enum class Given { stale, draining, home };

  /// With signals pending it comes home with the last of them. One compare-and-set, so that the
  /// last one comes before it or after, and of two gives of one handle exactly one is made.
  Given give(Session& me, const EventHandle& handle) {
    LOCKSTEP_STEP(EventPool, Give, EventPoolProtocol::give);
    const auto made = this->change(handle.event, [&handle](EventWord seen) {
      return !seen.isHeldAs(handle.generation) ? seen
             : seen.pending() > 0              ? seen.with(EventState::draining)
                                               : seen.with(EventState::free);
    });
    if (!made) {
      me.call.result = Result::stale;
      return Given::stale;
    }
    return made.after.state() == EventState::free ? Given::home : Given::draining;
  }

  // record() and follow(): a job on the queue of the stream.

  void enter(EventStream& stream) {
    LOCKSTEP_STEP_WHEN(EventPool, Enter, EventPoolProtocol::enter,
                       [&stream] { return stream.isFree(); });
    stream.enter();
  }

  /// On the queue, so that signals are marked in the order of their values. False: the handle is
  /// stale.
  bool reserve(Session& me, const EventHandle& handle) {
    LOCKSTEP_STEP(EventPool, Reserve, EventPoolProtocol::reserve);
    const auto made = this->change(handle.event, [&handle](EventWord seen) {
      if (!seen.isHeldAs(handle.generation)) {
        return seen;
      }
      State::requireRoom(handle.event, seen);
      return seen.oneRecorded();
    });
    if (!made) {
      me.call.result = Result::stale;
      return false;
    }
    me.call.ticket = made.after.recorded();
    return true;
  }

  enum class Work { signal, await };

  void mark(Session& me, const EventHandle& handle, EventStream& stream, Work work) {
    LOCKSTEP_STEP(EventPool, Mark, EventPoolProtocol::mark);
    if (work == Work::signal) {
      stream.signal(Signalled{&self(), handle.event, me.call.ticket});
    } else {
      followers_.add(stream);
      stream.await(
          Awaited{this->at(handle.event).shared_from_this(), handle.event, me.call.ticket});
    }
  }

  void leave(EventStream& stream) {
    LOCKSTEP_STEP(EventPool, Leave, EventPoolProtocol::leave);
    stream.leave();
  }

  // Waiting, asking, being called: for what has been recorded by now.

  /// What was never recorded has counted as far as it was recorded. False: the handle is stale.
  bool ticket(Session& me, const EventHandle& handle) {
    LOCKSTEP_STEP(EventPool, Ticket, EventPoolProtocol::ticket);
    const EventWord seen(this->at(handle.event).word.load());
    if (!seen.isHeldAs(handle.generation)) {
      return false;
    }
    me.call.ticket = seen.recorded();
    return true;
  }

  /// Has the event counted as far as the ticket says?
  bool check(Session& me, const EventHandle& handle) {
    LOCKSTEP_STEP(EventPool, Check, EventPoolProtocol::check);
    return isReached(me, handle);
  }

  Guard lockList(int event) LOCKSTEP_ACQUIRE(this->at(event).desk) LOCKSTEP_UNANALYSED {
    auto& desk = this->at(event).desk;
    LOCKSTEP_STEP_WHEN(EventPool, LockList, EventPoolProtocol::lockList,
                       [&desk] { return desk.isFree(); });
    return Guard(desk);
  }

  /// Under the lock: who raises the counter after this look comes to the list after us, and finds
  /// us there. With no callback the thread waits itself. False: it is done already.
  bool enlist(Session& me, const EventHandle& handle, EventCallback callback = {})
      LOCKSTEP_REQUIRES(this->at(handle.event).desk) {
    LOCKSTEP_STEP(EventPool, Enlist, EventPoolProtocol::enlist);
    if (isReached(me, handle)) {
      me.call.result = Result::done;
      return false;
    }
    putOnList(me, handle, std::move(callback));
    return true;
  }

  /// Under the lock it is decided which came first, the signal or giving up: whoever is off the
  /// list was told, also if its time was up by then.
  Result look(Session& me, const EventHandle& handle)
      LOCKSTEP_REQUIRES(this->at(handle.event).desk) {
    LOCKSTEP_STEP(EventPool, Look, EventPoolProtocol::look);
    auto& list = this->at(handle.event).list;
    const auto mine = placeOf(list);
    if (mine == list.end()) {
      me.call.result = Result::done;
    } else if (me.givesUp() && self().giveUp(me)) {
      list.erase(mine);
    }
    return me.call.result;
  }

  void unlockList(int event, Guard& guard)
      LOCKSTEP_RELEASE(this->at(event).desk) LOCKSTEP_UNANALYSED {
    LOCKSTEP_STEP(EventPool, UnlockList, EventPoolProtocol::unlockList);
    static_cast<void>(event);  // names the lock to the compiler
    guard.unlock();
  }

  /// Asleep, with no lock in hand, until woken, cancelled, or out of time: looks again in each
  /// case, since who wakes it may do so late, in a wait to come. To lose such a permit here is no
  /// harm: what it tells of was there before it, and is looked at next.
  void sleep(Session& me) {
    Permit<Policy>& mine = *me.permit;
    LOCKSTEP_STEP_WHEN(EventPool, Sleep, EventPoolProtocol::sleep,
                       [&me, &mine] { return mine.isWoken() || me.givesUp(); });
    const Cancellation::Listed listed(me.call.cancellation, mine);
    mine.sleep([&me] { return me.givesUp(); }, [&me] { return me.timeLeft(); });
  }

  /// A callback that comes too late for the list is called by who brought it.
  void run(Session& me, const EventHandle& handle, const EventCallback& callback) {
    LOCKSTEP_STEP(EventPool, Run, EventPoolProtocol::run);
    callBack(callback, {handle.generation, me.call.ticket, this->at(handle.event).nanos.load()});
  }

  // The thread of the device that hears that a stream has come to a signal.

  /// Never back: a later signal may have been heard of before. The time comes first, so that
  /// whoever finds the event done finds when.
  void raise(Session& me) {
    LOCKSTEP_STEP(EventPool, Raise, EventPoolProtocol::raise);
    auto& slot = this->at(me.raising->event);
    std::int64_t latest = slot.nanos.load();
    while (latest < me.raising->nanos &&
           !slot.nanos.compare_exchange_weak(latest, me.raising->nanos)) {
    }
    std::uint32_t seen = slot.counter.load();
    while (!EventCount::reached(seen, me.raising->value) &&
           !slot.counter.compare_exchange_weak(seen, me.raising->value)) {
    }
    followers_.lookAgain();
  }

  /// Whoever is taken off the list is told; who comes from now on sees the counter.
  void collect(Session& me) LOCKSTEP_REQUIRES(this->at(me.raising->event).desk) {
    LOCKSTEP_STEP(EventPool, Collect, EventPoolProtocol::collect);
    takeOffList(me, [&me](const Entry& entry) {
      return EventCount::reached(me.raising->value, entry.value);
    });
  }

  /// With no lock held: a callback may do anything. False: that was the last one.
  bool tell(Session& me) {
    LOCKSTEP_STEP(EventPool, Tell, EventPoolProtocol::tell);
    const Entry next = nextToTell(me);
    if (next.isWait()) {
      next.permit->wake();
    } else {
      callBack(next.callback, {next.generation, next.value, me.raising->nanos});
    }
    return !me.raising->todo.empty();
  }

  /// Only when all have been told: whoever takes the event next finds nobody who waits for it.
  /// True: it was the last signal of an event that has been given back.
  bool settle(int event) {
    LOCKSTEP_STEP(EventPool, Settle, EventPoolProtocol::settle);
    const auto made = this->change(event, [](EventWord seen) {
      const EventWord less = seen.oneSettled();
      return less.state() == EventState::draining && less.pending() == 0
                 ? less.with(EventState::free)
                 : less;
    });
    return made.after.state() != made.before.state();
  }

 protected:
  using State::config_;
  using State::followers_;
  using State::free_;
  using State::guard_;
  using State::visitors_;

  ~EventPoolProtocol() = default;

  Self& self() LOCKSTEP_IS_THIS { return static_cast<Self&>(*this); }

  bool isReached(const Session& me, const EventHandle& handle) const {
    return EventCount::reached(this->at(handle.event).counter.load(), me.call.ticket);
  }

  void putOnList(Session& me, const EventHandle& handle, EventCallback callback)
      LOCKSTEP_REQUIRES(this->at(handle.event).desk) {
    me.call.result = callback ? Result::asked : Result::waiting;
    this->at(handle.event)
        .list.push_back({ThreadToken::current(), me.call.ticket, handle.generation,
                         callback ? nullptr : me.permit, std::move(callback)});
  }

  template <class List>
  static auto placeOf(List& list) {
    return std::find_if(list.begin(), list.end(),
                        [me = ThreadToken::current()](const Entry& entry) {
                          return entry.isWait() && entry.who == me;
                        });
  }

  /// False: both saw the request of a cancellation that they share, and the other wait has taken
  /// it.
  static bool giveUp(Session& me) {
    me.call.cancelled = me.call.cancellation != nullptr && me.call.cancellation->take();
    if (!me.call.cancelled && !me.isLate()) {
      return false;
    }
    me.call.result = Result::timeout;
    return true;
  }

  template <class Over>
  void takeOffList(Session& me, const Over& over)
      LOCKSTEP_REQUIRES(this->at(me.raising->event).desk) {
    auto& list = this->at(me.raising->event).list;
    const auto kept = std::stable_partition(list.begin(), list.end(),
                                            [&over](const Entry& entry) { return !over(entry); });
    me.raising->todo.assign(std::make_move_iterator(kept), std::make_move_iterator(list.end()));
    list.erase(kept, list.end());
  }

  static Entry nextToTell(Session& me) {
    if (me.raising->todo.empty()) {
      throw std::logic_error("there is nobody left to be told");
    }
    Entry next = std::move(me.raising->todo.front());
    me.raising->todo.pop_front();
    return next;
  }

  /// An exception of a callback is nobody's who waits.
  void callBack(const EventCallback& callback, const Completion& completion) {
    try {
      callback(completion);
    } catch (const std::exception& e) {
      config_.onError(e.what());
    } catch (...) {
      config_.onError("an exception that is no std::exception");
    }
  }
};

}  // namespace lockstep

#endif  // LOCKSTEP_EVENT_POOL_PROTOCOL_HPP
