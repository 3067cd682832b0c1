#ifndef LOCKSTEP_EVENT_POOL_ALPHABET_HPP
#define LOCKSTEP_EVENT_POOL_ALPHABET_HPP

#include <array>
#include <cstdint>
#include <vector>

#include "step_controller.hpp"
#include "steps.hpp"

namespace lockstep {

/// The actions of specs/EventPool/EventPool.tla, by their places in a plan.
inline const std::vector<Action>& eventPoolActions() {
  static const std::vector<Action> all = {
      {"CallTake", Kind::client, Point::Idle},
      {"CallRecord", Kind::client, Point::Idle},
      {"CallAwait", Kind::client, Point::Idle},
      {"CallQuery", Kind::client, Point::Idle},
      {"CallThen", Kind::client, Point::Idle},
      {"CallFollow", Kind::client, Point::Idle},
      {"CallGive", Kind::client, Point::Idle},
      {"LockPool", Kind::step, Point::LockPool},
      {"Pop", Kind::step, Point::Pop},
      {"Push", Kind::step, Point::Push},
      {"UnlockPool", Kind::step, Point::UnlockPool},
      {"Enter", Kind::step, Point::Enter},
      {"Reserve", Kind::step, Point::Reserve},
      {"Mark", Kind::step, Point::Mark},
      {"Leave", Kind::step, Point::Leave},
      {"Ticket", Kind::step, Point::Ticket},
      {"Check", Kind::step, Point::Check},
      {"LockList", Kind::step, Point::LockList},
      {"Enlist", Kind::step, Point::Enlist},
      {"Look", Kind::step, Point::Look},
      {"UnlockList", Kind::step, Point::UnlockList},
      {"Sleep", Kind::step, Point::Sleep},
      {"Run", Kind::step, Point::Run},
      {"Give", Kind::step, Point::Give},
      {"Raise", Kind::step, Point::Raise},
      {"Collect", Kind::step, Point::Collect},
      {"Tell", Kind::step, Point::Tell},
      {"Settle", Kind::step, Point::Settle},
      {"Signal", Kind::client, Point::Idle},
      {"Pass", Kind::environment, Point::Idle},
      {"TimeUp", Kind::environment, Point::Idle},
      {"ThreadExit", Kind::threadExit, Point::Idle},
      {"Terminated", Kind::environment, Point::Idle},
  };
  return all;
}

/// The places of those that are no step.
struct EventAction {
  enum : std::int32_t {
    callTake,
    callRecord,
    callAwait,
    callQuery,
    callThen,
    callFollow,
    callGive,
    signal = 28,
    pass,
    timeUp,
    threadExit,
    terminated,
  };
  static constexpr std::int32_t kTimed = 100;  // added to the argument of an await with a time
};

/// How a row says where a thread stands: 0 Idle, 1 Gone, then the steps in their order.
inline int eventPoolPc(Point point) {
  static const std::array<int, kPoints> places = [] {
    std::array<int, kPoints> all{};
    int next = all[numberOf(Point::Gone)] = 1;
    for (const Action& action : eventPoolActions()) {
      if (action.kind == Kind::step) {
        all[numberOf(action.point)] = ++next;
      }
    }
    return all;
  }();
  return places[numberOf(point)];
}

}  // namespace lockstep

#endif  // LOCKSTEP_EVENT_POOL_ALPHABET_HPP
