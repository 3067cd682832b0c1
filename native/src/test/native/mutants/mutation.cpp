#include "mutation.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>
#include <tuple>
#include <vector>

namespace lockstep {
namespace {

constexpr std::array<const char*, 10> kTargets = {"point", "await", "step", "load", "store",
                                                  "exchange", "add", "sub", "or", "cas"};
constexpr std::array<const char*, 14> kChanges = {
    "none", "silent", "misnamed", "always-ready", "never-ready", "skip", "twice",
    "late", "first",  "stale",    "lost",         "blind",       "lie",  "fail"};

/// No step of a sound engine comes near.
constexpr std::int16_t kMostAccesses = 1000;

struct State {
  MutationSite site;
  Change change = Change::none;
  PointSet points;  // those that are actions of the driven module
  std::string module;
  int plan = 0;
  std::map<std::string, std::set<MutationSite>> met;
};

// Plain: written before a plan begins and read by the holder of the baton.
State& state() {
  static State* const it = new State;
  return *it;
}

std::vector<Change> changesOf(Target target) {
  switch (target) {
    case Target::point:
      return {Change::silent, Change::misnamed};
    case Target::await:
      return {Change::alwaysReady, Change::neverReady};
    case Target::step:
      return {Change::skip, Change::twice, Change::late};
    case Target::load:
      return {Change::first, Change::stale};
    case Target::store:
      return {Change::skip, Change::late};
    case Target::cas:
      return {Change::skip, Change::blind, Change::lie, Change::fail};
    case Target::bitOr:
      return {Change::skip, Change::late, Change::lost};  // twice is as good as once
    default:
      return {Change::skip, Change::twice, Change::late, Change::lost};
  }
}

const char* wordsOf(Change change, Target target) {
  switch (change) {
    case Change::silent:
      return "does not announce itself";
    case Change::misnamed:
      return "announces itself under another name";
    case Change::alwaysReady:
      return "says that it would not block, always";
    case Change::neverReady:
      return "says that it would block, always";
    case Change::skip:
      return target == Target::cas ? "says that it wrote, and did not" : "is left out";
    case Change::twice:
      return "is done twice";
    case Change::late:
      return "is put off until the thread's next step is over";
    case Change::first:
      return "sees what was there at the beginning";
    case Change::stale:
      return "sees what was there before the last change";
    case Change::lost:
      return "is done, and tells what was there at the beginning";
    case Change::blind:
      return "writes without comparing";
    case Change::lie:
      return "writes, and says that it did not";
    case Change::fail:
      return "never writes";
    default:
      return "is as it should be";
  }
}

bool isAccess(Target target) { return target >= Target::load; }

std::string textOf(const MutationSite& site) {
  std::string text = nameOf(site.step);
  if (site.part != Point::Idle) {
    text += std::string("/") + nameOf(site.part);
  }
  if (isAccess(site.target)) {
    text += std::string(".") + kTargets[static_cast<int>(site.target)] + "-" +
            std::to_string(site.place);
  }
  return text;
}

template <std::size_t N>
int numberOf(const std::array<const char*, N>& names, const std::string& name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) {
    throw std::invalid_argument("a mutation knows no '" + name + "'");
  }
  return static_cast<int>(found - names.begin());
}

Point pointOf(const std::string& name) {
  for (int p = 0; p < kPoints; ++p) {
    if (name == nameOf(static_cast<Point>(p))) {
      return static_cast<Point>(p);
    }
  }
  throw std::invalid_argument("there is no step point '" + name + "'");
}

Target targetOf(Change change) {
  switch (change) {
    case Change::silent:
    case Change::misnamed:
      return Target::point;
    case Change::alwaysReady:
    case Change::neverReady:
      return Target::await;
    default:
      return Target::step;
  }
}

void parse(const std::string& id, State& into) {
  const auto change = id.rfind('.');
  const auto point = id.find('.');
  if (point == std::string::npos) {
    throw std::invalid_argument("'" + id + "' is no mutation; one is called as in Publish.silent");
  }
  into.change = static_cast<Change>(numberOf(kChanges, id.substr(change + 1)));
  into.site = MutationSite{};
  const std::string where = id.substr(0, point);
  const auto part = where.find('/');
  into.site.step = pointOf(where.substr(0, part));
  if (part != std::string::npos) {
    into.site.part = pointOf(where.substr(part + 1));
  }
  if (point == change) {
    into.site.target = targetOf(into.change);
  } else {
    const std::string access = id.substr(point + 1, change - point - 1);
    const auto dash = access.rfind('-');
    into.site.target = static_cast<Target>(numberOf(kTargets, access.substr(0, dash)));
    into.site.place = static_cast<std::int16_t>(std::stoi(access.substr(dash + 1)));
  }
}

}  // namespace

