----------------------------- MODULE StreamPool -----------------------------
(***************************************************************************)
(* A pool of GPU streams that many threads share.                          *)
(*                                                                         *)
(* Stream 0 is the default one and belongs to the main thread.  A worker   *)
(* is bound round robin to one of the streams 1..PoolSize at first use and *)
(* keeps it; with more workers than streams, streams are shared.  A stream *)
(* is created by whoever needs it first.  The pool can be closed while     *)
(* callers are inside: the close waits for them, they are never cut off.   *)
(*                                                                         *)
(* One action is what one thread does between two consecutive step points  *)
(* of StreamPoolProtocol.java and stream_pool_protocol.hpp: at most one    *)
(* access to shared state.  pc[t] is the step point t stands at, and bears *)
(* the name of the action that comes next.                                 *)
(***************************************************************************)
EXTENDS Naturals

CONSTANTS
    Threads,    \* all threads that may call the pool
    Main,       \* the one that stream 0 belongs to
    May,        \* what each thread may do of Deeds
    PoolSize,   \* streams 1..PoolSize serve the workers
    Stripes,    \* callers at different gates share no cache line
    StripeOf,   \* [Threads -> 0..Stripes-1], the gate each thread takes
    None        \* no stream, no thread, no call

Deeds == {"current", "submit", "close", "rebind", "exit", "restart"}

ASSUME /\ Main \in Threads /\ May \in [Threads -> SUBSET Deeds]
       /\ PoolSize \in Nat \ {0} /\ Stripes \in Nat \ {0}
       /\ StripeOf \in [Threads -> 0..Stripes-1]

Streams == 0..PoolSize
Gates   == 0..Stripes-1

VARIABLES
    pc,         \* step point at which each thread stands
    op,         \* the call each thread is in
    cursor,     \* how far a closer has come with gates or streams
    refused,    \* did the thread's last call end with "pool is closed"?
    binding,    \* the thread's stream: a thread-local of the code
    counter,    \* round robin: the next worker gets 1 + counter
    slot,       \* what readers see of each stream: empty, ready, retired
    creation,   \* who holds the creation lock
    inside,     \* per gate, how many callers are counted in
    sealed,     \* per gate, has close shut it?  (one word with inside)
    queues,     \* how many queues of each stream the device holds
    streamLock, \* who holds each stream's lock
    buffer,     \* each stream's command buffer: none or recording
    busy        \* does the device still execute work of the stream?

local  == <<op, cursor, refused, binding>>
pool   == <<counter, slot, creation>>
gate   == <<inside, sealed>>
device == <<queues, streamLock, buffer, busy>>
vars   == <<pc, local, pool, gate, device>>

\* Every variable stays within its type.
TypeOK ==
    /\ pc \in [Threads -> {"Idle", "Gone", "Peek", "Enter", "Count", "ReadSlot",
           "LockCreation", "RecheckSlot", "Create", "Publish",
           "UnlockCreation", "LockStream", "TakeBuffer", "Commit",
           "UnlockStream", "Leave", "Seal", "AwaitEmpty", "AwaitIdle",
           "Retire", "Destroy"}]
    /\ op \in [Threads -> {None, "current", "submit", "close"}]
    /\ cursor \in [Threads -> Streams \cup Gates]
    /\ refused \in [Threads -> BOOLEAN]
    /\ binding \in [Threads -> Streams \cup {None}]
    /\ counter \in 0..PoolSize-1
    /\ slot \in [Streams -> {"empty", "ready", "retired"}]
    /\ creation \in Threads \cup {None}
    /\ inside \in [Gates -> Nat] /\ sealed \in [Gates -> BOOLEAN]
    /\ queues \in [Streams -> Nat] /\ busy \in [Streams -> BOOLEAN]
    /\ streamLock \in [Streams -> Threads \cup {None}]
    /\ buffer \in [Streams -> {"none", "recording"}]

FirstCount == 0

