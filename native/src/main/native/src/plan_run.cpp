#include "plan_run.hpp"

#include <cstddef>
#include <exception>
#include <utility>

namespace lockstep {
namespace {

constexpr int kMostFinishSteps = 100000;

/// Ends an operation at the end of a plan. No std::exception, so that no handler of the engine
/// takes it for an error.
struct Abandoned {};

std::string nameOfThread(int thread) { return "thread " + std::to_string(thread); }

}  // namespace

// -- On a worker

void PlanRun::work(Worker& worker) {
  current_ = this;
  self_ = &worker;
  bool mine = false;
  while (true) {
    if (!mine) {
      worker.parking.sleep();
    }
    if (worker.task == Task::end) {
      if (subject_ != nullptr) {
        subject_->threadEnding(worker.index);
      }
      return;
    }
    const bool abandoned = !perform(worker);
    at_[worker.index] = Point::Idle;
    ready_[worker.index] = Readiness{};
    if (abandoned) {
      driver_.wake();
      mine = false;
    } else {
      record();
      mine = advance(&worker);
    }
  }
}

bool PlanRun::perform(Worker& worker) {
  const auto thrown = [&](const char* message) {
    const char* const call =
        worker.task == Task::start ? "ThreadStart" : actions_[worker.entry.action].name;
    // Read now, not when the call began: it is the last step begun that ends with the exception.
    report_.exceptions.push_back({worker.index, taken_.load() - 1, call, message});
  };
  try {
    if (worker.task == Task::start) {
      subject_->threadStarted(worker.index);
    } else {
      subject_->call(worker.index, worker.entry);
    }
  } catch (const Abandoned&) {
    return false;
  } catch (const std::exception& e) {
    if (abandoning_) {
      return false;  // a handler of the engine made its own exception of ours
    }
    thrown(e.what());
  } catch (...) {
    if (abandoning_) {
      return false;
    }
    thrown("an exception that is no std::exception");
  }
  return true;
}

void PlanRun::reach(Worker& worker, Point point, Readiness ready) {
  if (!active_.test(numberOf(point))) {
    return;
  }
  // Sections that give back what they hold while an abandoned operation unwinds come here again.
  if (abandoning_) {
    throw Abandoned{};
  }
  at_[worker.index] = point;
  ready_[worker.index] = ready;
  record();
  if (!advance(&worker)) {
    worker.parking.sleep();
  }
  if (abandoning_) {
    throw Abandoned{};
  }
}

// -- On the holder of the baton

Standing PlanRun::standing() const {
  std::int32_t ready = 0;
  for (std::size_t t = 0; t < at_.size(); ++t) {
    if (isUnderWay(t) && ready_[t].now()) {
      ready |= std::int32_t{1} << t;
    }
  }
  return Standing{at_.data(), static_cast<int>(at_.size()), ready};
}

void PlanRun::record() {
  // relaxed: written by the holders of the baton only, and we hold it.
  const auto row = static_cast<std::size_t>(taken_.load(std::memory_order_relaxed));
  subject_->writeRow(standing(), finishing_ ? scratch_.data() : rows_ + row * rowInts_);
}

bool PlanRun::advance(Worker* self) {
  while (true) {
    // relaxed: as in record().
    const int taken = taken_.load(std::memory_order_relaxed);
    if (taken == steps_) {
      return finish_ ? finish(self) : endPlan(self);
    }
    const PlanEntry& entry = plan_[taken];
    if (entry.action < 0 || entry.action >= actionCount_) {
      return refuse(self, "action " + std::to_string(entry.action) + " is none of this module's");
    }
    if (actions_[entry.action].kind != Kind::environment) {
      return follow(self, entry);
    }
    if (auto reason = subject_->environment(standing(), entry)) {
      return refuse(self, std::move(*reason));
    }
    taken_.store(taken + 1, std::memory_order_relaxed);  // relaxed: as in record()
    record();
  }
}

bool PlanRun::follow(Worker* self, const PlanEntry& entry) {
  const Action& action = actions_[entry.action];
  if (entry.thread < 0 || entry.thread >= static_cast<int>(at_.size())) {
    return refuse(self, "there is no thread " + std::to_string(entry.thread));
  }
  const Point at = at_[entry.thread];
  const Point expected = action.kind == Kind::step          ? action.point
                         : action.kind == Kind::threadStart ? Point::Gone
                                                            : Point::Idle;
  if (at != expected) {
    return refuse(self, nameOfThread(entry.thread) + " stands at " + nameOf(at) + ", " +
                            action.name + " needs it at " + nameOf(expected));
  }
  if (action.kind == Kind::step) {
    if (!ready_[entry.thread].now()) {
      return refuse(
          self, nameOfThread(entry.thread) + " stands at " + nameOf(at) + " and would block there");
    }
    taken_.fetch_add(1, std::memory_order_relaxed);  // relaxed: as in record()
    return give(self, crew_[entry.thread]);
  }
  if (auto reason = subject_->forbids(entry)) {
    return refuse(self, std::move(*reason));
  }
  taken_.fetch_add(1, std::memory_order_relaxed);  // relaxed: as in record()
  return assign(self, entry,
                action.kind == Kind::threadExit    ? Task::end
                : action.kind == Kind::threadStart ? Task::start
                                                   : Task::call);
}

/// Each thread that can move takes one step in its turn; when nobody can, the device does what it
/// would do by itself.
bool PlanRun::finish(Worker* self) {
  finishing_ = true;
  const int threads = static_cast<int>(at_.size());
  while (finished_.load() < kMostFinishSteps) {
    const Standing now = standing();
    for (int i = 1; i <= threads; ++i) {
      const int t = (lastFinished_ + i) % threads;
      if ((now.ready >> t & 1) != 0) {
        lastFinished_ = t;
        finished_.fetch_add(1);
        return give(self, crew_[t]);
      }
    }
    const auto next = subject_->nudge(now);
    if (!next) {
      break;
    }
    finished_.fetch_add(1);
    if (actions_[next->action].kind != Kind::environment) {
      return assign(self, *next, Task::call);
    }
    if (subject_->environment(now, *next)) {
      break;
    }
    record();
  }
  return endPlan(self);
}

bool PlanRun::assign(Worker* self, const PlanEntry& entry, Task task) {
  Worker& worker = crew_[entry.thread];
  worker.task = task;
  worker.entry = entry;
  if (task == Task::call) {
    return give(self, worker);
  }
  // Threads are ended and started by the driver, which alone may wait for a thread's end.
  forDriver_ = &worker;
  return giveToDriver(self);
}

bool PlanRun::give(Worker* self, Worker& next) {
  if (self == &next) {
    return true;
  }
  next.parking.wake();
  return false;
}

bool PlanRun::giveToDriver(Worker* self) {
  if (self == nullptr) {
    return true;
  }
  driver_.wake();
  return false;
}

bool PlanRun::refuse(Worker* self, std::string reason) {
  report_.refusal = ReplayReport::Refusal{taken_.load(), std::move(reason)};
  return endPlan(self);
}

bool PlanRun::endPlan(Worker* self) {
  over_ = true;
  return giveToDriver(self);
}

// -- On the driver

void PlanRun::begin(Subject& subject, const PlanEntry* plan, int steps, bool finish,
                    std::int32_t* rows) {
  const auto threads = static_cast<std::size_t>(subject.threads());
  subject_ = &subject;
  actions_ = subject.alphabet().data();
  actionCount_ = static_cast<int>(subject.alphabet().size());
  active_.reset();
  for (const Action& action : subject.alphabet()) {
    if (action.kind == Kind::step) {
      active_.set(numberOf(action.point));
    }
  }
  plan_ = plan;
  steps_ = steps;
  finish_ = finish;
  finishing_ = false;
  lastFinished_ = 0;
  rows_ = rows;
  rowInts_ = subject.rowInts();
  scratch_.assign(rowInts_, 0);
  at_.assign(threads, Point::Idle);
  ready_.assign(threads, Readiness{});
  over_ = false;
  report_ = ReplayReport{};
  taken_ = 0;
  finished_ = 0;
}

bool PlanRun::goOn() {
  record();
  return advance(nullptr);
}

ReplayReport PlanRun::end(bool hung) {
  report_.hung = hung;
  report_.carriedOut = taken_.load();
  report_.finishSteps = finished_.load();
  if (hung) {
    return std::move(report_);
  }
  report_.finalRow.assign(rowInts_, 0);
  subject_->writeRow(standing(), report_.finalRow.data());
  if (finish_ && !report_.refusal) {
    for (std::size_t t = 0; t < at_.size(); ++t) {
      if (isUnderWay(t)) {
        report_.stuck.push_back({static_cast<int>(t), at_[t]});
      }
    }
  }
  abandonAll();
  subject_ = nullptr;
  return std::move(report_);
}

void PlanRun::abandonAll() {
  abandoning_ = true;
  for (std::size_t t = 0; t < at_.size(); ++t) {
    if (isUnderWay(t)) {
      crew_[t].parking.wake();
      driver_.sleep();
    }
  }
  abandoning_ = false;
}

}  // namespace lockstep
