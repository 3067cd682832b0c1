// Every fault, driven along a plan of a few steps and then let run: the harm must be there, and the
// sound engine must come through the same plan unharmed or refuse it.

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "check.hpp"
#include "event_pool_faults.hpp"
#include "fault_case.hpp"
#include "lockstep.h"

namespace {

std::vector<std::int32_t> compile(const std::string& module, const std::string& text) {
  std::map<std::string, int> ids;
  const std::string names = std::string(lockstep_action_names(module.c_str())) + ",";
  for (std::size_t from = 0, to = 0; (to = names.find(',', from)) != std::string::npos;
       from = to + 1) {
    ids.emplace(names.substr(from, to - from), static_cast<int>(ids.size()));
  }
  std::vector<std::int32_t> plan;
  const std::string padded = text + " ";
  for (std::size_t from = 0, to = 0; (to = padded.find(' ', from)) != std::string::npos;
       from = to + 1) {
    std::string step = padded.substr(from, to - from);
    int argument = 0;
    if (const auto colon = step.find(':'); colon != std::string::npos) {
      argument = std::stoi(step.substr(colon + 1));
      step.resize(colon);
    }
    const std::size_t digits = step.find_first_of("-0123456789");
    CHECK(ids.count(step.substr(0, digits)) == 1);
    plan.insert(plan.end(),
                {ids.at(step.substr(0, digits)), std::stoi(step.substr(digits)), argument});
  }
  return plan;
}

std::string drive(const FaultCase& c, const char* variant) {
  const auto plan = compile(c.module, c.plan);
  static char report[1 << 16];
  const int steps = static_cast<int>(plan.size() / 3);
  const int done =
      lockstep_replay(c.module, variant, c.config.data(), static_cast<int>(c.config.size()),
                      plan.data(), steps, LOCKSTEP_FINISH, nullptr, 0, report, sizeof report);
  CHECK(done >= 0);
  return report;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

const std::vector<std::int32_t> kPool = {3, 0, 2, 1, 0, 0, 0};  // main and two workers, two streams
const std::vector<std::int32_t> kTurns = {4, 0, 3, 1,
                                          0, 0, 0, 0};  // main and three workers, three streams
const std::vector<std::int32_t> kLock = {2, 1, 511};
const std::vector<std::int32_t> kThree = {3, 1, 511};

const std::vector<std::int32_t> kLease = {2, 1, 1, 1, 1, 0, 0};  // two threads, one stream

const std::vector<std::int32_t> kStream = {2, 1};

// Threads, streams, guards, how many are open, pooled (a mask), homes.
const std::vector<std::int32_t> kOpening = {3, 2, 0, 1, 0, 0, 1, 0};
const std::vector<std::int32_t> kWorking = {3, 2, 0, 2, 0, 0, 1, 0};
const std::vector<std::int32_t> kGuarding = {2, 3, 3, 3, 4, 0, 0};

const char* const kSubmitTwice =
    "CallSubmit1 CallSubmit2 Enter1 Enter2 Count1 Count2 ReadSlot1 ReadSlot2 LockCreation1 "
    "RecheckSlot1 Create1 Publish1 "
    "UnlockCreation1 LockCreation2 RecheckSlot2 UnlockCreation2 LockStream1 LockStream2 "
    "TakeBuffer1 TakeBuffer2";

// A final row begins with pc, op, cursor, refused of each thread; the bindings come next.
const std::vector<FaultCase> kCases = {
    {"StreamPool", "SharedSingleton", kPool, kSubmitTwice,
     "commit an already committed command buffer"},
    {"StreamPool",
     "UnsafeLazyInit",
     {3, 0, 1, 1, 0, 0, 0},
     "CallCurrent1 CallCurrent2 Enter1 Enter2 Count1 Count2 ReadSlot1 ReadSlot2 LockCreation1 "
     "RecheckSlot1 Create1 "
     "Publish1 UnlockCreation1 LockCreation2 RecheckSlot2 Create2 Publish2 UnlockCreation2 Leave1 "
     "Leave2 CallClose0",
     "\"queuesUnreachable\":[0,1]"},
    {"StreamPool",
     "PublishBeforeReady",
     {3, 0, 1, 1, 0, 0, 0},
     "CallSubmit1 Enter1 Count1 CallSubmit2 Enter2 Count2 ReadSlot1 LockCreation1 RecheckSlot1 "
     "Publish1 ReadSlot2 "
     "LockStream2 TakeBuffer2",
     "has no queue"},
    {"StreamPool", "UseAfterClose", kPool,
     "CallSubmit1 Enter1 Count1 ReadSlot1 LockCreation1 RecheckSlot1 Create1 Publish1 "
     "UnlockCreation1 LockStream1 "
     "CallClose0 Seal0 AwaitEmpty0 AwaitIdle0 Retire0 AwaitIdle0 Retire0 Destroy0",
     "queue was destroyed"},
    {"StreamPool", "CreateAfterClose", kPool,
     "CallCurrent1 Enter1 Count1 CallClose0 Seal0 AwaitEmpty0 AwaitIdle0 Retire0 AwaitIdle0 "
     "Retire0 AwaitIdle0 Retire0",
     "\"queuesAlive\":[0,1,0]"},
    {"StreamPool", "CounterWrap", kTurns,
     "CallCurrent1 Enter1 Count1 CallCurrent2 Enter2 Count2 ReadSlot2", "stream -1 does not exist"},
    {"StreamPool", "CounterSkip", kTurns,
     "CallCurrent1 Enter1 Count1 CallCurrent2 Enter2 Count2 CallCurrent3 Enter3 Count3",
     "\"finalRow\":[0,0,0,0,-1,-1,-1,-1,0,0,0,0,0,0,0,0,-1,1,1,2,"},
    {"StreamPool", "StaleBindingAfterExit", kPool, "SetCurrent1:2 ThreadExit1 ThreadStart1",
     "\"finalRow\":[0,0,0,-1,-1,-1,0,0,0,0,0,0,-1,2,-1,"},
    {"StreamPool", "AliasedBinding", kPool, "CallCurrent0 SetCurrent1:0",
     "\"finalRow\":[0,0,0,-1,-1,-1,0,0,0,0,0,0,0,0,-1,"},
    {"StreamPool", "LeakOnRefusal", kPool, "CallSubmit1 CallClose0 Seal0 Enter1",
     "{\"thread\":0,\"at\":\"AwaitEmpty\"}"},
    {"StreamPool", "CloseNeverReturns", kPool,
     "CallClose0 Seal0 CallSubmit1 Enter1 CallSubmit1 Enter1 CallSubmit1 Enter1",
     "{\"thread\":0,\"at\":\"AwaitEmpty\"}"},
    {"StreamPool", "WorkLostOnClose", kPool,
     "CallSubmit1 Enter1 Count1 ReadSlot1 LockCreation1 RecheckSlot1 Create1 Publish1 "
     "UnlockCreation1 LockStream1 TakeBuffer1 Commit1 UnlockStream1 Leave1 "
     "CallClose0 Seal0 AwaitEmpty0 AwaitIdle0 Retire0 AwaitIdle0",
     "queue is busy"},
    {"LeasePool",
     "FirstWorkBringsHome",
     {2, 1, 1, 1, 1, 0, 0},
     "CallAcquire0:-1 CheckWaiting0 Claim0 CallSubmit0 Pend0 Commit0 CallSubmit0 Pend0 Commit0 "
     "CallRelease0 Free0 GpuComplete2:0 Settle2 CallTry1 CheckWaiting1 Claim1",
     "\"undrained\":[{\"slot\":0,\"thread\":1}]"},
    {"EncodingLock", "NoLock", kLock, "Call0:0 SetFirst0 SetSecond0 Call1:0 SetFirst1 Dispatch0",
     "\"wrongResults\":1"},
    {"EncodingLock", "PartialCoverage", kLock,
     "Call0:3 Dispatch0 SetFirst0 SetSecond0 Call1:0 Request1 Grant1 SetFirst1 Dispatch0",
     "\"wrongResults\":1"},
    {"EncodingLock", "RankInversion", kLock, "Call0:7 Call1:8 Request0 Request1 Grant0 Grant1",
     "\"stuck\":[{\"thread\":0,\"at\":\"Grant\"},{\"thread\":1,"},
    {"EncodingLock", "RankInversionUnseen", kLock, "Call0:8 Request0 Grant0",
     "take locks in ascending rank"},
    {"EncodingLock", "LeakedLock", kLock,
     "GpuRefuse-1 Call0:0 Call1:0 Request0 Grant0 SetFirst0 SetSecond0 Dispatch0",
     "\"stuck\":[{\"thread\":1,\"at\":\"Grant\"}]"},
    {"EncodingLock", "WaitUnderLock", kLock, "Call0:8",
     "\"stuck\":[{\"thread\":0,\"at\":\"AwaitGpu\"},{\"thread\":2,"},
    {"EncodingLock", "Barging", kThree,
     "Call0:0 Request0 Grant0 Call1:0 Request1 Call2:0 Request2 SetFirst0 SetSecond0 Dispatch0 "
     "Unlock0 Grant2",
     "{\"lock\":\"encoding\",\"served\":2,\"first\":1}"},
    {"EncodingLock", "Overtaking", kThree,
     "Call0:0 Request0 Grant0 Call1:0 Request1 SetFirst0 SetSecond0 Dispatch0 Unlock0 "
     "Call0:0 Request0 Grant0",
     "{\"lock\":\"encoding\",\"served\":0,\"first\":1}"},
    {"EncodingLock", "NonReentrant", kLock,
     "Call0:4 Request0 Grant0 Dispatch0 Unlock0 Request0 Grant0 Request0",
     "\"stuck\":[{\"thread\":0,\"at\":\"Grant\"}"},
    {"LeasePool",
     "Barging",
     {3, 1, 1, 1, 1, 0, 0, 0},
     "CallAcquire0:-1 CallAcquire1:-1 CheckWaiting0 Claim0 CallRelease0 CheckWaiting1 Claim1 Free0 "
     "LockWaiters1 Enlist1 CallAcquire2:-1 CheckWaiting2 Claim2",
     "{\"served\":2,\"first\":1}"},
    {"LeasePool",
     "Starvation",
     {3, 1, 1, 1, 1, 0, 0, 0},
     "CallAcquire0:-1 CallAcquire1:-1 CheckWaiting0 Claim0 CallRelease0 CheckWaiting1 Claim1 Free0 "
     "LockWaiters1 Enlist1 CallAcquire2:-1 CheckWaiting2 Claim2",
     "{\"served\":2,\"first\":1}"},
    {"LeasePool", "CloseCutsOff", kLease,
     "CallClose0 CallTry1 LockWaiters0 Seal0 UnlockWaiters0 CheckWaiting1 Claim1 Shut0 AwaitHome0",
     "\"cutOff\":[{\"slot\":0,\"thread\":1}]"},
    {"LeasePool", "CloseForgetsLatecomer", kLease,
     "CallTry0 CallAcquire1:-1 CheckWaiting0 Claim0 CallRelease0 CheckWaiting1 Claim1 Free0 "
     "CheckWaiting0 CallClose0 LockWaiters0",
     "\"stuck\":[{\"thread\":1,\"at\":\"Park\"}]"},
    {"LeasePool", "CloseNeverReturns", kLease,
     "CallClose0 CallTry1 LockWaiters0 Seal0 UnlockWaiters0 CheckWaiting1 Claim1 CallRelease1 "
     "Shut0",
     "\"stuck\":[{\"thread\":0,\"at\":\"AwaitHome\"}]"},
    {"LeasePool", "DeadlineRestarts", kLease,
     "CallAcquire0:-1 CallAcquire1:1 CheckWaiting0 Claim0 CallRelease0 CheckWaiting1 Claim1 Free0 "
     "CheckWaiting0 CallAcquire0:-1 CheckWaiting0 LockWaiters1 Enlist1 ClaimFor1 Grant1 Wake1 "
     "Delist1 UnlockWaiters1 Look1 CallRelease1 Free1 Claim0 CheckWaiting1 CallAcquire1:1 "
     "CheckWaiting1 Claim1 LockWaiters1 Enlist1 ClaimFor1 UnlockWaiters1 Look1 Tick1",
     "\"overdue\":[{\"thread\":1,\"ticks\":2,\"limit\":1}]"},
    {"LeasePool", "LeakOnFailedAcquire", kLease,
     "CallAcquire0:-1 CheckWaiting0 Claim0 CallAcquire1:1",
     "\"waitingCounted\":1,\"waitingQueued\":0"},
    {"LeasePool", "LostWakeup", kLease,
     "CallAcquire0:-1 CallAcquire1:-1 CheckWaiting0 Claim0 CallRelease0 CheckWaiting0 "
     "CheckWaiting1 Claim1 LockWaiters1 Enlist1 ClaimFor1",
     "\"stuck\":[{\"thread\":1,\"at\":\"Park\"}]"},
    {"LeasePool", "ReleaseBeforeDrain", kLease,
     "CallAcquire0:-1 CallTry1 CheckWaiting0 Claim0 CallSubmit0 Pend0 Commit0 CallRelease0",
     "\"undrained\":[{\"slot\":0,\"thread\":1}]"},
    {"LeasePool", "StaleReleaseFreesOther", kLease,
     "CallTry0 CallTry1 CheckWaiting0 Claim0 CallRelease0 Free0 CheckWaiting0 CallRelease0 "
     "CheckWaiting1 Claim1 Free0 CheckWaiting0 CallTry0",
     "\"doubled\":[{\"slot\":0,\"thread\":0,\"other\":1}]"},
    {"LeasePool", "TakenDownTwice", kLease,
     "CallClose0 CallClose1 LockWaiters0 Seal0 UnlockWaiters0 LockWaiters1 Seal1",
     "queue was destroyed"},
    {"LeasePool", "TimeoutNeverComes", kLease, "CallAcquire0:-1 CallAcquire1:1 CheckWaiting0",
     "\"stuck\":[{\"thread\":1,\"at\":\"Park\"}]"},
    {"LeasePool", "UseAfterRelease", kLease,
     "CallAcquire0:-1 CheckWaiting0 Claim0 CallRelease0 Free0 CheckWaiting0 CallSubmit0",
     "\"foreignWork\":[{\"slot\":0,\"thread\":0}]"},
    {"LeasePool", "WakeBeforeGrant", kLease,
     "CallAcquire0:-1 CheckWaiting0 Claim0 CallAcquire1:-1 CheckWaiting1 Claim1 LockWaiters1 "
     "Enlist1 ClaimFor1 UnlockWaiters1 Look1 CallRelease0 Free0 CheckWaiting0 LockWaiters0 "
     "ClaimFor0 Wake0 Park1 Look1",
     "\"stuck\":[{\"thread\":1,\"at\":\"Park\"}]"},
    {"LeasePool", "WakeupLostOnCancel", kLease,
     "CallAcquire0:-1 CallAcquire1:1 Interrupt1 CheckWaiting0 Claim0 CallRelease0 CheckWaiting1 "
     "Claim1 LockWaiters1 Enlist1",
     "\"lostSlots\":[0]"},
    {"CommandStream", "AbandonedQueueOwner", kStream, "Call0:2 Call1:6 Enter0 Open0",
     "\"stuck\":[{\"thread\":1,\"at\":\"Enter\"}]"},
    {"CommandStream", "CommitSilentlySkipped", kStream, "Call0:7",
     "\"unsynchronized\":[{\"thread\":0,\"pending\":2}]"},
    {"CommandStream",
     "DoubleCommit",
     {3, 1},
     "Call0:0 Enter0 Open0 Lock0 Encode0 Unlock0 Leave0 Call1:6 Call2:6 Close1 Close2 Take1 Take2",
     "commit an already committed command buffer"},
    {"CommandStream", "EncoderCapturedOutside", kStream, "Call0:0 Open0 Call1:6 Enter1 Close1",
     "a command encoder that is ended"},
    {"CommandStream", "EncoderEndedByOther", kStream,
     "Call0:0 Enter0 Open0 Leave0 Call1:6 Enter1 Close1", "a command encoder that is ended"},
    {"CommandStream", "ForgottenBeforeCommit", kStream,
     "Call0:0 Enter0 Open0 Lock0 Encode0 Unlock0 Leave0 Call0:5",
     "\"lost\":[{\"thread\":0,\"what\":\"work\"}]"},
    {"CommandStream", "HandlerAfterCommit", kStream,
     "Call0:3 Enter0 Take0 Leave0 Call1:5 Enter1 Close1 Take1 Commit1",
     "add a handler to an already committed command buffer"},
    {"CommandStream", "HandlerLostOnFailure", kStream,
     "Call0:3 Enter0 Take0 AddHandler0 Leave0 Call1:5 Enter1 Close1 Take1 Commit1 Leave1 GpuFail2",
     "\"lost\":[{\"thread\":0,\"what\":\"handler\"}]"},
    {"CommandStream", "QueueLockInversion", kStream, "Call0:0 Lock0 Call1:1 Enter1 Close1 Open1",
     "\"stuck\":[{\"thread\":0,\"at\":\"Enter\"},{\"thread\":1,\"at\":\"Lock\"}]"},
    {"CommandStream", "ReentrantCommitOpenEncoder", kStream, "Call0:7",
     "commit a command buffer on which an encoder is open"},
    {"CommandStream", "ReentrantEndsOuter", kStream, "Call0:7", "a command encoder that is ended"},
    {"CommandStream", "SelfDispatchDeadlock", kStream, "Call0:7",
     "\"stuck\":[{\"thread\":0,\"at\":\"Enter\"}]"},
    {"CommandStream", "SignalSilentlyDropped", kStream, "Call0:8 Call1:6",
     "\"lost\":[{\"thread\":0,\"what\":\"mark\"}]"},
    {"CommandStream", "SynchronizeNeverReturns", kStream,
     "Call0:0 Enter0 Open0 Lock0 Encode0 Unlock0 Leave0 Call0:6 Enter0 Close0 Take0 Commit0 Leave0 "
     "Call1:0 Enter1 Open1 Lock1 Encode1 Unlock1 Leave1 Call1:5 Enter1 Close1 Take1 Commit1 Leave1 "
     "GpuComplete2",
     "\"overdue\":[{\"thread\":0}]"},
    {"CommandStream", "WaitOnOwnQueue", kStream,
     "Call0:0 Enter0 Open0 Lock0 Encode0 Unlock0 Leave0 Call0:6 Call1:0 Enter0 Close0 Take0 "
     "Commit0",
     "\"heldUp\":[{\"thread\":1,\"by\":0}]"},
    {"DeviceBarrier", "SyncDefaultOnly", kWorking, "Call1:1 Commit1 Call0:3",
     "\"unfinished\":[{\"thread\":0,\"stream\":1,\"other\":1}]"},
    {"DeviceBarrier", "SyncStopsAtFirstError", kWorking,
     "Call1:1 Commit1 Call2:1 Commit2 Call0:3 Lock0 Look0 Unlock0 Fence0 Fence0 GpuFail-1:0",
     "\"unfinished\":[{\"thread\":0,\"stream\":1,\"other\":1}]"},
    {"DeviceBarrier", "MissesNewStream", kOpening,
     "Call2:1 Commit2 Call0:3 Lock0 Look0 Unlock0 Call1:0 Lock1 Enlist1 Unlock1 Call1:1 Commit1 "
     "Fence0 GpuComplete-1:0 Await0",
     "\"unvisited\":[{\"thread\":0,\"stream\":1,\"other\":1}]"},
    {"DeviceBarrier", "WaitsUnderLock", kOpening,
     "Call2:1 Commit2 Call0:3 Lock0 Look0 Fence0 Call1:0",
     "\"heldUp\":[{\"thread\":1,\"stream\":-1,\"other\":0}]"},
    {"DeviceBarrier", "ChasesNewWork", kWorking,
     "Call1:1 Commit1 Call0:3 Lock0 Look0 Unlock0 Fence0 Fence0 Await0 Call1:1 Commit1 "
     "GpuComplete-1:1",
     "\"overdue\":[{\"thread\":0,\"stream\":1,\"other\":-1}]"},
    {"DeviceBarrier",
     "LostRegistration",
     {3, 3, 0, 1, 0, 0, 1, 2},
     "Call1:0 Call2:0 Lock1 Lock2 Enlist1 Enlist2 Unlock1 Unlock2 Call1:1 Commit1 Call0:3",
     "\"unfinished\":[{\"thread\":0,\"stream\":1,\"other\":1}]"},
    {"DeviceBarrier", "RemovedTooEarly", kOpening,
     "Call1:0 Lock1 Enlist1 Unlock1 Call1:1 Commit1 Call1:4 Lock1 Delist1 Unlock1 Call0:3",
     "\"unfinished\":[{\"thread\":0,\"stream\":1,\"other\":1}]"},
    {"DeviceBarrier", "LaterErrorSwallowed", kWorking,
     "Call1:1 Commit1 Call2:1 Commit2 GpuFail-1:0 GpuFail-1:1 Call0:3",
     "\"untold\":[{\"thread\":-1,\"stream\":1,\"other\":-1}]"},
    {"DeviceBarrier", "LockLeaked", kWorking,
     "Call0:3 Lock0 Look0 Unlock0 Fence0 Fence0 Await0 Await0 Lock0 Look0 Call1:3",
     "\"stuck\":[{\"thread\":1,\"at\":\"Lock\"}]"},
    {"DeviceBarrier", "GuardReleasesTwice", kGuarding, "Guard0:2 End0:1 GiveBack0 Guard1:2 End0:1",
     "\"takenAway\":[{\"thread\":1,\"stream\":2,\"other\":0}]"},
    {"DeviceBarrier", "GuardForgetsPrevious", kGuarding,
     "Guard0:1 Guard0:2 End0:2 GiveBack0 Call0:1",
     "\"misplaced\":[{\"thread\":0,\"stream\":0,\"other\":1}]"},
    {"DeviceBarrier", "GuardEndsElsewhere", kGuarding, "Guard0:1 End1:1 End0:1 Call0:1",
     "\"misplaced\":[{\"thread\":0,\"stream\":1,\"other\":0}]"},
};

}  // namespace

int main(int arguments, char** argument) {
  CHECK(arguments == 2);
  std::vector<FaultCase> cases = kCases;
  cases.insert(cases.end(), kEventPoolFaults.begin(), kEventPoolFaults.end());
  // And one mutant of each module: see mutants_test.
  CHECK(lockstep_load_variants(argument[1]) == static_cast<int>(cases.size()) + 6);
  for (const FaultCase& c : cases) {
    const std::string broken = drive(c, c.fault);
    if (!contains(broken, c.harm)) {
      std::fprintf(stderr, "%s shows no harm: %s\n", c.fault, broken.c_str());
      return 1;
    }
    const std::string sound = drive(c, "sound");
    if (contains(sound, c.harm) ||
        (contains(sound, "\"refusal\":null") && !contains(sound, "\"stuck\":[]"))) {
      std::fprintf(stderr, "%s: the sound engine is harmed as well: %s\n", c.fault, sound.c_str());
      return 1;
    }
  }
  lockstep_stop_threads();
  return 0;
}