Init ==
    /\ pc = [t \in Threads |-> "Idle"] /\ op = [t \in Threads |-> None]
    /\ cursor = [t \in Threads |-> 0] /\ refused = [t \in Threads |-> FALSE]
    /\ binding = [t \in Threads |-> None]
    /\ counter = FirstCount /\ creation = None
    /\ slot = [s \in Streams |-> "empty"] /\ queues = [s \in Streams |-> 0]
    /\ inside = [g \in Gates |-> 0] /\ sealed = [g \in Gates |-> FALSE]
    /\ streamLock = [s \in Streams |-> None]
    /\ buffer = [s \in Streams |-> "none"] /\ busy = [s \in Streams |-> FALSE]

At(t, p)      == pc[t] = p
Goto(t, q)    == pc' = [pc EXCEPT ![t] = q]
Move(t, p, q) == At(t, p) /\ Goto(t, q)

\* The end of a call, at which the thread touches nothing shared.
Return(t) == Goto(t, "Idle") /\ op' = [op EXCEPT ![t] = None]
                             /\ cursor' = [cursor EXCEPT ![t] = 0]

(* What a client does.  Nothing shared is touched: a call goes up to its   *)
(* first step point; rebinding and releasing are thread-local.             *)

Call(t, name, point) ==
    /\ name \in May[t] /\ Move(t, "Idle", point)
    /\ op' = [op EXCEPT ![t] = name]
    /\ refused' = [refused EXCEPT ![t] = FALSE]
    /\ UNCHANGED <<cursor, binding, pool, gate, device>>

\* A bound thread need not pass the gate to learn its stream.
\* Impl: StreamPool.current, StreamPoolFlow::current
CallCurrent(t) ==
    Call(t, "current", IF binding[t] = None THEN "Enter" ELSE "Peek")
\* Impl: StreamPool.submit, StreamPoolFlow::submit
CallSubmit(t)  == Call(t, "submit", "Enter")
\* Impl: StreamPool.close, StreamPoolFlow::close
CallClose(t)   == Call(t, "close", "Seal")

Rebind(t, b) ==
    /\ "rebind" \in May[t] /\ At(t, "Idle") /\ binding[t] # b
    /\ binding' = [binding EXCEPT ![t] = b]
    /\ UNCHANGED <<pc, op, cursor, refused, pool, gate, device>>

\* Stream 0 is nobody's but main's: setCurrent(0) by a worker is refused.
\* Impl: StreamPoolProtocol.setCurrent, StreamPoolFlow::setCurrent
SetCurrent(t, s) == (s = 0 => t = Main) /\ Rebind(t, s)
\* Impl: StreamPool.release, StreamPoolFlow::release
Release(t)       == Rebind(t, None)

(* current() and submit(): through the gate, to a stream that exists.      *)

\* A retired slot tells of the close; an empty one sends t to the gate.
\* Impl: StreamPoolProtocol.peek, StreamPoolProtocol::peek
Peek(t) ==
    LET seen == slot[binding[t]] IN
    /\ At(t, "Peek")
    /\ refused' = [refused EXCEPT ![t] = seen = "retired"]
    /\ IF seen # "empty" THEN Return(t)
                         ELSE Goto(t, "Enter") /\ UNCHANGED <<op, cursor>>
    /\ UNCHANGED <<binding, pool, gate, device>>

\* One compare-and-set counts t in unless the gate is shut: no close can come
\* between looking and counting, and a shut gate's count only ever falls.
\* Impl: StreamPoolProtocol.enter, StreamPoolProtocol::enter
Enter(t) ==
    LET g    == StripeOf[t]
        mine == IF binding[t] = None /\ t = Main THEN 0 ELSE binding[t]
    IN
    /\ At(t, "Enter")
    /\ IF sealed[g]
         THEN /\ Return(t) /\ refused' = [refused EXCEPT ![t] = TRUE]
              /\ UNCHANGED <<binding, inside>>
         ELSE /\ Goto(t, IF mine = None THEN "Count" ELSE "ReadSlot")
              /\ inside' = [inside EXCEPT ![g] = @ + 1]
              /\ binding' = [binding EXCEPT ![t] = mine]
              /\ UNCHANGED <<op, cursor, refused>>
    /\ UNCHANGED <<pool, sealed, device>>

