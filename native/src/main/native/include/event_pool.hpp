#ifndef LOCKSTEP_EVENT_POOL_HPP
#define LOCKSTEP_EVENT_POOL_HPP

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

#include "errors.hpp"
#include "event.hpp"
#include "event_pool_protocol.hpp"
#include "implements.hpp"
#include "policy.hpp"

namespace lockstep {

/// Events, which tell how far streams of a GPU have come, and are used again and again:
/// specs/EventPool/EventPool.tla, action by action.
///
/// An event belongs to one stream from take to give. To record it is to have the stream count it on
/// by one when it comes to that point; to wait for it, here or on another stream, is to wait until
/// it has counted as far as was recorded when the wait began. What was never recorded is done. An
/// event that is given back comes home when all that was recorded has been counted, and whoever
/// waited for it has been told; of a handle, every use after that is refused with StaleEvent.
///
/// Before the pool is destroyed, what was recorded has to be done, and no thread may be in a call;
/// threads of the device that are still telling others are waited for.
///
/// This class says which step follows which, EventPoolProtocol what each step does.
template <class Policy, class Self>
class EventPoolFlow : public EventPoolProtocol<Policy, Self> {
  using Protocol = EventPoolProtocol<Policy, Self>;
  using Nanos = std::chrono::nanoseconds;

 public:
  using Protocol::give;
  using Protocol::Protocol;
  using typename Protocol::Session;
  using typename Protocol::Slot;

  static constexpr Nanos kForEver{-1};

  using Event = EventOf<Self>;
  using Stream = DeviceStreamOf<Policy>;

  // -- What a client calls

  /// An event of this stream. Throws EventsExhausted.
  Event take(EventStream& stream) {
    LOCKSTEP_IMPLEMENTS(EventPool, CallTake, EventPoolFlow::take);
    Session& me = self().session();
    const InCall scope(*this, me);
    Guard guard = self().lockPool();
    const bool found = self().pop(me, stream);
    self().unlockPool(guard);
    if (!found) {
      throw EventsExhausted(this->limit());
    }
    return Event(self(), me.taken);
  }

  /// The stream of the event will count it on when it comes to this point. Throws DeviceError if
  /// the device refuses; the event is counted on then all the same.
  void record(const EventHandle& event) {
    LOCKSTEP_IMPLEMENTS(EventPool, CallRecord, EventPoolFlow::record);
    Session& me = self().session();
    const InCall scope(*this, me);
    self().recordOnQueue(me, event);
  }

  /// False if it was not done within `limit` in total (0: at once, -1: some day). Throws
  /// AwaitCancelled.
  bool await(const EventHandle& event, Nanos limit = kForEver,
             Cancellation* cancellation = nullptr) {
    LOCKSTEP_IMPLEMENTS(EventPool, CallAwait, EventPoolFlow::await);
    requireLimit(limit);
    Session& me = self().session();
    const InCall scope(*this, me);
    me.call.deadline = deadlineOf(me, limit);
    me.call.cancellation = cancellation;
    requireTicket(me, event);
    return self().check(me, event) || (limit != Nanos::zero() && self().sleepUntilDone(me, event));
  }

  /// Whether it is done.
  bool query(const EventHandle& event) {
    LOCKSTEP_IMPLEMENTS(EventPool, CallQuery, EventPoolFlow::query);
    Session& me = self().session();
    const InCall scope(*this, me);
    requireTicket(me, event);
    return self().check(me, event);
  }

  /// Has `callback` called once when it is done: on a thread of the device; or here, if it is done
  /// already, and then it returns true.
  bool then(const EventHandle& event, EventCallback callback) {
    LOCKSTEP_IMPLEMENTS(EventPool, CallThen, EventPoolFlow::then);
    if (!callback) {
      throw IllegalCall("then() without a callback: expected a function to call");
    }
    Session& me = self().session();
    const InCall scope(*this, me);
    requireTicket(me, event);
    return self().callWhenDone(me, event, std::move(callback));
  }

