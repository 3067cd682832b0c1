// Plans: carried out, refused, abandoned, finished; the same every time.

#include <cstdint>
#include <cstdio>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "check.hpp"
#include "encoder.hpp"
#include "encoding_lock_subject.hpp"
#include "lease_pool.hpp"
#include "lease_pool_subject.hpp"
#include "step_controller.hpp"
#include "stepped_policy.hpp"
#include "stream_pool.hpp"
#include "stream_pool_subject.hpp"

namespace {

using namespace lockstep;

using Pool = StreamPoolSubject<StreamPoolOf<SteppedPolicy>>;
using Lock = EncodingLockSubject<EncoderOf<SteppedPolicy>>;
using Leases = LeasePoolSubject<LeasePoolOf<SteppedPolicy>>;
using Plan = std::vector<PlanEntry>;

struct Run {
  ReplayReport report;
  std::vector<std::int32_t> rows;
  int width = 0;

  std::int32_t last(int column) const { return rows[report.carriedOut * width + column]; }
};

template <class SubjectType>
Run run(StepController& controller, const std::vector<std::int32_t>& config, const Plan& plan,
        bool finish = false) {
  SubjectType subject(config.data(), static_cast<std::int32_t>(config.size()));
  Run run;
  run.width = subject.rowInts();
  run.rows.assign((plan.size() + 1) * run.width, -7);
  run.report = controller.replay(subject, plan.data(), static_cast<int>(plan.size()), finish,
                                 run.rows.data());
  return run;
}

template <class SubjectType>
PlanEntry step(const std::string& action, int thread, int arg = 0) {
  const auto& all = SubjectType::actions();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (action == all[i].name) {
      return {static_cast<std::int32_t>(i), thread, arg};
    }
  }
  std::fprintf(stderr, "no action %s\n", action.c_str());
  std::exit(1);
}

PlanEntry pool(const std::string& action, int thread, int arg = 0) {
  return step<Pool>(action, thread, arg);
}
PlanEntry lock(const std::string& action, int thread, int arg = 0) {
  return step<Lock>(action, thread, arg);
}

PlanEntry lease(const std::string& action, int thread, int arg = 0) {
  return step<Leases>(action, thread, arg);
}

const std::vector<std::int32_t> kPool = {3, 0, 2, 2, 0, 0, 1};
const std::vector<std::int32_t> kLock = {2, 1, static_cast<std::int32_t>(kAllSites)};

void aWholeLifeIsCarriedOut(StepController& controller) {
  const Plan plan = {pool("CallSubmit", 0),
                     pool("Enter", 0),
                     pool("ReadSlot", 0),
                     pool("LockCreation", 0),
                     pool("RecheckSlot", 0),
                     pool("Create", 0),
                     pool("Publish", 0),
                     pool("UnlockCreation", 0),
                     pool("LockStream", 0),
                     pool("TakeBuffer", 0),
                     pool("Commit", 0),
                     pool("UnlockStream", 0),
                     pool("Leave", 0),
                     pool("CallClose", 1),
                     pool("Seal", 1),
                     pool("Seal", 1),
                     pool("AwaitEmpty", 1),
                     pool("AwaitEmpty", 1),
                     pool("GpuComplete", -1, 0),
                     pool("AwaitIdle", 1),
                     pool("Retire", 1),
                     pool("Destroy", 1),
                     pool("AwaitIdle", 1),
                     pool("Retire", 1),
                     pool("AwaitIdle", 1),
                     pool("Retire", 1),
                     pool("ThreadExit", 0),
                     pool("ThreadExit", 1),
                     pool("CallCurrent", 2),
                     pool("Enter", 2),
                     pool("ThreadExit", 2),
                     pool("Terminated", -1)};
  const Run done = run<Pool>(controller, kPool, plan);
  CHECK(!done.report.refusal && done.report.exceptions.empty());
  CHECK(done.report.carriedOut == static_cast<int>(plan.size()));
  // After the twelfth step main's stream was busy, its thread at Leave.
  CHECK(done.rows[12 * done.width] == static_cast<int>(Point::Leave));
  CHECK(done.rows[30 * done.width + 3 * 3 + 2] == 1);  // thread 2 was refused
  CHECK(done.last(0) == 1 && done.last(1) == 1 && done.last(2) == 1);
}

