#include "step_controller.hpp"

#include <linux/futex.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <climits>
#include <ctime>
#include <exception>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>

namespace lockstep {
namespace {

constexpr int kWatchdogSeconds = 60;
constexpr int kMostFinishSteps = 100000;

/// Ends an operation at the end of a plan. No std::exception, so that no handler of the engine
/// takes it for an error.
struct Abandoned {};

/// Where one thread sleeps until it is given the baton.
class Parking {
 public:
  void wake() {
    // release: what the holder of the baton wrote is seen by whom it wakes.
    word_.store(1, std::memory_order_release);
    futex(FUTEX_WAKE_PRIVATE, 1, nullptr);
  }

  void sleep() {
    while (!taken()) {
      futex(FUTEX_WAIT_PRIVATE, 0, nullptr);
    }
  }

  /// False if nobody woke us in time.
  bool sleepFor(int seconds) {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    const std::time_t deadline = now.tv_sec + seconds;
    while (!taken()) {
      clock_gettime(CLOCK_MONOTONIC, &now);
      if (now.tv_sec >= deadline) {
        return false;
      }
      const timespec rest{deadline - now.tv_sec, 0};
      futex(FUTEX_WAIT_PRIVATE, 0, &rest);
    }
    return true;
  }

 private:
  bool taken() {
    // acquire: pairs with wake().
    if (word_.load(std::memory_order_acquire) == 0) {
      return false;
    }
    // relaxed: there is one baton, so nobody wakes us again before we have passed it on.
    word_.store(0, std::memory_order_relaxed);
    return true;
  }

  void futex(int operation, std::uint32_t value, const timespec* timeout) {
    syscall(SYS_futex, reinterpret_cast<std::uint32_t*>(&word_), operation, value, timeout, nullptr,
            0);
  }

  std::atomic<std::uint32_t> word_{0};
};

/// The same core for every controller of the process, another one for another process.
int replayCore() {
  static const int core = [] {
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    if (sched_getaffinity(getpid(), sizeof allowed, &allowed) != 0 || CPU_COUNT(&allowed) == 0) {
      return -1;
    }
    int skip = getpid() % CPU_COUNT(&allowed);
    for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
      if (CPU_ISSET(cpu, &allowed) && skip-- == 0) {
        return cpu;
      }
    }
    return -1;
  }();
  return core;
}

/// Pins the calling thread for a while.
class Pinned {
 public:
  Pinned() : known_(sched_getaffinity(0, sizeof before_, &before_) == 0) { pinCurrentThread(); }
  Pinned(const Pinned&) = delete;
  Pinned& operator=(const Pinned&) = delete;
  ~Pinned() {
    if (known_) {
      sched_setaffinity(0, sizeof before_, &before_);
    }
  }

 private:
  cpu_set_t before_{};
  const bool known_;
};

}  // namespace

bool pinCurrentThread() {
  const int core = replayCore();
  if (core < 0) {
    return false;
  }
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(core, &one);
  return sched_setaffinity(0, sizeof one, &one) == 0;
}

class StepController::Impl {
 public:
  ~Impl() { stopThreads(); }

  ReplayReport replay(Subject& subject, const PlanEntry* plan, int steps, bool finish,
                      std::int32_t* rows);
  void stopThreads();

  static int currentThread() { return self_ == nullptr ? -1 : self_->index; }

 private:
  enum class Task { call, start, end };

  struct Worker {
    Impl* owner = nullptr;
    int index = 0;
    std::thread thread;
    Parking parking;
    Task task = Task::call;
    PlanEntry entry{-1, -1, -1};
  };

  static void hook(Point point, Readiness ready) {
    if (self_ != nullptr) {
      self_->owner->reach(*self_, point, ready);
    }
  }

  // On a worker.
  void run(Worker& worker);
  bool perform(Worker& worker);
  void reach(Worker& worker, Point point, Readiness ready);

  // On the holder of the baton; `self` is null for the driver. True: the baton stays here.
  bool advance(Worker* self);
  bool follow(Worker* self, const PlanEntry& entry);
  bool finish(Worker* self);
  bool begin(Worker* self, const PlanEntry& entry, Task task);
  bool give(Worker* self, Worker& next);
  bool giveToDriver(Worker* self);
  bool refuse(Worker* self, std::string reason);
  bool endPlan(Worker* self);
  void record();
  Standing standing() const;
  std::string nameOfThread(int thread) const { return "thread " + std::to_string(thread); }

  // On the driver.
  void startWorker(int index);
  void join(Worker& worker);
  void drive();
  void abandonAll();