\* The counter stays in range, so that its wrap-around skips no stream.
\* Impl: StreamPoolProtocol.count, StreamPoolProtocol::count
Count(t) ==
    /\ Move(t, "Count", "ReadSlot") /\ counter' = (counter + 1) % PoolSize
    /\ binding' = [binding EXCEPT ![t] = 1 + counter]
    /\ UNCHANGED <<op, cursor, refused, slot, creation, gate, device>>

WithStream(t) == IF op[t] = "submit" THEN "LockStream" ELSE "Leave"

\* Impl: StreamPoolProtocol.readSlot, StreamPoolProtocol::readSlot
ReadSlot(t) ==
    /\ Move(t, "ReadSlot", IF slot[binding[t]] = "ready" THEN WithStream(t)
                                                         ELSE "LockCreation")
    /\ UNCHANGED <<local, pool, gate, device>>

\* Impl: StreamPoolProtocol.lockCreation, StreamPoolProtocol::lockCreation
LockCreation(t) ==
    /\ creation = None /\ creation' = t
    /\ Move(t, "LockCreation", "RecheckSlot")
    /\ UNCHANGED <<local, counter, slot, gate, device>>

\* Another thread may have created the stream since ReadSlot.
\* Impl: StreamPoolProtocol.recheckSlot, StreamPoolProtocol::recheckSlot
RecheckSlot(t) ==
    /\ Move(t, "RecheckSlot", IF slot[binding[t]] = "ready"
                              THEN "UnlockCreation" ELSE "Create")
    /\ UNCHANGED <<local, pool, gate, device>>

\* Impl: StreamPoolProtocol.create, StreamPoolProtocol::create
Create(t) ==
    /\ Move(t, "Create", "Publish")
    /\ queues' = [queues EXCEPT ![binding[t]] = @ + 1]
    /\ UNCHANGED <<local, pool, gate, streamLock, buffer, busy>>

\* Only now may others find it: what they find is complete.
\* Impl: StreamPoolProtocol.publish, StreamPoolProtocol::publish
Publish(t) ==
    /\ Move(t, "Publish", "UnlockCreation")
    /\ slot' = [slot EXCEPT ![binding[t]] = "ready"]
    /\ UNCHANGED <<local, counter, creation, gate, device>>

\* Impl: StreamPoolProtocol.unlockCreation, StreamPoolProtocol::unlockCreation
UnlockCreation(t) ==
    /\ Move(t, "UnlockCreation", WithStream(t)) /\ creation' = None
    /\ UNCHANGED <<local, counter, slot, gate, device>>

