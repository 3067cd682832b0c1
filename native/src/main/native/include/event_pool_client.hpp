#ifndef LOCKSTEP_EVENT_POOL_CLIENT_HPP
#define LOCKSTEP_EVENT_POOL_CLIENT_HPP

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "event_pool_alphabet.hpp"
#include "event_pool_ledger.hpp"
#include "event_pool_state.hpp"
#include "event_word.hpp"
#include "subject_support.hpp"

namespace lockstep {

// Numbers of the rows: see lockstep.h.
enum class EventCall : std::int8_t {
  none = -1,
  take,
  record,
  await,
  timed,
  query,
  then,
  follow,
  give
};

inline EventCall eventCallOf(const PlanEntry& entry) {
  switch (entry.action) {
    case EventAction::callTake:
      return EventCall::take;
    case EventAction::callRecord:
      return EventCall::record;
    case EventAction::callAwait:
      return entry.arg < EventAction::kTimed ? EventCall::await : EventCall::timed;
    case EventAction::callQuery:
      return EventCall::query;
    case EventAction::callThen:
      return EventCall::then;
    case EventAction::callFollow:
      return EventCall::follow;
    default:
      return EventCall::give;
  }
}

/// The bounds of a replay.
struct EventPoolReplayConfig {
  EventPoolReplayConfig(const std::int32_t* config, std::int32_t length) {
    ConfigReader in("EventPool", config, length);
    threads = in.next("threads", 1, 30);
    handlers = in.next("handlers", 0, 31 - threads);
    streams = in.next("streams", 1, 64);
    size = in.next("size", 1, 64);
    wrap = in.next("wrap", 2, kWrap);
    if (wrap % 2 != 0) {
      throw std::invalid_argument("the configuration of EventPool says wrap = " +
                                  std::to_string(wrap) + ", expected an even number");
    }
    start = in.next("start", 0, wrap - 1);
    for (int t = 0; t < threads; ++t) {
      streamOf.push_back(in.next("streamOf", 0, streams - 1));
    }
    in.end();
  }

  /// The engine's counts and the model's, so that both come around at the same time. An engine's
  /// for which the model has no room stays as it is.
  std::uint32_t ofModel(int count) const {
    return static_cast<std::uint32_t>(count >= wrap / 2 ? kWrap - wrap + count : count);
  }
  int toModel(std::uint32_t count) const {
    const int value = static_cast<int>(count);
    return value >= kWrap - wrap / 2 ? value - (kWrap - wrap) : value;
  }

  int threads = 0;
  int handlers = 0;
  int streams = 0;
  int size = 0;
  int wrap = 0;
  int start = 0;
  std::vector<int> streamOf;

 private:
  static constexpr int kWrap = static_cast<int>(EventCount::kWrap);
};

/// What a client of the pool knows, and what a replay keeps of its thread.
template <class Pool>
struct EventPoolClient {
  EventCall op = EventCall::none;
  EventResult result = EventResult::none;
  EventHandle handle;                         // the one that its call is about
  EventHandle asked;                          // the same, kept when the call is over
  EventHandle mine;                           // the one that it was given last
  std::uint32_t heard = 0;                    // the generation that its callback was told of last
  typename Pool::Session* session = nullptr;  // the thread's own, while it lives
  std::uint64_t token = 0;
  VirtualClock clock;

  // For the ledger.
  EventPoolLedger::Callback* callback = nullptr;  // of its then()
  Point at = Point::Idle;
  bool wasDone = false;

  /// After each step: what it takes is its own as soon as nobody else can take it.
  void note() {
    if (session != nullptr && session->taken) {
      mine = session->taken;
    }
  }

  /// A call keeps what it has found until it returns.
  EventResult resultNow() const { return op == EventCall::none ? result : session->call.result; }
  bool isLate() const { return op == EventCall::timed && session->isLate(); }
  bool isWoken() const {
    return session != nullptr && session->permit != nullptr && session->permit->isWoken();
  }
  bool waits() const { return op == EventCall::await || op == EventCall::timed; }
};

}  // namespace lockstep

#endif  // LOCKSTEP_EVENT_POOL_CLIENT_HPP
