// What a free thread noted, as it is told afterwards.

#include "free_log.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "check.hpp"

namespace {

using namespace lockstep;

void aStepEndsWhereTheNextBegins() {
  FreeLog log;
  log.call("Call", 10, "[1]");
  log.step("Request", 20);
  log.step("Grant", 30);
  log.returned(40, "[2]");
  const std::vector<FreeEvent> events = log.events();
  CHECK(events.size() == 3 && log.calls() == 1);
  CHECK(events[0].action == std::string("Call") && events[2].action == std::string("Grant"));
  CHECK(events[0].begin == 10 && events[0].end == 20);
  CHECK(events[1].begin == 20 && events[1].end == 30);
  CHECK(events[2].begin == 30 && events[2].end == 40);
}

/// The arguments are the call's, and what is known afterwards is its last step's.
void whatACallTellsStandsAtItsEnds() {
  FreeLog log;
  log.call("Call", 10, "[1]");
  log.step("Request", 20);
  log.returned(30, "[2]");
  log.call("Exit", 40, "[]");
  log.returned(50, "[3]");
  const std::vector<FreeEvent> events = log.events();
  CHECK(events[0].isCall && events[0].further == "[1]" && events[0].seen.empty());
  CHECK(!events[1].isCall && events[1].further.empty() && events[1].seen == "[2]");
  CHECK(events[2].isCall && events[2].further == "[]" && events[2].seen == "[3]");
  CHECK(events[1].end == 30 && events[2].begin == 40 && events[2].end == 50);
}

/// Nobody saw these end: what no call made, and what a thread was in when the run was over.
void whatNobodySawEndIsOpen() {
  FreeLog log;
  log.step("Tick", 5);
  log.call("Call", 10, "[1]");
  log.returned(15, "");
  log.step("Tick", 20);
  log.call("Call", 30, "[2]");
  log.step("Park", 40);
  const std::vector<FreeEvent> events = log.events();
  const std::vector<std::int64_t> ends{FreeEvent::kOpen, 15, FreeEvent::kOpen, 40,
                                       FreeEvent::kOpen};
  CHECK(events.size() == ends.size());
  for (std::size_t i = 0; i < ends.size(); ++i) {
    CHECK(events[i].end == ends[i]);
  }
  CHECK(events[3].isCall && events[3].further == "[2]" && events[4].seen.empty());
}

void aThreadThatDidNothingHasNoEvents() { CHECK(FreeLog().events().empty()); }

}  // namespace

int main() {
  aStepEndsWhereTheNextBegins();
  whatACallTellsStandsAtItsEnds();
  whatNobodySawEndIsOpen();
  aThreadThatDidNothingHasNoEvents();
}