  static inline thread_local Worker* self_ = nullptr;
  static inline std::mutex onePlanAtATime_;

  std::vector<std::unique_ptr<Worker>> workers_;
  Parking driver_;
  bool poisoned_ = false;

  // Of the running plan; these pass from holder to holder with the baton.
  Subject* subject_ = nullptr;
  const Action* actions_ = nullptr;
  int actionCount_ = 0;
  std::uint64_t active_ = 0;  // the step points of this model; at all others threads pass
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
  Worker* forDriver_ = nullptr;  // the thread to end or to start
  ReplayReport report_;
  std::atomic<int> taken_{0};     // steps of the plan begun; read by the watchdog too
  std::atomic<int> finished_{0};  // steps taken after it
};

// -- On a worker
// ------------------------------------------------------------------------------------------------------

void StepController::Impl::run(Worker& worker) {
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

bool StepController::Impl::perform(Worker& worker) {
  const int step = taken_.load();
  const auto thrown = [&](const char* message) {
    const char* const call =
        worker.task == Task::start ? "ThreadStart" : actions_[worker.entry.action].name;
    report_.exceptions.push_back({worker.index, step, call, message});
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
    thrown(e.what());
  } catch (...) {
    thrown("an exception that is no std::exception");
  }
  return true;
}

void StepController::Impl::reach(Worker& worker, Point point, Readiness ready) {
  if ((active_ >> static_cast<int>(point) & 1) == 0) {
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
// ---------------------------------------------------------------------------------------

Standing StepController::Impl::standing() const {
  std::int32_t ready = 0;
  for (std::size_t t = 0; t < at_.size(); ++t) {
    if (at_[t] != Point::Idle && at_[t] != Point::Gone && ready_[t].now()) {
      ready |= std::int32_t{1} << t;
    }
  }
  return Standing{at_.data(), static_cast<int>(at_.size()), ready};
}

void StepController::Impl::record() {
  // relaxed: written by the holders of the baton only, and we hold it.
  const auto row = static_cast<std::size_t>(taken_.load(std::memory_order_relaxed));
  subject_->writeRow(standing(), finishing_ ? scratch_.data() : rows_ + row * rowInts_);
}

bool StepController::Impl::advance(Worker* self) {
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

bool StepController::Impl::follow(Worker* self, const PlanEntry& entry) {
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
    return give(self, *workers_[entry.thread]);
  }
  if (auto reason = subject_->forbids(entry)) {
    return refuse(self, std::move(*reason));
  }
  taken_.fetch_add(1, std::memory_order_relaxed);  // relaxed: as in record()
  return begin(self, entry,
               action.kind == Kind::threadExit    ? Task::end
               : action.kind == Kind::threadStart ? Task::start
                                                  : Task::call);
}

/// Each thread that can move takes one step in its turn; when nobody can, the device does what it
/// would do by itself.
bool StepController::Impl::finish(Worker* self) {
  finishing_ = true;
  const int threads = static_cast<int>(at_.size());
  while (finished_.load() < kMostFinishSteps) {
    const Standing now = standing();
    for (int i = 1; i <= threads; ++i) {
      const int t = (lastFinished_ + i) % threads;
      if ((now.ready >> t & 1) != 0) {
        lastFinished_ = t;
        finished_.fetch_add(1);
        return give(self, *workers_[t]);
      }
    }
    const auto next = subject_->nudge(now);
    if (!next) {
      break;
    }
    finished_.fetch_add(1);
    if (next->thread >= 0) {
      return begin(self, *next, Task::call);
    }
    if (subject_->environment(now, *next)) {
      break;
    }
    record();
  }
  return endPlan(self);
}

bool StepController::Impl::begin(Worker* self, const PlanEntry& entry, Task task) {
  Worker& worker = *workers_[entry.thread];
  worker.task = task;
  worker.entry = entry;
  if (task == Task::call) {
    return give(self, worker);
  }
  // Threads are ended and started by the driver, which alone may wait for a thread's end.
  forDriver_ = &worker;
  return giveToDriver(self);
}

bool StepController::Impl::give(Worker* self, Worker& next) {
  if (self == &next) {
    return true;
  }
  next.parking.wake();
  return false;
}

bool StepController::Impl::giveToDriver(Worker* self) {
  if (self == nullptr) {
    return true;
  }
  driver_.wake();
  return false;
}

bool StepController::Impl::refuse(Worker* self, std::string reason) {
  report_.refusal = ReplayReport::Refusal{taken_.load(), std::move(reason)};
  return endPlan(self);
}

bool StepController::Impl::endPlan(Worker* self) {
  over_ = true;
  return giveToDriver(self);
}

// -- On the driver
// ----------------------------------------------------------------------------------------------------

void StepController::Impl::startWorker(int index) {
  auto worker = std::make_unique<Worker>();
  worker->owner = this;
  worker->index = index;
  Worker& started = *worker;
  workers_[index] = std::move(worker);
  started.thread = std::thread([this, &started] {
    pthread_setname_np(pthread_self(), ("lockstep-" + std::to_string(started.index)).c_str());
    run(started);
  });
}

/// Returns when the thread is gone, with all that it kept for itself.
void StepController::Impl::join(Worker& worker) {
  worker.task = Task::end;
  worker.parking.wake();
  worker.thread.join();
}

void StepController::Impl::drive() {
  record();
  bool mine = advance(nullptr);
  int seen = -1;
  while (true) {
    if (!mine && !driver_.sleepFor(kWatchdogSeconds)) {
      const int progress = taken_.load() + finished_.load();
      if (progress == seen) {
        report_.hung = true;
        return;
      }
      seen = progress;
      continue;
    }
    if (over_) {
      return;
    }
    const int index = forDriver_->index;
    if (forDriver_->task == Task::end) {
      join(*forDriver_);
      at_[index] = Point::Gone;
      record();
      mine = advance(nullptr);
    } else {
      startWorker(index);
      workers_[index]->task = Task::start;
      workers_[index]->parking.wake();
      mine = false;
    }
  }
}

void StepController::Impl::abandonAll() {
  abandoning_ = true;
  for (std::size_t t = 0; t < at_.size(); ++t) {
    if (at_[t] != Point::Idle && at_[t] != Point::Gone) {
      workers_[t]->parking.wake();
      driver_.sleep();
    }
  }
  abandoning_ = false;
}

ReplayReport StepController::Impl::replay(Subject& subject, const PlanEntry* plan, int steps,
                                          bool finish, std::int32_t* rows) {
  const std::lock_guard<std::mutex> guard(onePlanAtATime_);
  if (poisoned_) {
    throw std::runtime_error("an earlier plan hung and its threads are lost; start a new process");
  }
  const Pinned pinned;
  const auto threads = static_cast<std::size_t>(subject.threads());
  subject_ = &subject;
  actions_ = subject.alphabet().data();
  actionCount_ = static_cast<int>(subject.alphabet().size());
  active_ = 0;
  for (const Action& action : subject.alphabet()) {
    if (action.kind == Kind::step) {
      active_ |= std::uint64_t{1} << static_cast<int>(action.point);
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
  if (workers_.size() < threads) {
    workers_.resize(threads);
  }
  for (std::size_t t = 0; t < threads; ++t) {
    if (workers_[t] == nullptr || !workers_[t]->thread.joinable()) {
      startWorker(static_cast<int>(t));
    }
  }

  stepHook.store(&hook);
  drive();
  report_.carriedOut = taken_.load();
  report_.finishSteps = finished_.load();
  if (report_.hung) {
    poisoned_ = true;
    return std::move(report_);
  }
  report_.finalRow.assign(rowInts_, 0);
  subject.writeRow(standing(), report_.finalRow.data());
  if (finish && !report_.refusal) {
    for (std::size_t t = 0; t < threads; ++t) {
      if (at_[t] != Point::Idle && at_[t] != Point::Gone) {
        report_.stuck.push_back({static_cast<int>(t), at_[t]});
      }
    }
  }
  abandonAll();
  stepHook.store(nullptr);
  subject_ = nullptr;
  return std::move(report_);
}

void StepController::Impl::stopThreads() {
  const std::lock_guard<std::mutex> guard(onePlanAtATime_);
  for (auto& worker : workers_) {
    if (worker != nullptr && worker->thread.joinable()) {
      if (poisoned_) {
        worker->thread.detach();
        (void)worker.release();
      } else {
        join(*worker);
      }
    }
  }
  workers_.clear();
}

// -- The controller
// ---------------------------------------------------------------------------------------------------

StepController::StepController() : impl_(std::make_unique<Impl>()) {}
StepController::~StepController() = default;

ReplayReport StepController::replay(Subject& subject, const PlanEntry* plan, int steps, bool finish,
                                    std::int32_t* rows) {
  return impl_->replay(subject, plan, steps, finish, rows);
}

void StepController::stopThreads() { impl_->stopThreads(); }

int StepController::currentThread() { return Impl::currentThread(); }

}  // namespace lockstep
