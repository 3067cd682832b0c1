------------------------------ MODULE LeasePool ------------------------------
(***************************************************************************)
(* A pool of GPU streams that are leased: from acquire to release a stream *)
(* is one thread's alone.  Whoever finds none free waits, as long as it    *)
(* said, and waiters are served in the order in which they came.           *)
(*                                                                         *)
(* All that is true of a stream stands in one word: its state, the works   *)
(* still pending, whether close has shut it, and which lease is the        *)
(* present one (its generation; here: the lease that a thread holds).  So  *)
(* a claim and a release are one compare-and-set each.  Only who must wait *)
(* goes to the queue, which a lock protects.                               *)
(*                                                                         *)
(* One action is what one thread does between two consecutive step points  *)
(* of LeasePoolProtocol.java and lease_pool_protocol.hpp: at most one      *)
(* access that others could see.  What the lock protects is nobody else's. *)
(***************************************************************************)
EXTENDS Integers, Sequences

CONSTANTS
    Threads,   \* threads that lease
    Handlers,  \* threads of the device and of the collector of leaks
    May,       \* what each thread may do of Deeds
    Size,      \* streams 0..Size-1
    Hint,      \* [Threads -> Slots], where each looks first
    Total,     \* how long a timed acquire may wait
    Works,     \* works a lessee may leave pending
    Fifo,      \* may nobody overtake who waits?
    None       \* no slot, no call

Deeds == {"try", "timed", "forever", "submit", "again", "keep",
          "interrupt", "close", "exit", "leak"}
Slots    == 0..Size-1
Everyone == Threads \cup Handlers
Forever  == -1

ASSUME /\ Size \in Nat \ {0} /\ Total \in Nat /\ Works \in Nat
       /\ Threads \cap Handlers = {} /\ May \in [Threads -> SUBSET Deeds]
       /\ Hint \in [Threads -> Slots] /\ Fifo \in BOOLEAN

VARIABLES
    pc,          \* step point at which each thread stands
    op,          \* the call each thread is in
    result,      \* how its last call ended, if not simply well
    cursor,      \* how far it has come with the slots
    lease,       \* the slot that it leases
    last,        \* the slot that it leased last: a stale handle, and a hint
    left,        \* how long its acquire may still wait
    interrupted, \* has somebody interrupted it?
    state,       \* of each slot: free, held, draining, retired, gone
    shut,        \* has close been at the slot?       (one word with state)
    pending,     \* works not yet completed on it     (one word with state)
    busy,        \* works that the device still executes of it
    alive,       \* does the device hold a queue for it?
    guard,       \* who holds the lock of the waiters
    queue,       \* who waits, in order
    waiting,     \* how many; read without the lock
    sealed,      \* has close been at the queue?
    status,      \* what a waiter has been told: none, waiting, granted, closed
    woken,       \* may it return from its next park? (the permit of unpark)
    h_ahead      \* history: who was waiting when the thread called acquire

local   == <<op, result, cursor, last, left, interrupted>>
words   == <<state, shut, pending>>
device  == <<busy, alive>>
slots   == <<lease, words, device>>
roll    == <<queue, waiting, sealed, status>>
waiters == <<roll, h_ahead>>
vars    == <<pc, local, slots, guard, waiters, woken>>

\* Every variable stays within its type.
TypeOK ==
    /\ pc \in [Everyone -> {"Idle", "Gone", "CheckWaiting", "Claim",
           "LockWaiters", "Enlist", "ClaimFor", "Grant", "Wake", "Delist",
           "UnlockWaiters", "Look", "Park", "Withdraw", "Pend", "Commit",
           "Free", "Settle", "Seal", "Refuse", "Shut", "AwaitHome", "TakeDown",
           "Destroy"}]
    /\ op \in [Everyone -> {None, "try", "acquire", "submit", "release",
                            "settle", "close"}]
    /\ result \in [Everyone -> {"none", "timeout", "interrupted", "closed",
                                "stale"}]
    /\ cursor \in [Everyone -> Slots]
    /\ lease \in [Everyone -> Slots \cup {None}]
    /\ last \in [Everyone -> Slots \cup {None}]
    /\ left \in [Threads -> Forever..Total]
    /\ interrupted \in [Threads -> BOOLEAN]
    /\ state \in [Slots -> {"free", "held", "draining", "retired", "gone"}]
    /\ shut \in [Slots -> BOOLEAN] /\ pending \in [Slots -> Nat]
    /\ busy \in [Slots -> Nat] /\ alive \in [Slots -> BOOLEAN]
    /\ guard \in Everyone \cup {None} /\ queue \in Seq(Threads)
    /\ waiting \in Nat /\ sealed \in BOOLEAN
    /\ status \in [Threads -> {"none", "waiting", "granted", "closed"}]
    /\ woken \in [Threads -> BOOLEAN]
    /\ h_ahead \in [Threads -> SUBSET Threads]

Init ==
    /\ pc = [t \in Everyone |-> "Idle"] /\ op = [t \in Everyone |-> None]
    /\ result = [t \in Everyone |-> "none"]
    /\ cursor = [t \in Everyone |-> 0]
    /\ lease = [t \in Everyone |-> None] /\ last = [t \in Everyone |-> None]
    /\ left = [t \in Threads |-> Forever]
    /\ interrupted = [t \in Threads |-> FALSE]
    /\ state = [s \in Slots |-> "free"] /\ shut = [s \in Slots |-> FALSE]
    /\ pending = [s \in Slots |-> 0]
    /\ busy = [s \in Slots |-> 0] /\ alive = [s \in Slots |-> TRUE]
    /\ guard = None /\ queue = <<>> /\ waiting = 0 /\ sealed = FALSE
    /\ status = [t \in Threads |-> "none"]
    /\ woken = [t \in Threads |-> FALSE]
    /\ h_ahead = [t \in Threads |-> {}]

At(t, p)      == pc[t] = p
Goto(t, q)    == pc' = [pc EXCEPT ![t] = q]
Move(t, p, q) == At(t, p) /\ Goto(t, q)

\* The end of a call, at which the thread touches nothing shared.
Return(t, how) ==
    /\ Goto(t, "Idle") /\ op' = [op EXCEPT ![t] = None]
    /\ result' = [result EXCEPT ![t] = how]
    /\ cursor' = [cursor EXCEPT ![t] = 0]
    /\ left' = [x \in Threads |-> IF x = t THEN Forever ELSE left[x]]
    /\ last' = IF t \in Handlers THEN [last EXCEPT ![t] = None] ELSE last
    /\ UNCHANGED interrupted
Stay(t, q) == Goto(t, q) /\ UNCHANGED local

\* The slot that t looks at next: it begins with the one it had last.
Here(t) == ((IF last[t] = None THEN Hint[t] ELSE last[t]) + cursor[t]) % Size

\* On to the next slot, or to what follows the last one.
Advance(t, again, after) ==
    LET more == cursor[t] + 1 < Size IN
    /\ Goto(t, IF more THEN again ELSE after)
    /\ cursor' = [cursor EXCEPT ![t] = IF more THEN @ + 1 ELSE 0]
    /\ UNCHANGED <<op, result, last, left, interrupted>>

\* What becomes of a slot that nobody leases any more.
Home(s) == IF shut[s] THEN "retired" ELSE "free"

\* Whose turn it is; and that u has been told that its wait is over.
First == Head(queue)
Tell(u, what) ==
    /\ status' = [status EXCEPT ![u] = what]
    /\ h_ahead' = [x \in Threads |-> h_ahead[x] \ {u}]

-----------------------------------------------------------------------------
(* What a client does: a call goes up to its first step point.             *)

Call(t, name, point, limit) ==
    /\ Move(t, "Idle", point)
    /\ op' = [op EXCEPT ![t] = name]
    /\ result' = [result EXCEPT ![t] = "none"]
    /\ left' = [left EXCEPT ![t] = limit]
    /\ UNCHANGED <<cursor, last, interrupted, slots, guard, roll, woken>>

\* No thread leases twice: that could wait for itself.
Acquire(t, name, limit) ==
    /\ lease[t] = None
    /\ Call(t, name, IF Fifo THEN "CheckWaiting" ELSE "Claim", limit)
    /\ h_ahead' = IF Fifo /\ name = "acquire"
                    THEN [h_ahead EXCEPT ![t] =
                            {u \in Threads : status[u] = "waiting"}]
                    ELSE h_ahead

\* Impl: LeasePool.tryAcquire, LeasePoolFlow::tryAcquire
CallTry(t) == "try" \in May[t] /\ Acquire(t, "try", Forever)
\* Impl: LeasePool.acquire, LeasePoolFlow::acquire
CallAcquire(t, limit) ==
    /\ (IF limit = Forever THEN "forever" ELSE "timed") \in May[t]
    /\ Acquire(t, "acquire", limit)

\* With its lease, or with one that it gave back before.
HasHandle(t) == lease[t] # None \/ ("again" \in May[t] /\ last[t] # None)

\* Impl: Lease.close, LeasePoolFlow::release
CallRelease(t) ==
    /\ "keep" \notin May[t] /\ HasHandle(t)
    /\ Call(t, "release", "Free", Forever) /\ UNCHANGED h_ahead
\* Impl: Lease.submit, LeasePoolFlow::submit
CallSubmit(t) ==
    /\ "submit" \in May[t] /\ HasHandle(t)
    /\ Call(t, "submit", "Pend", Forever) /\ UNCHANGED h_ahead
    /\ pending[last[t]] < Works
\* Impl: LeasePool.close, LeasePoolFlow::close
CallClose(t) ==
    /\ "close" \in May[t] /\ lease[t] = None
    /\ Call(t, "close", "LockWaiters", Forever) /\ UNCHANGED h_ahead

-----------------------------------------------------------------------------
(* acquire(): a free slot if nobody waits, else a place in the queue.      *)

\* Asked by who comes, so as not to overtake, and by who has freed a slot:
\* after it has.  A waiter looks at the slots after it is counted.  So of the
\* two at least one sees the other, and no wake-up is lost.
\* Impl: LeasePoolProtocol.checkWaiting, LeasePoolProtocol::checkWaiting
CheckWaiting(t) ==
    LET comes == op[t] \in {"try", "acquire"} IN
    /\ At(t, "CheckWaiting")
    /\ CASE comes /\ waiting = 0        -> Stay(t, "Claim")
         [] op[t] = "try" /\ waiting > 0 -> Return(t, "timeout")
         [] ~comes /\ waiting = 0       -> Return(t, "none")
         [] OTHER                       -> Stay(t, "LockWaiters")
    /\ UNCHANGED <<slots, guard, waiters, woken>>

\* One compare-and-set: the slot is free, and from now on mine.
\* Impl: LeasePoolProtocol.claim, LeasePoolProtocol::claim
Claim(t) ==
    LET s == Here(t) IN
    /\ At(t, "Claim")
    /\ IF state[s] = "free"
         THEN /\ state' = [state EXCEPT ![s] = "held"]
              /\ lease' = [lease EXCEPT ![t] = s]
              /\ Goto(t, "Idle") /\ op' = [op EXCEPT ![t] = None]
              /\ cursor' = [cursor EXCEPT ![t] = 0]
              /\ last' = [last EXCEPT ![t] = s]
              /\ left' = [left EXCEPT ![t] = Forever]
              /\ UNCHANGED <<result, interrupted>>
         ELSE /\ UNCHANGED <<state, lease>>
              /\ IF shut[s] THEN Return(t, "closed")
                 ELSE IF op[t] = "try" /\ cursor[t] + 1 = Size
                   THEN Return(t, "timeout")
                   ELSE Advance(t, "Claim", "LockWaiters")
    /\ UNCHANGED <<shut, pending, device, guard, waiters, woken>>

\* What the lock protects is read when it is taken: why t came, who waits.
\* Impl: LeasePoolProtocol.lockWaiters, LeasePoolProtocol::lockWaiters
LockWaiters(t) ==
    /\ guard = None /\ guard' = t
    /\ At(t, "LockWaiters")
    /\ Stay(t, CASE op[t] = "close"    -> "Seal"
                 [] op[t] = "acquire" -> IF status[t] = "none" THEN "Enlist"
                                                              ELSE "Withdraw"
                 [] OTHER -> IF queue = <<>> THEN "UnlockWaiters"
                                             ELSE "ClaimFor")
    /\ UNCHANGED <<slots, waiters, woken>>

\* Counted before it looks at the slots again.
\* Impl: LeasePoolProtocol.enlist, LeasePoolProtocol::enlist
Enlist(t) ==
    /\ At(t, "Enlist")
    /\ IF sealed
         THEN /\ Goto(t, "UnlockWaiters")
              /\ result' = [result EXCEPT ![t] = "closed"]
              /\ UNCHANGED <<op, cursor, last, left, interrupted, waiters>>
         ELSE /\ Stay(t, "ClaimFor")
              /\ queue' = Append(queue, t) /\ waiting' = waiting + 1
              /\ status' = [status EXCEPT ![t] = "waiting"]
              /\ UNCHANGED <<sealed, h_ahead>>
    /\ UNCHANGED <<slots, guard, woken>>

\* Whoever holds the lock claims for whose turn it is, be it itself.
\* Impl: LeasePoolProtocol.claimFor, LeasePoolProtocol::claimFor
ClaimFor(t) ==
    LET s == Here(t) IN
    /\ At(t, "ClaimFor")
    /\ IF state[s] = "free"
         THEN /\ state' = [state EXCEPT ![s] = "held"] /\ Stay(t, "Grant")
         ELSE /\ Advance(t, "ClaimFor", "UnlockWaiters") /\ UNCHANGED state
    /\ UNCHANGED <<lease, shut, pending, device, guard, waiters, woken>>

\* From now on the waiter may find its lease, and only then is it woken.
\* Impl: LeasePoolProtocol.grant, LeasePoolProtocol::grant
Grant(t) ==
    /\ At(t, "Grant") /\ Goto(t, "Wake") /\ Tell(First, "granted")
    /\ lease' = [lease EXCEPT ![First] = Here(t)]
    /\ last' = [last EXCEPT ![First] = Here(t)]
    /\ UNCHANGED <<op, result, cursor, left, interrupted, words, device, guard,
                   queue, waiting, sealed, woken>>

\* Impl: LeasePoolProtocol.wake, LeasePoolProtocol::wake
Wake(t) ==
    /\ At(t, "Wake") /\ Stay(t, "Delist")
    /\ woken' = [woken EXCEPT ![First] = TRUE]
    /\ UNCHANGED <<slots, guard, waiters>>

\* Impl: LeasePoolProtocol.delist, LeasePoolProtocol::delist
Delist(t) ==
    /\ At(t, "Delist")
    /\ queue' = Tail(queue) /\ waiting' = waiting - 1
    /\ IF Len(queue) = 1
         THEN /\ Goto(t, "UnlockWaiters") /\ cursor' = [cursor EXCEPT ![t] = 0]
              /\ UNCHANGED <<op, result, last, left, interrupted>>
         ELSE IF op[t] = "close" THEN Stay(t, "Refuse")
         ELSE Advance(t, "ClaimFor", "UnlockWaiters")
    /\ UNCHANGED <<slots, guard, sealed, status, h_ahead, woken>>

\* Impl: LeasePoolProtocol.unlockWaiters, LeasePoolProtocol::unlockWaiters
UnlockWaiters(t) ==
    /\ At(t, "UnlockWaiters") /\ guard' = None
    /\ CASE op[t] = "close" -> Stay(t, "Shut")
         [] op[t] = "acquire" /\ status[t] # "none" -> Stay(t, "Look")
         [] OTHER -> Return(t, result[t])
    /\ UNCHANGED <<slots, waiters, woken>>

\* A grant counts, also if the time was up when it came.
\* Impl: LeasePoolProtocol.look, LeasePoolProtocol::look
Look(t) ==
    /\ At(t, "Look")
    /\ IF status[t] = "waiting"
         THEN /\ Stay(t, IF interrupted[t] \/ left[t] = 0 THEN "LockWaiters"
                                                         ELSE "Park")
              /\ UNCHANGED status
         ELSE /\ Return(t, IF status[t] = "closed" THEN "closed" ELSE "none")
              /\ status' = [status EXCEPT ![t] = "none"]
    /\ UNCHANGED <<slots, guard, queue, waiting, sealed, h_ahead, woken>>

\* Asleep, until woken, interrupted, or out of time: looks again in each case,
\* since who wakes it may do so late, in a wait to come.
\* Impl: LeasePoolProtocol.park, LeasePoolProtocol::park
Park(t) ==
    /\ At(t, "Park") /\ (woken[t] \/ interrupted[t] \/ left[t] = 0)
    /\ Stay(t, "Look") /\ woken' = [woken EXCEPT ![t] = FALSE]
    /\ UNCHANGED <<slots, guard, waiters>>

\* Under the lock it is decided which came first, the grant or giving up.
\* Impl: LeasePoolProtocol.withdraw, LeasePoolProtocol::withdraw
Withdraw(t) ==
    LET waits == status[t] = "waiting" IN
    /\ At(t, "Withdraw") /\ Goto(t, "UnlockWaiters")
    /\ Tell(t, "none")
    /\ queue' = IF waits THEN SelectSeq(queue, LAMBDA u : u # t) ELSE queue
    /\ waiting' = IF waits THEN waiting - 1 ELSE waiting
    /\ result' = [result EXCEPT ![t] =
                     CASE waits /\ interrupted[t] -> "interrupted"
                       [] waits /\ ~interrupted[t] -> "timeout"
                       [] status[t] = "closed" -> "closed"
                       [] OTHER -> "none"]
    /\ interrupted' = [interrupted EXCEPT ![t] = @ /\ ~waits]
    /\ UNCHANGED <<op, cursor, last, left, slots, guard, sealed, woken>>

-----------------------------------------------------------------------------
(* submit() and release(): with the word of the slot.  A stale handle has  *)
(* another generation than the word, and is refused.                       *)

\* Counted before the device can complete it.
\* Impl: LeasePoolProtocol.pend, LeasePoolProtocol::pend
Pend(t) ==
    /\ At(t, "Pend")
    /\ IF lease[t] = None
         THEN Return(t, "stale") /\ UNCHANGED pending
         ELSE /\ Stay(t, "Commit")
              /\ pending' = [pending EXCEPT ![last[t]] = @ + 1]
    /\ UNCHANGED <<lease, state, shut, device, guard, waiters, woken>>

\* Impl: LeasePoolProtocol.commit, LeasePoolProtocol::commit
Commit(t) ==
    /\ At(t, "Commit") /\ Return(t, "none")
    /\ busy' = [busy EXCEPT ![last[t]] = @ + 1]
    /\ UNCHANGED <<lease, words, alive, guard, waiters, woken>>

\* With work pending nobody may have it yet: its completion brings it home.
\* Impl: LeasePoolProtocol.free, LeasePoolProtocol::free
Free(t) ==
    LET s == last[t] IN
    /\ At(t, "Free")
    /\ lease' = [lease EXCEPT ![t] = None]
    /\ CASE lease[t] = None -> Return(t, "stale") /\ UNCHANGED state
         [] lease[t] # None /\ pending[s] > 0 ->
              Return(t, "none") /\ state' = [state EXCEPT ![s] = "draining"]
         [] OTHER ->
              /\ state' = [state EXCEPT ![s] = Home(s)]
              /\ IF shut[s] THEN Return(t, "none") ELSE Stay(t, "CheckWaiting")
    /\ UNCHANGED <<shut, pending, device, guard, waiters, woken>>

\* The handler of a completed work.
\* Impl: LeasePoolProtocol.settle, LeasePoolProtocol::settle
Settle(h) ==
    LET s    == last[h]
        done == state[s] = "draining" /\ pending[s] = 1
    IN
    /\ At(h, "Settle")
    /\ pending' = [pending EXCEPT ![s] = @ - 1]
    /\ state' = IF done THEN [state EXCEPT ![s] = Home(s)] ELSE state
    /\ IF done /\ ~shut[s] THEN Stay(h, "CheckWaiting") ELSE Return(h, "none")
    /\ UNCHANGED <<lease, shut, device, guard, waiters, woken>>

-----------------------------------------------------------------------------
(* close(): whoever waits is refused, nobody can claim any more, and each  *)
(* stream is taken down when it has come home.  Lessees are not cut off.   *)

\* Impl: LeasePoolProtocol.seal, LeasePoolProtocol::seal
Seal(t) ==
    /\ At(t, "Seal") /\ sealed' = TRUE
    /\ Stay(t, IF queue = <<>> THEN "UnlockWaiters" ELSE "Refuse")
    /\ UNCHANGED <<slots, guard, queue, waiting, status, h_ahead, woken>>

\* Impl: LeasePoolProtocol.refuse, LeasePoolProtocol::refuse
Refuse(t) ==
    /\ At(t, "Refuse") /\ Stay(t, "Wake") /\ Tell(First, "closed")
    /\ UNCHANGED <<slots, guard, queue, waiting, sealed, woken>>

\* Impl: LeasePoolProtocol.shut, LeasePoolProtocol::shut
Shut(t) ==
    LET s == cursor[t] IN
    /\ At(t, "Shut") /\ Advance(t, "Shut", "AwaitHome")
    /\ shut' = [shut EXCEPT ![s] = TRUE]
    /\ state' = [state EXCEPT ![s] = IF @ = "free" THEN "retired" ELSE @]
    /\ UNCHANGED <<lease, pending, device, guard, waiters, woken>>

\* Impl: LeasePoolProtocol.awaitHome, LeasePoolProtocol::awaitHome
AwaitHome(t) ==
    /\ At(t, "AwaitHome") /\ state[cursor[t]] \in {"retired", "gone"}
    /\ Stay(t, "TakeDown")
    /\ UNCHANGED <<slots, guard, waiters, woken>>

NextHome(t) == IF cursor[t] + 1 = Size THEN Return(t, "none")
               ELSE Advance(t, "AwaitHome", "Idle")

\* Of several closers exactly one gets the stream.
\* Impl: LeasePoolProtocol.takeDown, LeasePoolProtocol::takeDown
TakeDown(t) ==
    /\ At(t, "TakeDown")
    /\ state' = [state EXCEPT ![cursor[t]] = "gone"]
    /\ IF state[cursor[t]] = "gone" THEN NextHome(t) ELSE Stay(t, "Destroy")
    /\ UNCHANGED <<lease, shut, pending, device, guard, waiters, woken>>

\* Impl: LeasePoolProtocol.destroy, LeasePoolProtocol::destroy
Destroy(t) ==
    /\ At(t, "Destroy") /\ NextHome(t)
    /\ alive' = [alive EXCEPT ![cursor[t]] = FALSE]
    /\ UNCHANGED <<lease, words, busy, guard, waiters, woken>>

-----------------------------------------------------------------------------
(* The environment: the device works, time passes, threads are interrupted *)
(* and end, and a lease that nobody can reach any more is found.           *)

Handle(h, point, name, s) ==
    /\ Move(h, "Idle", point)
    /\ op' = [op EXCEPT ![h] = name] /\ last' = [last EXCEPT ![h] = s]
    /\ UNCHANGED <<result, cursor, left, interrupted, words, alive, guard,
                   waiters, woken>>

GpuComplete(h, s) ==
    /\ busy[s] > 0 /\ busy' = [busy EXCEPT ![s] = @ - 1]
    /\ Handle(h, "Settle", "settle", s) /\ UNCHANGED lease

Collect(h, t) ==
    /\ At(t, "Gone") /\ lease[t] # None
    /\ lease' = [lease EXCEPT ![h] = lease[t], ![t] = None]
    /\ Handle(h, "Free", "release", lease[t]) /\ UNCHANGED busy

Environment(t) == UNCHANGED <<op, result, cursor, last, slots, guard, waiters,
                              woken>>

\* The clock of a wait starts when the first look at the slots was in vain: to
\* read it would cost more than the look.
Tick(t) ==
    /\ pc[t] \notin {"CheckWaiting", "Claim"}
    /\ left[t] > 0 /\ left' = [left EXCEPT ![t] = @ - 1]
    /\ UNCHANGED <<pc, interrupted>> /\ Environment(t)

Interrupt(t) ==
    /\ "interrupt" \in May[t] /\ op[t] = "acquire" /\ ~interrupted[t]
    /\ interrupted' = [interrupted EXCEPT ![t] = TRUE]
    /\ UNCHANGED <<pc, left>> /\ Environment(t)

ThreadExit(t) ==
    /\ "exit" \in May[t] /\ (lease[t] = None \/ "leak" \in May[t])
    /\ Move(t, "Idle", "Gone") /\ result' = [result EXCEPT ![t] = "none"]
    /\ last' = [last EXCEPT ![t] = None]
    /\ interrupted' = [interrupted EXCEPT ![t] = FALSE]
    /\ UNCHANGED <<op, cursor, left, slots, guard, waiters, woken>>

\* Legal termination: without it, the end would look like a deadlock.
Terminated ==
    /\ \A t \in Threads : At(t, "Gone") /\ lease[t] = None
    /\ \A h \in Handlers : At(h, "Idle")
    /\ \A s \in Slots : busy[s] = 0
    /\ UNCHANGED vars

-----------------------------------------------------------------------------
Client(t) == \/ CallTry(t) \/ \E limit \in {Forever, Total} : CallAcquire(t, limit)
             \/ CallRelease(t) \/ CallSubmit(t) \/ CallClose(t)

\* What t does once it is in a call: one of these, by its step point.
Step(t) ==
    \/ CheckWaiting(t) \/ Claim(t) \/ LockWaiters(t) \/ Enlist(t)
    \/ ClaimFor(t) \/ Grant(t) \/ Wake(t) \/ Delist(t) \/ UnlockWaiters(t)
    \/ Look(t) \/ Park(t) \/ Withdraw(t) \/ Pend(t) \/ Commit(t) \/ Free(t)
    \/ Settle(t) \/ Seal(t) \/ Refuse(t) \/ Shut(t) \/ AwaitHome(t)
    \/ TakeDown(t) \/ Destroy(t)

Next ==
    \/ \E t \in Threads : Client(t) \/ Tick(t) \/ Interrupt(t) \/ ThreadExit(t)
    \/ \E t \in Everyone : Step(t)
    \/ \E h \in Handlers : \/ \E s \in Slots : GpuComplete(h, s)
                           \/ \E t \in Threads : Collect(h, t)
    \/ Terminated

Spec == Init /\ [][Next]_vars

\* Threads in a call go on, the device works, time passes, what has leaked is
\* found.  The lock of the waiters lets nobody starve.
GoOn == /\ \A t \in Everyone : WF_vars(Step(t)) /\ SF_vars(LockWaiters(t))
        /\ \A t \in Threads : WF_vars(Tick(t))
        /\ \A h \in Handlers :
              /\ WF_vars(\E s \in Slots : GpuComplete(h, s))
              /\ WF_vars(\E t \in Threads : Collect(h, t))

\* Nobody must ever give a stream back.
HoldSpec == Spec /\ GoOn

\* Whoever has a stream gives it back some day, however much it works on it.
FairSpec == /\ HoldSpec
            /\ \A t \in Threads : SF_vars(lease[t] # None /\ CallRelease(t))

-----------------------------------------------------------------------------
\* A stream is leased by one thread at most.
ExclusiveInv == \A t, u \in Everyone :
                    t # u /\ lease[t] # None => lease[t] # lease[u]

\* Whoever leases a stream has it: it is not free for others, nor taken down.
LeasedIsHeldInv == \A t \in Everyone :
                       lease[t] # None => state[lease[t]] = "held"

\* A stream that is not free has somebody who will give it back.
NoLostStreamInv == \A s \in Slots : state[s] = "held" =>
    \E t \in Everyone : lease[t] = s \/ (At(t, "Grant") /\ Here(t) = s)

\* Nobody gets a stream on which work of another is pending.
DrainedInv == \A s \in Slots :
                  state[s] \in {"free", "retired", "gone"} => busy[s] = 0

\* Nobody hands work to a stream that it does not lease.
LesseeWorksInv == \A t \in Threads : At(t, "Commit") => lease[t] # None

\* Of several closers exactly one takes a stream down.
TakenDownOnceInv == \A t \in Threads : At(t, "Destroy") => alive[cursor[t]]

\* While somebody waits and a stream is free, somebody is coming to match them.
NoLostWakeupInv ==
    (queue # <<>> /\ guard = None /\ \E s \in Slots : state[s] = "free") =>
    \E t \in Everyone : \/ At(t, "LockWaiters")
                        \/ At(t, "CheckWaiting") /\ op[t] # "acquire"

\* Whoever has been told something will not sleep over it.
ToldIsWokenInv ==
    \A t \in Threads : (At(t, "Park") /\ status[t] # "waiting") =>
        woken[t] \/ \E u \in Everyone : At(u, "Wake") /\ First = t

\* The count of waiters is right whenever nobody is changing it.
CountedInv == guard = None => waiting = Len(queue)

\* Nobody gets a stream before those who waited when it came.
FifoInv == \A t \in Threads : lease[t] # None => h_ahead[t] = {}

\* The time that a wait has left only ever gets less.
DeadlineProp == [][\A t \in Threads : op[t] = "acquire" /\ op'[t] = "acquire"
                       => left'[t] <= left[t]]_vars

\* Every waiter is served, if whoever has a stream gives it back some day.
WaiterServedLive == \A t \in Threads : (op[t] = "acquire") ~> (op[t] = None)

\* A waiter with a timeout is answered, even if nothing is ever given back.
TimedAnsweredLive == \A t \in Threads :
                         (op[t] = "acquire" /\ left[t] >= 0) ~> (op[t] = None)

\* A close returns, if whoever has a stream gives it back some day.
CloseReturnsLive == \A t \in Threads : (op[t] = "close") ~> (op[t] = None)
=============================================================================
