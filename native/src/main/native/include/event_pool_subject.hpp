#ifndef LOCKSTEP_EVENT_POOL_SUBJECT_HPP
#define LOCKSTEP_EVENT_POOL_SUBJECT_HPP

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "device.hpp"
#include "event_pool.hpp"
#include "event_pool_alphabet.hpp"
#include "event_pool_client.hpp"
#include "event_pool_ledger.hpp"
#include "event_pool_row.hpp"
#include "free_event_pool.hpp"
#include "step_controller.hpp"
#include "subject_support.hpp"

namespace lockstep {

/// An EventPool under replay, and the streams of a device that does what it is told. Time stands
/// still until the time of a waiter is up. The call that a client is in, how it ended and the
/// handle that it keeps are the client's to know, hence noted here.
template <class Pool>
class EventPoolSubject final : public Subject {
 public:
  static constexpr const char* kModule = "EventPool";
  using Free = FreeEventPool<Pool>;

  EventPoolSubject(const std::int32_t* config, std::int32_t length)
      : config_(config, length),
        clients_(static_cast<std::size_t>(everyone())),
        ledger_(config_.threads, config_.streams, config_.size),
        pool_(poolConfig()) {
    for (int s = 0; s < config_.streams; ++s) {
      streams_.push_back(std::make_unique<Stream>(device_, s));
    }
  }

  static const std::vector<Action>& actions() { return eventPoolActions(); }
  const std::vector<Action>& alphabet() const override { return actions(); }
  int threads() const override { return everyone(); }
  int rowInts() const override { return Row::ints(config_); }

  void writeRow(const Standing& standing, std::int32_t* row) override {
    observe(standing);
    Row(config_, clients_, pool_, device_, streams_).write(standing, row);
  }

  void threadStarted(int thread) override { visit(thread); }

  void threadEnding(int thread) override {
    clients_[thread].session = nullptr;
    clients_[thread].result = EventResult::none;
  }

  void call(int thread, const PlanEntry& entry) override {
    Client& me = visit(thread);
    if (entry.action == EventAction::signal) {
      ledger_.signals(entry.arg);
      device_.completeNext(entry.arg);
      return;
    }
    me.op = eventCallOf(entry);
    me.result = EventResult::none;
    me.handle = me.asked = handleOf(entry);
    struct Over {
      Client& me;
      ~Over() {
        me.op = EventCall::none;
        me.handle = EventHandle();
        me.callback = nullptr;
      }
    } over{me};
    try {
      me.result = make(thread);
    } catch (const StaleEvent&) {
      me.result = EventResult::stale;
    } catch (const EventsExhausted&) {
      me.result = EventResult::exhausted;
    }
    if (me.callback != nullptr) {
      me.callback->withdrawn = me.result == EventResult::stale;
      if (me.callback->byItself > 1) {
        throw std::logic_error("then() has called its callback more than once");
      }
    }
  }

  std::optional<std::string> forbids(const PlanEntry& entry) override {
    const bool handler = entry.thread >= config_.threads;
    if (handler != (entry.action == EventAction::signal)) {
      return "thread " + std::to_string(entry.thread) + " is " + (handler ? "a" : "no") +
             " handler, which " + actions()[entry.action].name + " does not fit";
    }
    if (handler) {
      return unless(isHead(entry.arg, true),
                    "stream " + std::to_string(entry.arg) + " does not come to a signal next");
    }
    if (entry.action == EventAction::callTake || entry.action == EventAction::threadExit) {
      return std::nullopt;
    }
    const int of = takerIn(entry);
    return unless(of >= 0 && of < config_.threads && isUsable(of, entry.thread),
                  "thread " + std::to_string(of) + " has no event that the thread may use");
  }

  std::optional<std::string> environment(const Standing& standing,
                                         const PlanEntry& entry) override {
    switch (entry.action) {
      case EventAction::pass:
        if (!isHead(entry.arg, false)) {
          return "stream " + std::to_string(entry.arg) + " awaits no event next";
        }
        if (!device_.completeNext(entry.arg)) {
          return "stream " + std::to_string(entry.arg) + " awaits what is not done";
        }
        ledger_.passes(entry.arg);
        return std::nullopt;
      case EventAction::timeUp:
        if (!mayBecomeLate(standing, entry.thread)) {
          return "thread " + std::to_string(entry.thread) + " does not sleep for a time";
        }
        clients_[entry.thread].clock.time += kLimit.count();
        return std::nullopt;
      default:
        return whyNotOver(standing);
    }
  }