  /// `stream` goes no further than this point before the event is done.
  void follow(const EventHandle& event, EventStream& stream) {
    LOCKSTEP_IMPLEMENTS(EventPool, CallFollow, EventPoolFlow::follow);
    Session& me = self().session();
    const InCall scope(*this, me);
    requireTicket(me, event);
    self().enter(stream);
    finally([&] { self().mark(me, event, stream, Work::await); }, [&] { self().leave(stream); });
  }

  /// Gives the event back. It may be another's as soon as all that was recorded is done.
  void give(const EventHandle& event) {
    LOCKSTEP_IMPLEMENTS(EventPool, CallGive, EventPoolFlow::give);
    Session& me = self().session();
    const InCall scope(*this, me);
    const auto given = self().give(me, event);
    if (given == Given::stale) {
      throw StaleEvent(event.event);
    }
    if (given == Given::home) {
      bringHome(event.event);
    }
  }

  /// What has passed on the device between the two. Both have been recorded and are done, else it
  /// throws IllegalCall.
  Nanos elapsed(const EventHandle& since, const EventHandle& until) const {
    const std::int64_t begin = nanosOf(since);
    return Nanos(nanosOf(until) - begin);
  }

  /// Called by a stream, on a thread of the device.
  void signalled(int event, std::uint32_t value, std::int64_t nanos) {
    const Visitors::Visit visit(visitors_);
    Session& me = self().session();
    typename Session::Raising raising{event, value, nanos, {}};
    // A callback may have the device come to further signals, on this thread.
    struct Scope {
      Session& me;
      typename Session::Raising* const outer;
      ~Scope() { me.raising = outer; }
    } scope{me, std::exchange(me.raising, &raising)};
    self().raise(me);
    Guard guard = self().lockList(me.raising->event);
    self().collect(me);
    self().unlockList(me.raising->event, guard);
    self().tellAndSettle(me);
  }

 protected:
  using Protocol::self;
  using Protocol::visitors_;
  using typename Protocol::Given;
  using typename Protocol::Guard;
  using typename Protocol::Work;

  ~EventPoolFlow() { visitors_.awaitNone(); }

  void recordOnQueue(Session& me, const EventHandle& event) {
    self().enter(*event.stream);
    bool valid = false, refused = true;
    try {
      finally(
          [&] {
            valid = self().reserve(me, event);
            if (valid) {
              self().mark(me, event, *event.stream, Work::signal);
            }
            refused = false;
          },
          [&] { self().leave(*event.stream); });
    } catch (const std::exception&) {
      if (valid && refused) {
        self().makeUpFor(me, event);
      }
      throw;
    }
    if (!valid) {
      throw StaleEvent(event.event);
    }
  }

  void tellAndSettle(Session& me) {
    tellAll(me);
    settleUp(me);
  }
  void tellAll(Session& me) {
    if (!me.raising->todo.empty()) {
      while (self().tell(me)) {
      }
    }
  }
  void settleUp(Session& me) {
    if (self().settle(me.raising->event)) {
      bringHome(me.raising->event);
    }
  }

  void bringHome(int event) {
    Guard guard = self().lockPool();
    self().push(event);
    self().unlockPool(guard);
  }

  /// For what the ticket says. True: it was done, and has been called.
  bool callWhenDone(Session& me, const EventHandle& event, EventCallback callback) {
    if (!self().check(me, event)) {
      Guard guard = self().lockList(event.event);
      const bool enlisted = self().enlist(me, event, callback);
      self().unlockList(event.event, guard);
      if (enlisted) {
        return false;
      }
    }
    self().run(me, event, callback);
    return true;
  }

