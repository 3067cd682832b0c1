// Generated from the modules under specs/; do not edit.
#ifndef LOCKSTEP_ACTIONS_HPP
#define LOCKSTEP_ACTIONS_HPP

/// The actions of the models that threads take: what a method can claim to implement.
namespace lockstep::model {

struct CommandStream {
  enum Action {
    Call,
    Enter,
    Open,
    Lock,
    Encode,
    Unlock,
    Close,
    Take,
    Commit,
    Mark,
    AddHandler,
    Leave,
    Await,
    Fire,
  };
};

struct DeviceBarrier {
  enum Action {
    Call,
    Guard,
    End,
    Lock,
    Enlist,
    Delist,
    Look,
    Unlock,
    Fence,
    Await,
    Commit,
    GiveBack,
  };
};

struct EncodingLock {
  enum Action {
    Call,
    Request,
    Grant,
    Unlock,
    SetFirst,
    SetSecond,
    Dispatch,
    AwaitGpu,
    Complete,
  };
};

struct EventPool {
  enum Action {
    CallTake,
    CallGive,
    CallRecord,
    CallQuery,
    CallThen,
    CallFollow,
    CallAwait,
    LockPool,
    Push,
    UnlockPool,
    LockList,
    UnlockList,
    Pop,
    Give,
    Enter,
    Reserve,
    Mark,
    Leave,
    Ticket,
    Check,
    Enlist,
    Look,
    Sleep,
    Run,
    Raise,
    Collect,
    Tell,
    Settle,
  };
};

struct LeasePool {
  enum Action {
    CallTry,
    CallAcquire,
    CallRelease,
    CallSubmit,
    CallClose,
    CheckWaiting,
    Claim,
    LockWaiters,
    Enlist,
    ClaimFor,
    Grant,
    Wake,
    Delist,
    UnlockWaiters,
    Look,
    Park,
    Withdraw,
    Pend,
    Commit,
    Free,
    Settle,
    Seal,
    Refuse,
    Shut,
    AwaitHome,
    TakeDown,
    Destroy,
  };
};

struct StreamPool {
  enum Action {
    CallCurrent,
    CallSubmit,
    CallClose,
    Release,
    SetCurrent,
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
  };
};

}  // namespace lockstep::model

#endif  // LOCKSTEP_ACTIONS_HPP