  /// The device works, and then time passes.
  std::optional<PlanEntry> nudge(const Standing& standing) override {
    for (int s = 0; s < config_.streams; ++s) {
      const auto flight = device_.inFlight(s);
      if (!flight.empty() && flight.front()->gate() && flight.front()->mayBegin()) {
        return PlanEntry{EventAction::pass, -1, s};
      }
      for (int h = config_.threads; h < everyone(); ++h) {
        if (standing.at[h] == Point::Idle && isHead(s, true)) {
          return PlanEntry{EventAction::signal, h, s};
        }
      }
    }
    for (int t = 0; t < config_.threads; ++t) {
      if (mayBecomeLate(standing, t)) {
        return PlanEntry{EventAction::timeUp, t, 0};
      }
    }
    return std::nullopt;
  }

  std::string facts() override {
    std::vector<int> lost;
    for (int e = 0; e < config_.size && pool_.slot(e) != nullptr; ++e) {
      if (pool_.word(e).state() == EventState::draining && pool_.word(e).pending() == 0) {
        lost.push_back(e);
      }
    }
    return "\"lostEvents\":" + json(lost) + "," + ledger_.json();
  }

 private:
  using Client = EventPoolClient<Pool>;
  using Row = EventPoolRow<Pool>;
  using Stream = typename Pool::Stream;

  static constexpr std::chrono::nanoseconds kLimit{1};  // of a wait with a time

  EventPoolConfig poolConfig() {
    EventPoolConfig config;
    config.limit = config_.size;
    config.start = config_.ofModel(config_.start);
    config.clockOf = [this]() -> const Clock& {
      return clients_[StepController::currentThread()].clock;
    };
    return config;
  }

  /// Whose event the call is about.
  int takerIn(const PlanEntry& entry) const {
    switch (entry.action) {
      case EventAction::callGive:
        return entry.thread;
      case EventAction::callAwait:
        return entry.arg % EventAction::kTimed;
      default:
        return entry.arg;
    }
  }
  EventHandle handleOf(const PlanEntry& entry) const {
    return entry.action == EventAction::callTake ? EventHandle() : clients_[takerIn(entry)].mine;
  }
  /// Whoever has been handed an event may use it, and its taker also afterwards.
  bool isUsable(int of, int by) const {
    const EventHandle& mine = clients_[of].mine;
    return mine && (of == by || pool_.word(mine.event).isHeldAs(mine.generation));
  }

  EventResult make(int thread) {
    Client& me = clients_[thread];
    switch (me.op) {
      case EventCall::take:
        pool_.take(streamOf(thread)).detach();
        return EventResult::none;
      case EventCall::record:
        pool_.record(me.handle);
        return EventResult::none;
      case EventCall::await:
        return pool_.await(me.handle) ? EventResult::done : EventResult::timeout;
      case EventCall::timed:
        return pool_.await(me.handle, kLimit) ? EventResult::done : EventResult::timeout;
      case EventCall::query:
        return pool_.query(me.handle) ? EventResult::done : EventResult::notYet;
      case EventCall::then: {
        me.callback = &ledger_.wantsCall(thread, me.handle);
        const bool done =
            pool_.then(me.handle, [this, &asked = *me.callback](const Completion& completion) {
              clients_[asked.thread].heard = completion.generation;
              ledger_.called(asked, StepController::currentThread(), completion.generation);
            });
        return done ? EventResult::done : EventResult::asked;
      }
      case EventCall::follow:
        pool_.follow(me.handle, streamOf(thread));
        return EventResult::none;
      default:
        ledger_.gives(me.handle);
        pool_.give(me.handle);
        return EventResult::none;
    }
  }

  Client& visit(int thread) {
    Client& me = clients_[thread];
    me.session = &pool_.session();
    me.token = ThreadToken::current();
    return me;
  }