(* submit(): from taking the command buffer to committing it, the stream   *)
(* is one thread's.  Locking each access by itself would not do: two       *)
(* threads could take the same buffer and both commit it.                  *)

\* Impl: StreamPoolProtocol.lockStream, StreamPoolProtocol::lockStream
LockStream(t) ==
    /\ Move(t, "LockStream", "TakeBuffer") /\ streamLock[binding[t]] = None
    /\ streamLock' = [streamLock EXCEPT ![binding[t]] = t]
    /\ UNCHANGED <<local, pool, gate, queues, buffer, busy>>

\* Impl: StreamPoolProtocol.takeBuffer, StreamPoolProtocol::takeBuffer
TakeBuffer(t) ==
    /\ Move(t, "TakeBuffer", "Commit")
    /\ buffer' = [buffer EXCEPT ![binding[t]] = "recording"]
    /\ UNCHANGED <<local, pool, gate, queues, streamLock, busy>>

\* Impl: StreamPoolProtocol.commit, StreamPoolProtocol::commit
Commit(t) ==
    /\ Move(t, "Commit", "UnlockStream")
    /\ buffer' = [buffer EXCEPT ![binding[t]] = "none"]
    /\ busy' = [busy EXCEPT ![binding[t]] = TRUE]
    /\ UNCHANGED <<local, pool, gate, queues, streamLock>>

\* Impl: StreamPoolProtocol.unlockStream, StreamPoolProtocol::unlockStream
UnlockStream(t) ==
    /\ Move(t, "UnlockStream", "Leave")
    /\ streamLock' = [streamLock EXCEPT ![binding[t]] = None]
    /\ UNCHANGED <<local, pool, gate, queues, buffer, busy>>

\* Impl: StreamPoolProtocol.leave, StreamPoolProtocol::leave
Leave(t) ==
    /\ At(t, "Leave") /\ Return(t)
    /\ inside' = [inside EXCEPT ![StripeOf[t]] = @ - 1]
    /\ UNCHANGED <<refused, binding, pool, sealed, device>>

(* close(): shut every gate, wait until each has emptied, then take the    *)
(* streams down one by one.  Any number of threads may be at it at once.   *)

\* The next round of a loop over 0..n-1, or the first of what follows it.
Advance(t, n, again, after) ==
    LET more == cursor[t] + 1 < n IN
    /\ Goto(t, IF more THEN again ELSE after)
    /\ cursor' = [cursor EXCEPT ![t] = IF more THEN @ + 1 ELSE 0]

\* Retire and Destroy are the last steps of a round over the streams.
NextStream(t) ==
    IF cursor[t] = PoolSize THEN Return(t)
    ELSE Advance(t, PoolSize + 1, "AwaitIdle", "Idle") /\ UNCHANGED op

\* Impl: StreamPoolProtocol.seal, StreamPoolProtocol::seal
Seal(t) ==
    /\ At(t, "Seal") /\ Advance(t, Stripes, "Seal", "AwaitEmpty")
    /\ sealed' = [sealed EXCEPT ![cursor[t]] = TRUE]
    /\ UNCHANGED <<op, refused, binding, pool, inside, device>>

\* Not guarded by "nobody uses the pool": callers inside leave at leisure.
\* Impl: StreamPoolProtocol.awaitEmpty, StreamPoolProtocol::awaitEmpty
AwaitEmpty(t) ==
    /\ At(t, "AwaitEmpty") /\ Advance(t, Stripes, "AwaitEmpty", "AwaitIdle")
    /\ inside[cursor[t]] = 0
    /\ UNCHANGED <<op, refused, binding, pool, gate, device>>

\* Impl: StreamPoolProtocol.awaitIdle, StreamPoolProtocol::awaitIdle
AwaitIdle(t) ==
    /\ Move(t, "AwaitIdle", "Retire") /\ ~busy[cursor[t]]
    /\ UNCHANGED <<local, pool, gate, device>>

\* An atomic exchange: of several closers exactly one gets the stream.
\* Impl: StreamPoolProtocol.retire, StreamPoolProtocol::retire
Retire(t) ==
    /\ At(t, "Retire")
    /\ slot' = [slot EXCEPT ![cursor[t]] = "retired"]
    /\ IF slot[cursor[t]] # "ready" THEN NextStream(t)
       ELSE Goto(t, "Destroy") /\ UNCHANGED <<op, cursor>>
    /\ UNCHANGED <<refused, binding, counter, creation, gate, device>>

\* Impl: StreamPoolProtocol.destroy, StreamPoolProtocol::destroy
Destroy(t) ==
    /\ At(t, "Destroy") /\ NextStream(t)
    /\ queues' = [queues EXCEPT ![cursor[t]] = @ - 1]
    /\ UNCHANGED <<refused, binding, pool, gate, streamLock, buffer, busy>>

(* The environment: threads come and go, the device works.                 *)

\* The binding dies with the thread: whoever takes its role starts unbound.
ThreadExit(t) ==
    /\ "exit" \in May[t] /\ Move(t, "Idle", "Gone")
    /\ binding' = [binding EXCEPT ![t] = None]
    /\ refused' = [refused EXCEPT ![t] = FALSE]
    /\ UNCHANGED <<op, cursor, pool, gate, device>>

ThreadStart(t) ==
    /\ "restart" \in May[t] /\ Move(t, "Gone", "Idle")
    /\ UNCHANGED <<local, pool, gate, device>>

GpuComplete(s) ==
    /\ busy[s] /\ busy' = [busy EXCEPT ![s] = FALSE]
    /\ UNCHANGED <<pc, local, pool, gate, queues, streamLock, buffer>>

\* Legal termination: without it, the end would look like a deadlock.
Terminated == /\ \A t \in Threads : At(t, "Gone")
              /\ \A s \in Streams : ~busy[s]
              /\ UNCHANGED vars

-----------------------------------------------------------------------------
Client(t) == \/ CallCurrent(t) \/ CallSubmit(t) \/ CallClose(t) \/ Release(t)
             \/ \E s \in Streams : SetCurrent(t, s)

\* What t does once it is in a call: one of these, by its step point.
Step(t) ==
    \/ Peek(t) \/ Enter(t) \/ Count(t) \/ ReadSlot(t)
    \/ LockCreation(t) \/ RecheckSlot(t) \/ Create(t) \/ Publish(t)
    \/ UnlockCreation(t) \/ LockStream(t) \/ TakeBuffer(t) \/ Commit(t)
    \/ UnlockStream(t) \/ Leave(t)
    \/ Seal(t) \/ AwaitEmpty(t) \/ AwaitIdle(t) \/ Retire(t) \/ Destroy(t)

Next == \/ \E t \in Threads : \/ Client(t) \/ Step(t)
                              \/ ThreadExit(t) \/ ThreadStart(t)
        \/ \E s \in Streams : GpuComplete(s)
        \/ Terminated

Spec == Init /\ [][Next]_vars

\* Threads in a call go on and the device works; nobody must call or exit.
\* Locks are granted in the order of requests (see EncodingLock), of which
\* strong fairness is what is left here.
FairSpec ==
    /\ Spec
    /\ \A t \in Threads : WF_vars(Step(t))
    /\ \A t \in Threads : SF_vars(LockCreation(t) \/ LockStream(t))
    /\ \A s \in Streams : WF_vars(GpuComplete(s))

-----------------------------------------------------------------------------
InSection(t) == pc[t] \in {"TakeBuffer", "Commit", "UnlockStream"}

\* A stream has at most one queue on the device, however many need it at once.
CreatedOnceInv == \A s \in Streams : queues[s] <= 1

\* Nobody commits to a stream that has no queue.
ReadyBeforeUseInv ==
    \A t \in Threads : At(t, "Commit") => queues[binding[t]] # 0

\* Nobody is at work on a stream that close has retired.
NoUseAfterCloseInv ==
    \A t \in Threads : InSection(t) => slot[binding[t]] # "retired"

\* Nobody commits a buffer that another has committed: the headline crash.
NoDoubleCommitInv ==
    \A t \in Threads : At(t, "Commit") => buffer[binding[t]] = "recording"

\* Stream 0 is bound to no thread but main.
DefaultIsMainsInv == \A t \in Threads : binding[t] = 0 => t = Main

\* A thread starts unbound: nothing is left of the one before it.
FreshThreadUnboundInv == \A t \in Threads : At(t, "Gone") => binding[t] = None

\* Streams are handed out in turn, also when the counter wraps.
RoundRobinProp == [][counter' # counter => counter' = (counter + 1) % PoolSize
                    ]_vars

\* No stream comes to be, and none comes back, once close has retired it.
ClosedForGoodProp == [][\A s \in Streams : slot[s] = "retired" =>
                        slot'[s] = "retired" /\ queues'[s] <= queues[s]]_vars

\* Every call returns, if threads in a call go on and the device works.
CallsReturnLive == \A t \in Threads : (op[t] # None) ~> (op[t] = None)
=============================================================================