void whatCannotBeIsRefused(StepController& controller) {
  const auto reasonOf = [&](const Plan& plan) {
    const Run refused = run<Pool>(controller, kPool, plan);
    CHECK(refused.report.refusal &&
          refused.report.refusal->step == static_cast<int>(plan.size()) - 1);
    return refused.report.refusal->reason;
  };
  CHECK(reasonOf({pool("Enter", 1)}) == "thread 1 stands at Idle, Enter needs it at Enter");
  CHECK(reasonOf({pool("CallClose", 1), pool("CallClose", 1)}).find("stands at Seal") !=
        std::string::npos);
  CHECK(reasonOf({pool("GpuComplete", -1, 1)}).find("executes nothing on stream 1") !=
        std::string::npos);
  CHECK(reasonOf({pool("ThreadStart", 1)}).find("ThreadStart needs it at Gone") !=
        std::string::npos);
  CHECK(reasonOf({pool("Terminated", -1)}) == "thread 0 is not gone");
  CHECK(reasonOf({pool("CallCurrent", 0), pool("CallClose", 1), pool("Enter", 0), pool("Seal", 1),
                  pool("Seal", 1), pool("AwaitEmpty", 1)}) ==
        "thread 1 stands at AwaitEmpty and would block there");
  CHECK(reasonOf({{99, 0, 0}}).find("none of this module's") != std::string::npos);
}

void aNewThreadStartsUnbound(StepController& controller) {
  const Plan plan = {pool("SetCurrent", 1, 2), pool("ThreadExit", 1), pool("ThreadStart", 1),
                     pool("SetCurrent", 1, 0)};
  const Run done = run<Pool>(controller, kPool, plan);
  const auto binding = [&](int row) { return done.rows[row * done.width + 4 * 3 + 1]; };
  CHECK(binding(1) == 2 && binding(2) == -1 && binding(3) == -1 && binding(4) == -1);
  CHECK(done.report.exceptions.size() == 1 && done.report.exceptions[0].call == "SetCurrent" &&
        done.report.exceptions[0].step == 3);
}

/// Fails in the middle of a call.
class FailsInRecheck final : public StreamPoolFlow<SteppedPolicy, FailsInRecheck> {
 public:
  using StreamPoolFlow<SteppedPolicy, FailsInRecheck>::StreamPoolFlow;

 private:
  friend class StreamPoolFlow<SteppedPolicy, FailsInRecheck>;

  Stream* recheckSlot(int) {
    SteppedPolicy::at(Point::RecheckSlot);
    throw std::runtime_error("planted");
  }
};

/// The step named is the one in which the exception left the call (what it holds is given back step
/// by step), not the one that began the call, nor one of another thread.
void anExceptionNamesItsStep(StepController& controller) {
  const Plan plan = {pool("CallSubmit", 0),  pool("CallSubmit", 1),     pool("Enter", 0),
                     pool("ReadSlot", 0),    pool("LockCreation", 0),   pool("Enter", 1),
                     pool("RecheckSlot", 0), pool("UnlockCreation", 0), pool("Leave", 0),
                     pool("Count", 1)};
  const Run done = run<StreamPoolSubject<FailsInRecheck>>(controller, kPool, plan);
  CHECK(done.report.exceptions.size() == 1);
  const ReplayReport::Thrown& thrown = done.report.exceptions[0];
  CHECK(thrown.step == 8 && thrown.thread == 0 && thrown.call == "CallSubmit" &&
        thrown.message == "planted");
}