  /// What the last step has done, as its thread's place before and after it tells.
  void observe(const Standing& standing) {
    for (int t = 0; t < config_.threads; ++t) {
      Client& me = clients_[t];
      const Point from = me.at, to = standing.at[t];
      const EventHandle had = me.mine;
      me.at = to;
      me.note();
      if (!(me.mine == had)) {
        ledger_.takes(t, me.mine, isClean(standing, me.mine.event));
      } else if (from == Point::Reserve && (to == Point::Mark || to == Point::Enter)) {
        ledger_.records(t, me.handle.event);
      } else if (from == Point::Mark && to == Point::Leave) {
        const bool signal = me.op == EventCall::record;
        ledger_.marks(t, signal ? indexOf(me.handle.stream) : config_.streamOf[t], signal,
                      me.handle.event);
      } else if (from == Point::Ticket && to != Point::Idle) {
        ledger_.asks(t, me.handle.event);
        if (me.callback != nullptr) {
          ledger_.asksForCall(*me.callback);
        }
      }
      const bool done = me.resultNow() == EventResult::done;
      if (done && !me.wasDone) {
        ledger_.done(t, me.asked.event);
      }
      me.wasDone = done;
      if (to == Point::Sleep && me.token == pool_.guard().holder()) {
        for (int e = 0; e < everyone(); ++e) {
          if (standing.at[e] == Point::LockPool) {
            ledger_.heldUp(e, t);
          }
        }
      }
    }
    for (int e = 0; e < config_.size && pool_.slot(e) != nullptr; ++e) {
      ledger_.counts(e, pool_.slot(e)->counter.load());
      for (const auto& entry : pool_.slot(e)->parkedList()) {
        for (int t = 0; t < config_.threads; ++t) {
          const Client& client = clients_[t];
          if (entry.isWait() && entry.who == client.token &&
              (!client.waits() || client.handle.event != e)) {
            ledger_.forgotten(t, e);
          }
        }
      }
    }
  }

  /// Has nobody any business with what earlier takers did with the event?
  bool isClean(const Standing& standing, int event) const {
    bool clean = pool_.word(event).pending() == 0 && pool_.slot(event)->parkedList().empty();
    for (int h = config_.threads; h < everyone(); ++h) {
      const auto* const session = clients_[h].session;
      const Point at = standing.at[h];
      clean &= session == nullptr || session->raising == nullptr ||
               session->raising->event != event || at == Point::LockPool || at == Point::Push ||
               at == Point::UnlockPool;
    }
    return clean;
  }

  bool mayBecomeLate(const Standing& standing, int t) const {
    return t >= 0 && t < config_.threads && standing.at[t] == Point::Sleep &&
           clients_[t].op == EventCall::timed && !clients_[t].isLate();
  }

  std::optional<std::string> whyNotOver(const Standing& standing) const {
    for (int e = 0; e < everyone(); ++e) {
      if (standing.at[e] != Point::Idle && standing.at[e] != Point::Gone) {
        return "thread " + std::to_string(e) + " stands at " + nameOf(standing.at[e]) +
               "; the end is at Idle or Gone";
      }
    }
    for (int s = 0; s < config_.streams; ++s) {
      if (!device_.inFlight(s).empty()) {
        return "the device still has work of stream " + std::to_string(s);
      }
    }
    return std::nullopt;
  }

  /// Does the stream come next to a signal, or to a gate?
  bool isHead(int stream, bool signal) const {
    const auto flight = device_.inFlight(stream);
    return !flight.empty() && (flight.front()->gate() == nullptr) == signal;
  }

  Stream& streamOf(int thread) { return *streams_[config_.streamOf[thread]]; }
  int indexOf(const EventStream* stream) const { return Row::indexOf(streams_, stream); }
  int everyone() const { return config_.threads + config_.handlers; }

  const EventPoolReplayConfig config_;
  std::vector<Client> clients_;
  EventPoolLedger ledger_;
  ManualDevice device_;
  std::vector<std::unique_ptr<Stream>> streams_;
  Pool pool_;
};

}  // namespace lockstep

#endif  // LOCKSTEP_EVENT_POOL_SUBJECT_HPP