bool MutationSite::operator<(const MutationSite& other) const {
  return std::tie(step, part, place, target) <
         std::tie(other.step, other.part, other.place, other.target);
}

void Mutation::activate(const std::string& id) {
  if (id.empty()) {
    state().change = Change::none;
  } else {
    parse(id, state());
  }
}

std::string Mutation::list(const std::string& module) {
  std::string text;
  for (const MutationSite& site : state().met[module]) {
    for (const Change change : changesOf(site.target)) {
      const std::string place = textOf(site);
      const std::string name = kChanges[static_cast<int>(change)];
      std::string what = std::string("the step ") + nameOf(site.step);
      if (isAccess(site.target)) {
        what = std::string("the ") + kTargets[static_cast<int>(site.target)] + " (access " +
               std::to_string(site.place) + ") of " + place.substr(0, place.find('.'));
      }
      text += place + "." + name + "\t" + name + "\t" + what + " " + wordsOf(change, site.target) +
              "\n";
    }
  }
  return text;
}

void Mutation::begin(const std::vector<Action>& alphabet, const char* module) {
  State& now = state();
  now.points.reset();
  for (const Action& action : alphabet) {
    if (action.kind == Kind::step) {
      now.points.set(numberOf(action.point));
    }
  }
  now.module = module;
  ++now.plan;
}

bool Mutation::isPart(Point point) {
  return !state().points.test(numberOf(point));
}

Point Mutation::misnamed(Point point) {
  const PointSet& points = state().points;
  int other = static_cast<int>(point);
  do {
    other = (other + 1) % kPoints;
  } while (!points.test(static_cast<std::size_t>(other)));
  return static_cast<Point>(other);
}

Change Mutation::at(const MutationSite& site) {
  State& now = state();
  if (now.change == Change::none) {
    if (StepController::currentThread() >= 0) {  // else threads run freely, and would race here
      now.met[now.module].insert(site);
    }
    return Change::none;
  }
  return now.site == site ? now.change : Change::none;
}

Change Mutation::access(Target target) {
  MutantThread& me = MutantThread::mine();
  if (!me.acts() || me.part != Point::Idle) {
    return Change::none;  // parts are mutated in the module whose actions they are
  }
  if (++me.place > kMostAccesses) {
    throw std::runtime_error(std::string("no end of accesses in the step ") + nameOf(me.step));
  }
  const State& now = state();
  if (now.change == Change::fail && now.site.step == me.step && now.site.target == target) {
    return Change::fail;  // not only the first time: a loop would come through
  }
  return at({me.step, me.part, me.place, target});
}

void Mutation::putOff(std::function<void()> work) {
  MutantThread& me = MutantThread::mine();
  me.late = std::move(work);
  me.lateIsDue = false;
  me.lateOf = state().plan;
}

void Mutation::settle(MutantThread& me) {
  if (me.late == nullptr) {
    return;
  }
  if (me.lateOf != state().plan) {
    me.late = nullptr;  // of an engine that is gone
    return;
  }
  if (!me.lateIsDue) {
    me.lateIsDue = true;
    return;
  }
  const std::function<void()> late = std::move(me.late);
  me.late = nullptr;
  ++me.looking;  // it neither announces itself nor is mutated again
  try {
    late();
  } catch (...) {
    --me.looking;
    throw;
  }
  --me.looking;
}

}  // namespace lockstep