void finishGoesOnToTheEnd(StepController& controller) {
  const Run done = run<Pool>(controller, kPool,
                             {pool("CallSubmit", 0), pool("CallSubmit", 1), pool("Enter", 0),
                              pool("Enter", 1), pool("CallClose", 2)},
                             true);
  CHECK(done.report.stuck.empty() && done.report.exceptions.empty() &&
        done.report.finishSteps > 20);
  const Run waits = run<Lock>(controller, kLock,
                              {lock("Call", 0, 8), lock("Request", 0), lock("Call", 1, 8)}, true);
  CHECK(waits.report.stuck.empty() && waits.report.finalRow[2 * 3] == 1 &&
        waits.report.finalRow[2 * 3 + 1] == 1);
}

// Two threads, one handler, one stream, first come first served, a limit of one tick.
const std::vector<std::int32_t> kLeases = {2, 1, 1, 1, 1, 0, 0};
constexpr int kResult = 2 * 3, kLease = 4 * 3;  // columns

void aLeaseLeftBehindIsCollectedAndGranted(StepController& controller) {
  const Plan plan = {lease("CallTry", 0),    lease("CheckWaiting", 0),   lease("Claim", 0),
                     lease("CallSubmit", 0), lease("Pend", 0),           lease("Commit", 0),
                     lease("ThreadExit", 0), lease("CallAcquire", 1, 1), lease("CheckWaiting", 1),
                     lease("Claim", 1),      lease("LockWaiters", 1),    lease("Enlist", 1),
                     lease("ClaimFor", 1),   lease("UnlockWaiters", 1),  lease("Look", 1),
                     lease("Collect", 2, 0), lease("Free", 2),           lease("GpuComplete", 2, 0),
                     lease("Settle", 2),     lease("CheckWaiting", 2),   lease("LockWaiters", 2),
                     lease("ClaimFor", 2),   lease("Tick", 1),           lease("Grant", 2),
                     lease("Park", 1),       lease("Look", 1),           lease("Wake", 2),
                     lease("Delist", 2),     lease("UnlockWaiters", 2),  lease("CallRelease", 1),
                     lease("Free", 1),       lease("CheckWaiting", 1),   lease("CallRelease", 1),
                     lease("Free", 1),       lease("CallClose", 1),      lease("LockWaiters", 1),
                     lease("Seal", 1),       lease("UnlockWaiters", 1),  lease("Shut", 1),
                     lease("AwaitHome", 1),  lease("TakeDown", 1),       lease("Destroy", 1),
                     lease("ThreadExit", 1), lease("Terminated", -1)};
  const Run done = run<Leases>(controller, kLeases, plan);
  CHECK(!done.report.refusal && done.report.exceptions.empty());
  CHECK(done.rows[15 * done.width + kLease] == 0);      // thread 0 is gone, and leases it still
  CHECK(done.rows[29 * done.width + kLease + 1] == 0);  // thread 1 has it, although its time was up
  CHECK(done.rows[34 * done.width + kResult + 1] == static_cast<int>(LeaseResult::stale));
}

void aWaitIsInterruptedOrRunsOut(StepController& controller) {
  Plan plan = {lease("CallTry", 0),        lease("CheckWaiting", 0), lease("Claim", 0),
               lease("CallAcquire", 1, 1), lease("CheckWaiting", 1), lease("Claim", 1),
               lease("Interrupt", 1)};
  const auto resultOf = [&](const Run& run) { return run.report.finalRow[kResult + 1]; };
  CHECK(resultOf(run<Leases>(controller, kLeases, plan, true)) ==
        static_cast<int>(LeaseResult::interrupted));
  plan.pop_back();
  CHECK(resultOf(run<Leases>(controller, kLeases, plan, true)) ==
        static_cast<int>(LeaseResult::timeout));
}