  /// The device has refused the signal that was reserved. It counts as given when the one before it
  /// was, not sooner: who waits for that one must not be told by this one.
  void makeUpFor(Session& me, const EventHandle& event) {
    const std::uint32_t value = std::exchange(me.call.ticket, EventCount::before(me.call.ticket));
    self().callWhenDone(me, event, [this, event = event.event, value](const Completion& before) {
      self().signalled(event, value, before.nanos);
    });
  }

  bool sleepUntilDone(Session& me, const EventHandle& event) {
    if (me.permit == nullptr) {
      me.permit = std::make_shared<Permit<Policy>>();
    }
    Guard guard = self().lockList(event.event);
    bool waiting = self().enlist(me, event);
    self().unlockList(event.event, guard);
    while (waiting) {
      self().sleep(me);
      guard = self().lockList(event.event);
      waiting = self().look(me, event) == EventResult::waiting;
      self().unlockList(event.event, guard);
    }
    if (me.call.cancelled) {
      throw AwaitCancelled(event.event);
    }
    return me.call.result == EventResult::done;
  }

  /// `release` runs however `body` ends. It may throw (a replay abandons threads at step points),
  /// hence no destructor.
  template <class Body, class Release>
  static void finally(const Body& body, const Release& release) LOCKSTEP_UNANALYSED {
    try {
      body();
    } catch (...) {
      release();
      throw;
    }
    release();
  }

  /// What a call knows is forgotten however it ends; a callback may make calls inside of another.
  class InCall {
   public:
    InCall(const EventPoolFlow& pool, Session& me) : me_(me), outer_(me.call) {
      me.call = typename Session::Call();
      me.call.ticket = pool.start();
    }
    InCall(const InCall&) = delete;
    InCall& operator=(const InCall&) = delete;
    ~InCall() { me_.call = outer_; }

   private:
    Session& me_;
    const typename Session::Call outer_;
  };

  void requireTicket(Session& me, const EventHandle& event) {
    if (!self().ticket(me, event)) {
      throw StaleEvent(event.event);
    }
  }

 private:
  static void requireLimit(Nanos limit) {
    if (limit < Nanos::zero() && limit != kForEver) {
      throw IllegalCall("a wait of " + std::to_string(limit.count()) +
                        " ns: expected a time from 0 on, or -1 to wait for ever");
    }
  }

  static std::int64_t deadlineOf(const Session& me, Nanos limit) {
    if (limit == kForEver) {
      return Session::kForEver;
    }
    const std::int64_t now = me.clock->now();
    return limit.count() < Session::kForEver - now ? now + limit.count() : Session::kForEver;
  }

  std::int64_t nanosOf(const EventHandle& event) const {
    const Slot& slot = this->at(event.event);
    EventWord seen(slot.word.load());
    while (true) {
      if (!seen.isHeldAs(event.generation)) {
        throw StaleEvent(event.event);
      }
      const bool recorded = seen.recorded() != event.from;
      if (!recorded || !EventCount::reached(slot.counter.load(), seen.recorded())) {
        throw IllegalCall("event " + std::to_string(event.event) +
                          (recorded ? " is not done: await it before you ask for its time"
                                    : " has no time: record it, and await it"));
      }
      const std::int64_t nanos = slot.nanos.load();
      // The time may be of a later signal, if the event has been recorded meanwhile.
      const EventWord again(slot.word.load());
      if (again.recorded() == seen.recorded() && again.isHeldAs(event.generation)) {
        return nanos;
      }
      seen = again;
    }
  }
};

/// The sound pool.
template <class Policy>
class EventPoolOf final : public EventPoolFlow<Policy, EventPoolOf<Policy>> {
 public:
  using EventPoolFlow<Policy, EventPoolOf<Policy>>::EventPoolFlow;

 private:
  friend class EventPoolProtocol<Policy, EventPoolOf<Policy>>;
  friend class EventPoolFlow<Policy, EventPoolOf<Policy>>;
};

using EventPool = EventPoolOf<ProductionPolicy>;

}  // namespace lockstep

#endif  // LOCKSTEP_EVENT_POOL_HPP
