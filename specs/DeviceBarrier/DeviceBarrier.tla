---------------------------- MODULE DeviceBarrier ----------------------------
(***************************************************************************)
(* Waiting for a device, and saying which of its streams a thread uses.    *)
(*                                                                         *)
(* synchronize waits for the calling thread's stream, device for all of    *)
(* them: it looks at the registry, takes a fence of each stream that it    *)
(* has not visited, waits for each, also if one has failed, and looks      *)
(* again, until no registered stream is left.  A stream is registered      *)
(* before anybody has it, and as long as it has work: so no work escapes.  *)
(*                                                                         *)
(* A guard makes another stream the thread's own, the stream of a pool or  *)
(* any other, and at its end the one from before.                          *)
(*                                                                         *)
(* One action is what one thread does between two consecutive step points  *)
(* of DeviceBarrierProtocol.java and device_barrier_protocol.hpp.          *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
    Threads,   \* threads that use the device
    Streams,   \* what may become a stream, numbers from 0; 0 is the default
    Opened,    \* the streams that are there from the start, in their order
    Pooled,    \* those of a pool: nobody else has one while a guard does
    Guards,    \* the guards that there may ever be, numbers from 1
    Home,      \* [Threads -> Streams]: a thread's stream beyond all guards
    MayCall,   \* [Threads -> SUBSET Calls]
    MayGuard,  \* [Threads -> SUBSET Streams]
    Most,      \* works that a stream may have under way
    Fails,     \* may the device fail a work?
    None       \* nobody, nothing

\* What a thread asks for: open and close are about its home.
Calls   == {"open", "submit", "synchronize", "device", "close"}
Default == 0

Range(s) == {s[i] : i \in DOMAIN s}

ASSUME /\ Opened \in Seq(Streams) /\ Pooled \subseteq Range(Opened)
       /\ Home \in [Threads -> Streams] /\ MayCall \in [Threads -> SUBSET Calls]
       /\ MayGuard \in [Threads -> SUBSET Streams]
       /\ Most \in Nat /\ Fails \in BOOLEAN

-----------------------------------------------------------------------------
VARIABLES
    pc,        \* step point at which each thread stands
    call,      \* the call it is in
    todo,      \* streams of which it is to take a fence
    fences,    \* streams whose fence it is to wait for
    ahead,     \* per fence in its hand: works that the device has yet to do
    visited,   \* streams that its barrier has found
    told,      \* streams of whose failure its last call has told, in order
    phase,     \* per stream, to its users: none, opening, open, closing, gone
    registry,  \* the streams that a barrier finds, in order
    lock,      \* who holds the lock of the registry
    flight,    \* per stream, works under way; the device does them in order
    error,     \* has one failed, and nobody been told?
    current,   \* the stream of each thread
    guard,     \* what each guard is: see NoGuard
    ending,    \* the guard that a thread ends, while it gives its stream back
    refused,   \* was the thread's last end of a guard refused?
    owner,     \* per stream of the pool, who has it
    h_before,  \* history: per stream, work that was there before the call
    h_untold   \* history: streams of whose failure no call has told

local   == <<pc, call, todo, fences, visited, told>>
reg     == <<phase, registry, lock>>
work    == <<ahead, flight, error>>
guards  == <<current, guard, ending, refused, owner>>
history == <<h_before, h_untold>>
vars    == <<local, reg, work, guards, history>>

Zero    == [s \in Streams |-> 0]
NoGuard == [by |-> None, over |-> None, was |-> None, open |-> FALSE]

\* Every variable stays within its type.
TypeOK ==
    /\ pc \in [Threads -> {"Idle", "Gone", "Lock", "Enlist", "Delist", "Look",
                   "Unlock", "Fence", "Await", "Commit", "GiveBack"}]
    /\ call \in [Threads -> Calls \cup {"end", None}]
    /\ \A t \in Threads : /\ todo[t] \in Seq(Streams)
                          /\ fences[t] \in Seq(Streams)
                          /\ told[t] \in Seq(Streams)
    /\ ahead \in [Threads -> [Streams -> Nat]]
    /\ visited \in [Threads -> SUBSET Streams]
    /\ phase \in [Streams -> {"none", "opening", "open", "closing", "gone"}]
    /\ registry \in Seq(Streams) /\ lock \in Threads \cup {None}
    /\ flight \in [Streams -> Nat] /\ error \in [Streams -> BOOLEAN]
    /\ current \in [Threads -> Streams]
    /\ guard \in [Guards -> [by : Threads \cup {None}, open : BOOLEAN,
                   over : Streams \cup {None}, was : Streams \cup {None}]]
    /\ ending \in [Threads -> Guards \cup {None}]
    /\ refused \in [Threads -> BOOLEAN]
    /\ owner \in [Pooled -> Threads \cup {None}]
    /\ h_before \in [Threads -> [Streams -> Nat]] /\ h_untold \subseteq Streams

Init ==
    /\ pc = [t \in Threads |-> "Idle"] /\ call = [t \in Threads |-> None]
    /\ todo = [t \in Threads |-> <<>>] /\ fences = [t \in Threads |-> <<>>]
    /\ ahead = [t \in Threads |-> Zero] /\ visited = [t \in Threads |-> {}]
    /\ told = [t \in Threads |-> <<>>] /\ registry = Opened /\ lock = None
    /\ phase = [s \in Streams |->
                  IF s \in Range(Opened) THEN "open" ELSE "none"]
    /\ flight = Zero /\ error = [s \in Streams |-> FALSE]
    /\ current = Home /\ guard = [g \in Guards |-> NoGuard]
    /\ ending = [t \in Threads |-> None] /\ refused = [t \in Threads |-> FALSE]
    /\ owner = [s \in Pooled |-> None]
    /\ h_before = [t \in Threads |-> Zero] /\ h_untold = {}

At(t, p)       == pc[t] = p
Calling(t, c)  == call[t] = c
Set(s, in, to) == [phase EXCEPT ![s] = IF @ = in THEN to ELSE @]
Waits(t)       == At(t, "Await") /\ ahead[t][Head(fences[t])] > 0

\* On to the next step, or back to the caller, who is told of what has failed.
GoTelling(t, p, failed) ==
    /\ pc' = [pc EXCEPT ![t] = p] /\ told' = [told EXCEPT ![t] = failed]
    /\ IF p = "Idle"
         THEN /\ call' = [call EXCEPT ![t] = None]
              /\ visited' = [visited EXCEPT ![t] = {}]
              /\ h_before' = [h_before EXCEPT ![t] = Zero]
              /\ h_untold' = h_untold \ Range(failed)
         ELSE UNCHANGED <<call, visited, history>>
Go(t, p) == GoTelling(t, p, told[t])

-----------------------------------------------------------------------------
(* What clients do.                                                        *)

\* The rules of use: a stream is opened once, used while it is open, and
\* closed when nobody else is in a call on it.
May(t, c) ==
    CASE c = "open"   -> phase[Home[t]] = "none"
      [] c = "submit" -> phase[current[t]] = "open" /\ flight[current[t]] < Most
      [] c = "synchronize" -> phase[current[t]] = "open"
      [] c = "close"  -> /\ phase[Home[t]] = "open" /\ current[t] = Home[t]
                         /\ \A u \in Threads \ {t} : current[u] = Home[t] =>
                               call[u] \in {"device", None}
      [] OTHER        -> TRUE

First == [open |-> "Lock", submit |-> "Commit", synchronize |-> "Fence",
          device |-> "Lock", close |-> "Fence"]

\* Impl: DeviceBarrier.synchronizeDevice, DeviceBarrierFlow::synchronizeDevice
Call(t, c) ==
    /\ c \in MayCall[t] /\ At(t, "Idle") /\ May(t, c)
    /\ pc' = [pc EXCEPT ![t] = First[c]] /\ call' = [call EXCEPT ![t] = c]
    /\ told' = [told EXCEPT ![t] = <<>>]
    /\ refused' = [refused EXCEPT ![t] = FALSE]
    /\ todo' = [todo EXCEPT ![t] = IF c \in {"synchronize", "close"}
                                     THEN <<current[t]>> ELSE <<>>]
    /\ phase' = CASE c = "open"  -> Set(Home[t], "none", "opening")
                  [] c = "close" -> Set(Home[t], "open", "closing")
                  [] OTHER       -> phase
    /\ h_before' = [h_before EXCEPT ![t] =
           CASE c = "device"      -> flight
             [] c = "synchronize" -> [Zero EXCEPT ![current[t]] =
                                        flight[current[t]]]
             [] OTHER             -> Zero]
    /\ UNCHANGED <<fences, visited, registry, lock, work, h_untold>>
    /\ UNCHANGED <<current, guard, ending, owner>>

Mine(t)   == {g \in Guards : guard[g].by = t /\ guard[g].open}
Newest(t) == CHOOSE g \in Mine(t) : \A other \in Mine(t) : other <= g
Fresh     == {g \in Guards : guard[g].by = None}

\* A stream of the pool is leased to the guard.
\* Impl: StreamGuard.over, StreamGuardFlow::begin
Guard(t, s) ==
    LET g == CHOOSE g \in Fresh : \A other \in Fresh : g <= other IN
    /\ s \in MayGuard[t] /\ At(t, "Idle") /\ Fresh # {} /\ phase[s] = "open"
    /\ s \in Pooled => owner[s] = None
    /\ guard' = [guard EXCEPT ![g] = [by |-> t, over |-> s, was |-> current[t],
                                      open |-> TRUE]]
    /\ current' = [current EXCEPT ![t] = s]
    /\ owner' = [p \in Pooled |-> IF p = s THEN t ELSE owner[p]]
    /\ refused' = [refused EXCEPT ![t] = FALSE]
    /\ UNCHANGED <<local, reg, work, ending, history>>

