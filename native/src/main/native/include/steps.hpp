#ifndef LOCKSTEP_STEPS_HPP
#define LOCKSTEP_STEPS_HPP

#include <atomic>
#include <bitset>
#include <cstddef>
#include <cstdint>

namespace lockstep {

/// Where a thread can stand: a step point bears the name of the model's action that comes next.
enum class Point : std::int8_t {
  Idle,
  Gone,
  // StreamPool
  Peek,
  Enter,
  Count,
  ReadSlot,
  LockCreation,
  RecheckSlot,
  Create,
  Publish,
  UnlockCreation,
  LockStream,
  TakeBuffer,
  Commit,
  UnlockStream,
  Leave,
  Seal,
  AwaitEmpty,
  AwaitIdle,
  Retire,
  Destroy,
  // EncodingLock
  Request,
  Grant,
  Unlock,
  SetFirst,
  SetSecond,
  Dispatch,
  AwaitGpu,
  Complete,
  // LeasePool; its Grant, Commit, Seal and Destroy stand above
  CheckWaiting,
  Claim,
  LockWaiters,
  Enlist,
  ClaimFor,
  Wake,
  Delist,
  UnlockWaiters,
  Look,
  Park,
  Withdraw,
  Pend,
  Free,
  Settle,
  Refuse,
  Shut,
  AwaitHome,
  TakeDown,
  // CommandStream; its Enter, Unlock, Commit and Leave stand above
  Open,
  Lock,
  Encode,
  Close,
  Take,
  Mark,
  AddHandler,
  Await,
  Fire,
  // EventPool; its Enlist, Look, Settle, Enter, Mark and Leave stand above
  LockPool,
  Pop,
  Push,
  UnlockPool,
  Reserve,
  Ticket,
  Check,
  LockList,
  UnlockList,
  Sleep,
  Run,
  Give,
  Raise,
  Collect,
  Tell,
  // DeviceBarrier; its Lock, Unlock, Look, Enlist, Delist, Await and Commit stand above
  Fence,
  GiveBack,
};

inline constexpr int kPoints = static_cast<int>(Point::GiveBack) + 1;

/// Which points are in it, by their numbers.
using PointSet = std::bitset<kPoints>;

constexpr std::size_t numberOf(Point point) { return static_cast<std::size_t>(point); }

inline const char* nameOf(Point point) {
  // static: GCC else copies the whole table to the stack at each call, and recorders call often.
  static constexpr const char* kNames[kPoints] = {
      "Idle",          "Gone",        "Peek",         "Enter",     "Count",          "ReadSlot",
      "LockCreation",  "RecheckSlot", "Create",       "Publish",   "UnlockCreation", "LockStream",
      "TakeBuffer",    "Commit",      "UnlockStream", "Leave",     "Seal",           "AwaitEmpty",
      "AwaitIdle",     "Retire",      "Destroy",      "Request",   "Grant",          "Unlock",
      "SetFirst",      "SetSecond",   "Dispatch",     "AwaitGpu",  "Complete",       "CheckWaiting",
      "Claim",         "LockWaiters", "Enlist",       "ClaimFor",  "Wake",           "Delist",
      "UnlockWaiters", "Look",        "Park",         "Withdraw",  "Pend",           "Free",
      "Settle",        "Refuse",      "Shut",         "AwaitHome", "TakeDown",       "Open",
      "Lock",          "Encode",      "Close",        "Take",      "Mark",           "AddHandler",
      "Await",         "Fire",        "LockPool",     "Pop",       "Push",           "UnlockPool",
      "Reserve",       "Ticket",      "Check",        "LockList",  "UnlockList",     "Sleep",
      "Run",           "Give",        "Raise",        "Collect",   "Tell",           "Fence",
      "GiveBack"};
  return kNames[static_cast<int>(point)];
}

/// Could the step be taken now without blocking? Asked while every thread is parked; no predicate
/// means: always.
struct Readiness {
  bool (*ask)(const void*) = nullptr;
  const void* subject = nullptr;

  bool now() const { return ask == nullptr || ask(subject); }
};

/// What a controller puts in the way of the threads it knows; on all others it returns at once.
using StepHook = void (*)(Point, Readiness);

/// Null unless a controller is at work. Read by SteppedPolicy only: the engine as users get it has
/// no seam.
inline std::atomic<StepHook> stepHook{nullptr};

}  // namespace lockstep

#endif  // LOCKSTEP_STEPS_HPP
