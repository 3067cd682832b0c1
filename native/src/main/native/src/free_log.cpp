#include "free_log.hpp"

#include <algorithm>
#include <utility>

namespace lockstep {

void FreeLog::returned(std::int64_t end, std::string seen) {
  Call& call = calls_.back();
  call.past = steps_.size();
  call.end = end;
  call.seen = std::move(seen);
}

std::vector<FreeEvent> FreeLog::events() const {
  std::vector<FreeEvent> events;
  events.reserve(steps_.size());
  for (const Step& step : steps_) {
    events.push_back({step.action, step.begin, FreeEvent::kOpen, false, {}, {}});
  }
  for (const Call& call : calls_) {
    const std::size_t last = std::min(call.past, events.size()) - 1;
    for (std::size_t i = call.first; i < last; ++i) {
      events[i].end = events[i + 1].begin;
    }
    events[last].end = call.end;
    events[last].seen = call.seen;
    events[call.first].isCall = true;
    events[call.first].further = call.further;
  }
  return events;
}

}  // namespace lockstep