void whatLeasesCannotDoIsRefused(StepController& controller) {
  const auto reasonOf = [&](const Plan& plan) {
    const Run refused = run<Leases>(controller, kLeases, plan);
    CHECK(refused.report.refusal &&
          refused.report.refusal->step == static_cast<int>(plan.size()) - 1);
    return refused.report.refusal->reason;
  };
  const Plan taken = {lease("CallTry", 0), lease("CheckWaiting", 0), lease("Claim", 0)};
  const auto after = [&](const PlanEntry& entry) {
    Plan plan = taken;
    plan.push_back(entry);
    return reasonOf(plan);
  };
  CHECK(after(lease("CallTry", 0)) == "the thread has a lease, and would wait for itself");
  CHECK(after(lease("CallRelease", 1)) == "the thread never had a lease");
  CHECK(after(lease("CallAcquire", 1, 3)) == "a wait of 3 ticks: expected -1 or the total");
  CHECK(after(lease("CallTry", 2)) == "thread 2 is a handler, which CallTry does not fit");
  CHECK(after(lease("Collect", 1, 0)) == "thread 1 is no handler, which Collect does not fit");
  CHECK(after(lease("Collect", 2, 0)) == "thread 0 has left no lease behind");
  CHECK(after(lease("GpuComplete", 2, 0)) == "the device executes nothing on stream 0");
  CHECK(after(lease("Tick", 0)) == "thread 0 has no time left to wait");
  CHECK(after(lease("Interrupt", 1)) == "thread 1 is in no acquire, or interrupted already");
  CHECK(after(lease("Terminated", -1)).find("the end is at Gone without one") != std::string::npos);
}

/// Takes any step that could be taken, many times over; nothing may be refused, thrown or stuck.
template <class SubjectType, class Client>
void walks(StepController& controller, const std::vector<std::int32_t>& config, int threads,
           const Client& client) {
  const auto& actions = SubjectType::actions();
  for (unsigned seed = 0; seed < 40; ++seed) {
    std::mt19937 random(seed);
    Plan plan;
    Run done = run<SubjectType>(controller, config, plan);
    for (int i = 0; i < 60; ++i) {
      const int t = static_cast<int>(random() % threads);
      const int pc = done.last(t);
      if (pc == 0) {
        plan.push_back(client(random, t, done));
      } else if ((done.last(done.width - 1) >> t & 1) != 0) {
        int offset = 0;
        while (actions[offset].kind != Kind::step) {
          ++offset;
        }
        plan.push_back({offset + pc - 2, t, 0});
      } else {
        continue;
      }
      done = run<SubjectType>(controller, config, plan);
      CHECK(!done.report.refusal && done.report.exceptions.empty());
    }
    const Run again = run<SubjectType>(controller, config, plan, true);
    CHECK(again.report.stuck.empty() && again.report.exceptions.empty());
    CHECK(again.rows == done.rows);
  }
}

}  // namespace

int main() {
  StepController controller;
  aWholeLifeIsCarriedOut(controller);
  whatCannotBeIsRefused(controller);
  aNewThreadStartsUnbound(controller);
  anExceptionNamesItsStep(controller);
  finishGoesOnToTheEnd(controller);
  walks<Pool>(controller, kPool, 3, [](std::mt19937& random, int t, const Run&) {
    return random() % 8 == 0   ? pool("CallClose", t)
           : random() % 2 == 0 ? pool("CallCurrent", t)
                               : pool("CallSubmit", t);
  });
  walks<Lock>(controller, kLock, 2, [](std::mt19937& random, int t, const Run&) {
    return lock("Call", t, random() % 9);
  });
  aLeaseLeftBehindIsCollectedAndGranted(controller);
  aWaitIsInterruptedOrRunsOut(controller);
  whatLeasesCannotDoIsRefused(controller);
  walks<Leases>(controller, kLeases, 2, [](std::mt19937& random, int t, const Run& now) {
    return now.last(kLease + t) >= 0 ? lease(random() % 3 == 0 ? "CallSubmit" : "CallRelease", t)
           : random() % 2 == 0       ? lease("CallTry", t)
                                     : lease("CallAcquire", t, 1);
  });
  controller.stopThreads();
  aWholeLifeIsCarriedOut(controller);
  return 0;
}