\* Refused on another thread, and while a newer one is open; the second time
\* it has no effect.
\* Impl: StreamGuard.close, StreamGuardFlow::close
End(t, g) ==
    LET ends == guard[g].open /\ guard[g].by = t /\ g = Newest(t) IN
    /\ At(t, "Idle") /\ guard[g].by # None
    /\ refused' = [refused EXCEPT ![t] =
           guard[g].by # t \/ (guard[g].open /\ g # Newest(t))]
    /\ IF ends
         THEN /\ guard' = [guard EXCEPT ![g].open = FALSE]
              /\ current' = [current EXCEPT ![t] = guard[g].was]
         ELSE UNCHANGED <<guard, current>>
    /\ IF ends /\ guard[g].over \in Pooled
         THEN /\ pc' = [pc EXCEPT ![t] = "GiveBack"]
              /\ call' = [call EXCEPT ![t] = "end"]
              /\ ending' = [ending EXCEPT ![t] = g]
         ELSE UNCHANGED <<pc, call, ending>>
    /\ UNCHANGED <<todo, fences, visited, told, reg, work, owner, history>>

-----------------------------------------------------------------------------
(* The steps of a thread in a call.                                        *)

\* Impl: DeviceBarrierProtocol.lock, DeviceBarrierProtocol::lock
Lock(t) ==
    /\ At(t, "Lock") /\ lock = None /\ lock' = t
    /\ Go(t, CASE Calling(t, "open")  -> "Enlist"
               [] Calling(t, "close") -> "Delist"
               [] OTHER               -> "Look")
    /\ UNCHANGED <<todo, fences, phase, registry, work, guards>>

