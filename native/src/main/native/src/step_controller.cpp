#include "step_controller.hpp"

#include <cstddef>
#include <stdexcept>

#include "crew.hpp"
#include "monitor.hpp"
#include "plan_run.hpp"

namespace lockstep {
namespace {

constexpr int kWatchdogSeconds = 60;

}  // namespace

/// The driver: it hands the baton out, ends and starts threads on request, and watches.
class StepController::Impl {
 public:
  ~Impl() { stopThreads(); }

  ReplayReport replay(Subject& subject, const PlanEntry* plan, int steps, bool finish,
                      std::int32_t* rows);
  void stopThreads();

 private:
  bool drive();

  static inline Monitor onePlanAtATime_;

  Crew crew_{[this](Worker& worker) { run_.work(worker); }};
  PlanRun run_{crew_};
  bool poisoned_ LOCKSTEP_GUARDED_BY(onePlanAtATime_) = false;
};

/// False if the threads hang.
bool StepController::Impl::drive() {
  bool mine = run_.goOn();
  int seen = -1;
  while (true) {
    if (!mine && !run_.driver().sleepFor(kWatchdogSeconds)) {
      const int progress = run_.progress();
      if (progress == seen) {
        return false;
      }
      seen = progress;
      continue;
    }
    if (run_.isOver()) {
      return true;
    }
    Worker& worker = run_.forDriver();
    const int index = worker.index;
    if (worker.task == Task::end) {
      crew_.join(worker);
      run_.setGone(index);
      mine = run_.goOn();
    } else {
      crew_.start(index);
      crew_[index].task = Task::start;
      crew_[index].parking.wake();
      mine = false;
    }
  }
}

ReplayReport StepController::Impl::replay(Subject& subject, const PlanEntry* plan, int steps,
                                          bool finish, std::int32_t* rows) {
  const MonitorGuard guard(onePlanAtATime_);
  if (poisoned_) {
    throw std::runtime_error("an earlier plan hung and its threads are lost; start a new process");
  }
  const Pinned pinned;
  run_.begin(subject, plan, steps, finish, rows);
  crew_.fill(static_cast<std::size_t>(subject.threads()));

  stepHook.store(&PlanRun::hook);
  poisoned_ = !drive();
  ReplayReport report = run_.end(poisoned_);
  if (!poisoned_) {
    stepHook.store(nullptr);
  }
  return report;
}

void StepController::Impl::stopThreads() {
  const MonitorGuard guard(onePlanAtATime_);
  crew_.stop(poisoned_);
}

// -- The controller

StepController::StepController() : impl_(std::make_unique<Impl>()) {}
StepController::~StepController() = default;

ReplayReport StepController::replay(Subject& subject, const PlanEntry* plan, int steps, bool finish,
                                    std::int32_t* rows) {
  return impl_->replay(subject, plan, steps, finish, rows);
}

void StepController::stopThreads() { impl_->stopThreads(); }

int StepController::currentThread() { return PlanRun::currentThread(); }

}  // namespace lockstep
