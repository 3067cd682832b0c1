#ifndef LOCKSTEP_PLAN_RUN_HPP
#define LOCKSTEP_PLAN_RUN_HPP

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "crew.hpp"
#include "step_controller.hpp"
#include "steps.hpp"

namespace lockstep {

/// How a plan is carried out: what each thread does between two steps, and who gets the baton next.
class PlanRun {
 public:
  explicit PlanRun(Crew& crew) : crew_(crew) {}
  PlanRun(const PlanRun&) = delete;
  PlanRun& operator=(const PlanRun&) = delete;

  /// What a worker runs.
  void work(Worker& worker);

  /// The step hook.
  static void hook(Point point, Readiness ready) {
    if (self_ != nullptr) {
      current_->reach(*self_, point, ready);
    }
  }
  static int currentThread() { return self_ == nullptr ? -1 : self_->index; }

  // -- What the driver calls

  void begin(Subject& subject, const PlanEntry* plan, int steps, bool finish, std::int32_t* rows);

  /// Writes the row down and follows the plan. True: the baton stays here.
  bool goOn();

  /// Thread `index` has ended.
  void setGone(int index) { at_[index] = Point::Gone; }

  /// Where the driver sleeps while a worker holds the baton.
  Parking& driver() { return driver_; }
  bool isOver() const { return over_; }

  /// The thread to end or to start, unless the plan is over.
  Worker& forDriver() { return *forDriver_; }

  /// Grows as long as anybody takes a step.
  int progress() const { return taken_.load() + finished_.load(); }

  /// Abandons what is under way, unless the threads hang and cannot be spoken to.
  ReplayReport end(bool hung);

 private:
  // On a worker.
  bool perform(Worker& worker);
  void reach(Worker& worker, Point point, Readiness ready);

  // On the holder of the baton; `self` is null for the driver. True: the baton stays here.
  bool advance(Worker* self);
  bool follow(Worker* self, const PlanEntry& entry);
  bool finish(Worker* self);
  bool assign(Worker* self, const PlanEntry& entry, Task task);
  bool give(Worker* self, Worker& next);
  bool giveToDriver(Worker* self);
  bool refuse(Worker* self, std::string reason);
  bool endPlan(Worker* self);
  void record();
  Standing standing() const;
  bool isUnderWay(std::size_t t) const { return at_[t] != Point::Idle && at_[t] != Point::Gone; }

  // On the driver.
  void abandonAll();

  static inline thread_local PlanRun* current_ = nullptr;
  static inline thread_local Worker* self_ = nullptr;

  Crew& crew_;
  Parking driver_;

  // Of the running plan; these pass from holder to holder with the baton.
  Subject* subject_ = nullptr;
  const Action* actions_ = nullptr;
  int actionCount_ = 0;
  PointSet active_;  // the step points of this model; at all others threads pass
  const PlanEntry* plan_ = nullptr;
  int steps_ = 0;
  bool finish_ = false;
  bool finishing_ = false;
  int lastFinished_ = 0;
  std::int32_t* rows_ = nullptr;
  int rowInts_ = 0;
  std::vector<std::int32_t> scratch_;
  std::vector<Point> at_;
  std::vector<Readiness> ready_;
  bool over_ = false;
  bool abandoning_ = false;
  Worker* forDriver_ = nullptr;
  ReplayReport report_;
  std::atomic<int> taken_{0};     // steps of the plan begun; read by the watchdog too
  std::atomic<int> finished_{0};  // steps taken after it
};

}  // namespace lockstep

#endif  // LOCKSTEP_PLAN_RUN_HPP