\* Before its maker has it to give to others.
\* Impl: DeviceBarrierProtocol.enlist, DeviceBarrierProtocol::enlist
Enlist(t) ==
    /\ At(t, "Enlist") /\ registry' = Append(registry, Home[t])
    /\ Go(t, "Unlock")
    /\ UNCHANGED <<todo, fences, phase, lock, work, guards>>

\* After its work is done.
\* Impl: DeviceBarrierProtocol.delist, DeviceBarrierProtocol::delist
Delist(t) ==
    LET Others(s) == s # Home[t] IN
    /\ At(t, "Delist") /\ registry' = SelectSeq(registry, Others)
    /\ Go(t, "Unlock")
    /\ UNCHANGED <<todo, fences, phase, lock, work, guards>>

\* Impl: DeviceBarrierProtocol.look, DeviceBarrierProtocol::look
Look(t) ==
    LET New(s) == s \notin visited[t] IN
    /\ At(t, "Look") /\ pc' = [pc EXCEPT ![t] = "Unlock"]
    /\ todo' = [todo EXCEPT ![t] = SelectSeq(registry, New)]
    /\ visited' = [visited EXCEPT ![t] = @ \cup Range(registry)]
    /\ UNCHANGED <<call, fences, told, reg, work, guards, history>>

\* Impl: DeviceBarrierProtocol.unlock, DeviceBarrierProtocol::unlock
Unlock(t) ==
    /\ At(t, "Unlock") /\ lock' = None
    /\ UNCHANGED <<todo, fences, registry, work, guards>>
    /\ Go(t, IF todo[t] # <<>> THEN "Fence" ELSE "Idle")
    /\ phase' = CASE Calling(t, "open")  -> Set(Home[t], "opening", "open")
                  [] Calling(t, "close") -> Set(Home[t], "closing", "gone")
                  [] OTHER               -> phase

\* What the stream has been given by now is what to wait for, no more.
\* Impl: DeviceBarrierProtocol.fence, DeviceBarrierProtocol::fence
Fence(t) ==
    LET s == Head(todo[t]) IN
    /\ At(t, "Fence") /\ todo' = [todo EXCEPT ![t] = Tail(@)]
    /\ fences' = [fences EXCEPT ![t] = Append(@, s)]
    /\ ahead' = [ahead EXCEPT ![t][s] = flight[s]]
    /\ Go(t, IF Tail(todo[t]) = <<>> THEN "Await" ELSE "Fence")
    /\ UNCHANGED <<reg, flight, error, guards>>

\* With no lock in hand.  Of several who wait one is told of a failure.
\* Impl: DeviceBarrierProtocol.await, DeviceBarrierProtocol::await
Await(t) ==
    LET s == Head(fences[t]) IN
    /\ At(t, "Await") /\ ahead[t][s] = 0
    /\ fences' = [fences EXCEPT ![t] = Tail(@)]
    /\ error' = [error EXCEPT ![s] = FALSE]
    /\ GoTelling(t, CASE Tail(fences[t]) # <<>>         -> "Await"
                      [] call[t] \in {"device", "close"} -> "Lock"
                      [] OTHER                           -> "Idle",
                 IF error[s] THEN Append(told[t], s) ELSE told[t])
    /\ UNCHANGED <<todo, reg, ahead, flight, guards>>

\* Impl: QueueStream.submit, QueueStreamOf::submit
Commit(t) ==
    /\ At(t, "Commit") /\ flight' = [flight EXCEPT ![current[t]] = @ + 1]
    /\ Go(t, "Idle")
    /\ UNCHANGED <<todo, fences, reg, ahead, error, guards>>

\* Impl: StreamGuard.giveBack, StreamGuardFlow::giveBack
GiveBack(t) ==
    /\ At(t, "GiveBack")
    /\ owner' = [owner EXCEPT ![guard[ending[t]].over] = None]
    /\ ending' = [ending EXCEPT ![t] = None] /\ Go(t, "Idle")
    /\ UNCHANGED <<todo, fences, reg, work, current, guard, refused>>

-----------------------------------------------------------------------------
(* The environment: the device does, or fails, the works of each stream.   *)

Less(n) == IF n = 0 THEN 0 ELSE n - 1

Finish(s, fails) ==
    /\ flight[s] > 0 /\ flight' = [flight EXCEPT ![s] = @ - 1]
    /\ ahead' = [t \in Threads |-> [ahead[t] EXCEPT ![s] = Less(@)]]
    /\ h_before' = [t \in Threads |-> [h_before[t] EXCEPT ![s] = Less(@)]]
    /\ error' = [error EXCEPT ![s] = @ \/ fails]
    /\ h_untold' = IF fails THEN h_untold \cup {s} ELSE h_untold
    /\ UNCHANGED <<local, reg, guards>>

GpuComplete(s) == Finish(s, FALSE)
GpuFail(s)     == Fails /\ ~error[s] /\ Finish(s, TRUE)

ThreadExit(t) ==
    /\ At(t, "Idle") /\ Mine(t) = {} /\ pc' = [pc EXCEPT ![t] = "Gone"]
    /\ told' = [told EXCEPT ![t] = <<>>]
    /\ refused' = [refused EXCEPT ![t] = FALSE]
    /\ UNCHANGED <<call, todo, fences, visited, reg, work, history>>
    /\ UNCHANGED <<current, guard, ending, owner>>

\* Legal termination: without it, the end would look like a deadlock.
Terminated ==
    /\ \A t \in Threads : At(t, "Gone")
    /\ flight = Zero
    /\ UNCHANGED vars

-----------------------------------------------------------------------------
Step(t) == \/ Lock(t) \/ Enlist(t) \/ Delist(t) \/ Look(t) \/ Unlock(t)
           \/ Fence(t) \/ Await(t) \/ Commit(t) \/ GiveBack(t)

Next == \/ \E t \in Threads : \/ \E c \in Calls : Call(t, c)
                              \/ \E s \in Streams : Guard(t, s)
                              \/ \E g \in Guards : End(t, g)
                              \/ Step(t) \/ ThreadExit(t)
        \/ \E s \in Streams : GpuComplete(s) \/ GpuFail(s)
        \/ Terminated

Spec == Init /\ [][Next]_vars

\* Threads in a call go on, the device works; nobody must call.  The lock
\* serves in the order of requests, of which strong fairness is what is left.
FairSpec ==
    /\ Spec
    /\ \A t \in Threads : WF_vars(Step(t)) /\ SF_vars(Lock(t))
    /\ \A s \in Streams : WF_vars(GpuComplete(s))

-----------------------------------------------------------------------------
Returns(t, c) == Calling(t, c) /\ call'[t] = None

\* Whoever has synchronized finds done what had been submitted before the call:
\* to its stream, or to any stream.
CoversProp == [][\A t \in Threads, c \in {"device", "synchronize"} :
    Returns(t, c) => h_before[t] = Zero]_vars

\* A barrier that returns has waited for every stream that has work, also if
\* the stream has come into being meanwhile.
NoStreamLeftProp == [][\A t \in Threads : Returns(t, "device") =>
    \A s \in Streams : flight[s] > 0 => s \in visited[t]]_vars

\* Every failure is told, or about to be told, by a call, or can be.
NoErrorLostInv == \A s \in h_untold :
    error[s] \/ \E t \in Threads : call[t] # None /\ s \in Range(told[t])

\* Nobody waits for the device with the lock of the registry in hand.
NoWaitUnderLockInv == \A t \in Threads : Waits(t) => lock # t

\* A thread's stream is that of its newest guard, or, beyond all, its own.
RestoredInv == \A t \in Threads : current[t] =
    IF Mine(t) = {} THEN Home[t] ELSE guard[Newest(t)].over

\* Whoever has a guard over a stream of the pool has the stream; and nobody has
\* it who has no guard over it, and is not about to give it back.
GivenBackOnceInv == \A s \in Pooled : \A t \in Threads :
    LET has    == \E g \in Mine(t) : guard[g].over = s
        gives  == ending[t] # None /\ guard[ending[t]].over = s
    IN /\ has => owner[s] = t
       /\ owner[s] = t => has \/ gives

\* Every call returns, if threads in a call go on and the device works.
CallsReturnLive == \A t \in Threads : (call[t] # None) ~> (call[t] = None)
=============================================================================
