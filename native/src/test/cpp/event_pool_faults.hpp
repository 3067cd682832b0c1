#ifndef LOCKSTEP_EVENT_POOL_FAULTS_HPP
#define LOCKSTEP_EVENT_POOL_FAULTS_HPP

#include <cstdint>
#include <string>
#include <vector>

#include "fault_case.hpp"

// Thread 0 takes and records; thread 1 waits; thread 2 is the device's.  Counts go around at 16.
inline const std::vector<std::int32_t> kOne = {2, 1, 1, 1, 16, 14, 0, 0};

inline const std::string kTake = "CallTake0 LockPool0 Pop0 UnlockPool0 ";
inline const std::string kRecord = "CallRecord0:0 Enter0 Reserve0 Mark0 Leave0 ";
inline const std::string kGiveHome = "CallGive0 Give0 LockPool0 Push0 UnlockPool0 ";
inline const std::string kSleeps = "CallAwait1:0 Ticket1 Check1 LockList1 Enlist1 UnlockList1 ";
inline const std::string kSignal = "Signal2:0 Raise2 LockList2 Collect2 UnlockList2 ";

inline const std::vector<FaultCase> kEventPoolFaults = {
    {"EventPool", "CounterResetOnReuse", kOne,
     kTake + kRecord + kSignal + "Settle2 " + kGiveHome + kTake + kRecord +
         "CallAwait0:0 Ticket0 Check0",
     "\"early\":[{\"thread\":0,\"event\":0}]"},
    {"EventPool", "DestroyedEventReused", kOne,
     kTake + kRecord + kGiveHome + "CallTake1 LockPool1 Pop1",
     "\"unclean\":[{\"event\":0,\"thread\":1}]"},
    {"EventPool", "GiveTwiceFreesOther", kOne,
     kTake + kGiveHome + "CallTake1 LockPool1 Pop1 UnlockPool1 " + kGiveHome +
         "CallTake0 LockPool0 Pop0",
     "\"shared\":[{\"event\":0,\"thread\":0,\"other\":1}]"},
    {"EventPool", "NeverHome", kOne, kTake + kRecord + kSignal + "CallGive0 Give0 Settle2 Give0",
     "\"lostEvents\":[0]"},
    {"EventPool", "CallbackAfterFree", kOne,
     kTake + kRecord +
         "CallThen1:0 Ticket1 Signal2:0 Raise2 Check1 LockList2 Collect2 UnlockList2 Settle2 " +
         kGiveHome + kTake + "Run1",
     "\"foreign\":[{\"thread\":1,\"asked\":1,\"told\":2}]"},
    {"EventPool", "CallbackTwice", kOne,
     kTake + kRecord + "CallThen1:0 Ticket1 Check1 Signal2:0 Raise2 LockList1 Enlist1",
     "\"doubled\":[{\"thread\":1,\"event\":0}]"},
    {"EventPool", "LostWakeup", kOne,
     kTake + kRecord + "CallAwait1:0 Ticket1 Check1 " + kSignal + "LockList1 Enlist1",
     "\"stuck\":[{\"thread\":1,\"at\":\"Sleep\"}]"},
    {"EventPool", "WaitListLostOnWrap", kOne,
     kTake + kRecord + "CallAwait1:0 Ticket1 Check1 " + kRecord + kSignal + "Settle2 " + kSignal +
         "LockList1 Enlist1",
     "\"stuck\":[{\"thread\":1,\"at\":\"Sleep\"}]"},
    {"EventPool", "InvertedWaitFlag", kOne, kTake + kRecord + kSleeps + "Signal2:0",
     "\"stuck\":[{\"thread\":1,\"at\":\"Sleep\"}]"},
    {"EventPool", "TimeoutLeavesWaiter", kOne,
     kTake + kRecord + "CallAwait1:100 Ticket1 Check1 LockList1 Enlist1 UnlockList1 TimeUp1",
     "\"forgotten\":[{\"thread\":1,\"event\":0}]"},
    {"EventPool", "WaitHoldsPoolLock", kOne, kTake + kRecord + kSleeps + "CallTake0",
     "\"heldUp\":[{\"thread\":0,\"by\":1}]"},
    {"EventPool",
     "CounterGoesBack",
     {1, 2, 1, 1, 16, 14, 0},
     kTake + kRecord + kRecord + "Signal1:0 Signal2:0 Raise2 Raise1",
     "\"backward\":[{\"event\":0}]"},
    {"EventPool", "SettleBeforeTell", kOne,
     kTake + kRecord + kSleeps + "CallGive0 Give0 " + kSignal +
         "Settle2 LockPool2 Push2 UnlockPool2 CallTake0 LockPool0 Pop0",
     "\"unclean\":[{\"event\":0,\"thread\":0}]"},
    {"EventPool", "ReserveOffQueue", kOne,
     kTake + "CallRecord0:0 CallRecord1:0 Reserve0 Reserve1 Enter1 Mark1 Leave1 Enter0 Mark0",
     "\"disordered\":[{\"stream\":0,\"event\":0}"},
    {"EventPool",
     "FollowPassesEarly",
     {2, 1, 2, 1, 16, 14, 0, 1},
     kTake + kRecord + "CallFollow1:0 Ticket1 Enter1 Mark1 Leave1 Pass-1:1",
     "\"early\":[{\"stream\":1,\"event\":0}]"},
};

#endif  // LOCKSTEP_EVENT_POOL_FAULTS_HPP
