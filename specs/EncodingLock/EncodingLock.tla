---------------------------- MODULE EncodingLock ----------------------------
(***************************************************************************)
(* Threads encode work through kernel objects that they share.             *)
(*                                                                         *)
(* A kernel object keeps its arguments in itself: "set the arguments, then *)
(* dispatch" is right only if nobody else sets them in between.  The       *)
(* encoding lock makes it so, at the sites it covers.  It is reentrant,    *)
(* serves in the order of requests, and has a rank: whoever holds it may   *)
(* not ask for a lock of lower rank, and may not wait for the device.      *)
(*                                                                         *)
(* One action is what one thread does between two consecutive step points  *)
(* of RankedLock.java and EncoderProtocol.java, and of ranked_lock.hpp and *)
(* encoder_protocol.hpp.  To ask for a lock and to get it are two actions, *)
(* else no two threads could ever wait for each other.                     *)
(***************************************************************************)
EXTENDS Naturals, Sequences, LockRank

CONSTANTS
    Threads,    \* threads that encode
    Handlers,   \* threads of the device, which run completion handlers
    Covered,    \* the sites at which the encoding lock is taken
    MayCall,    \* [Threads -> SUBSET Calls]
    Refuses,    \* may the device refuse a dispatch?
    None        \* nobody, nothing

Everyone == Threads \cup Handlers
Locks    == {"stream", "encoding"}

\* Every place of the code that touches a kernel object, and which one it
\* touches.  Graphs are compiled and cached per thread: their arguments go by
\* value ("own").
KernelAt == [gather |-> "copy", scatter |-> "copy", copyCast |-> "copy",
             placeholder |-> "copy", graphCache |-> "own",
             pipelineState |-> "library", commit |-> "buffer",
             matmul |-> "matmul", layerNorm |-> "layerNorm"]
Sites    == DOMAIN KernelAt
Kernels  == {KernelAt[s] : s \in Sites} \ {"own"}

Calls == {"contiguous", "linear", "linearContiguous", "linearSliceContiguous",
          "projection", "matmul", "layerNorm", "fill", "synchronize"}

ASSUME /\ Threads \cap Handlers = {}
       /\ Covered \subseteq Sites /\ Refuses \in BOOLEAN
       /\ MayCall \in [Threads -> SUBSET Calls]
       /\ Locks \subseteq DOMAIN Rank

-----------------------------------------------------------------------------
(* What a call does, as the sequence of its instructions.                  *)

Do(what, where) == <<[do |-> what, on |-> where]>>

Body(s) ==
    IF KernelAt[s] = "own" THEN Do("Dispatch", "own")
    ELSE LET k == KernelAt[s]
         IN  Do("SetFirst", k) \o Do("SetSecond", k) \o Do("Dispatch", k)

Locked(l, body)  == Do("Request", l) \o body \o Do("Unlock", l)
Section(s, body) == IF s \in Covered THEN Locked("encoding", body) ELSE body
Site(s)          == Section(s, Body(s))

Linear     == Site("graphCache")
Contiguous == Site("gather")
Slice      == Site("copyCast")

\* A placeholder over a strided view gathers it first: a section in a section.
Placeholder == Section("placeholder", Site("gather") \o Body("placeholder"))
Projection  == Linear \o Placeholder \o Site("scatter")

Fill == Locked("stream", Site("copyCast"))

\* Whoever waits for the device holds no lock.
Synchronize == Locked("stream", Site("commit")) \o Do("AwaitGpu", "device")

\* A completion handler gives back what the encoding lock protects.
Handle == Locked("encoding", Do("Complete", "device"))

Program == [contiguous            |-> Contiguous,
            linear                |-> Linear,
            linearContiguous      |-> Linear \o Contiguous,
            linearSliceContiguous |-> Linear \o Slice \o Contiguous,
            projection            |-> Projection,
            matmul                |-> Site("matmul"),
            layerNorm             |-> Site("pipelineState")
                                      \o Site("layerNorm"),
            fill                  |-> Fill,
            synchronize           |-> Synchronize,
            handle                |-> Handle]

-----------------------------------------------------------------------------
VARIABLES
    pc,         \* step point at which each thread stands
    call,       \* the call it is in
    ip,         \* the number of its instruction
    result,     \* of its (last) call so far: none, right, wrong, failed
    queue,      \* per lock, who has asked and not given back, in order
    owner,      \* per lock, who has been let in
    depth,      \* per lock, how many times over
    args,       \* per kernel, whose argument stands first, whose second
    pending,    \* does the device still execute work of this thread?
    broken      \* will the device refuse the next dispatch?

thread == <<call, ip>>
locks  == <<queue, owner, depth>>
device == <<args, pending, broken>>
vars   == <<pc, thread, result, locks, device>>

\* Every variable stays within its type.
TypeOK ==
    /\ pc \in [Everyone -> {"Idle", "Gone", "Request", "Grant", "SetFirst",
                   "SetSecond", "Dispatch", "Unlock", "AwaitGpu", "Complete"}]
    /\ call \in [Everyone -> DOMAIN Program \cup {None}]
    /\ ip \in [Everyone -> Nat]
    /\ result \in [Everyone -> {"none", "right", "wrong", "failed"}]
    /\ queue \in [Locks -> Seq(Everyone)]
    /\ owner \in [Locks -> Everyone \cup {None}]
    /\ depth \in [Locks -> Nat]
    /\ args \in [Kernels -> (Everyone \cup {None}) \X (Everyone \cup {None})]
    /\ pending \in [Threads -> BOOLEAN]
    /\ broken \in BOOLEAN

Init ==
    /\ pc = [t \in Everyone |-> "Idle"] /\ call = [t \in Everyone |-> None]
    /\ ip = [t \in Everyone |-> 0] /\ result = [t \in Everyone |-> "none"]
    /\ queue = [l \in Locks |-> <<>>] /\ owner = [l \in Locks |-> None]
    /\ depth = [l \in Locks |-> 0]
    /\ args = [k \in Kernels |-> <<None, None>>]
    /\ pending = [t \in Threads |-> FALSE] /\ broken = FALSE

At(t, p)   == pc[t] = p
Held(t)    == {l \in Locks : owner[l] = t}
Code(t)    == Program[call[t]]
Target(t)  == Code(t)[ip[t]].on

\* Return to the caller.
Return(t) ==
    /\ pc' = [pc EXCEPT ![t] = "Idle"]
    /\ call' = [call EXCEPT ![t] = None] /\ ip' = [ip EXCEPT ![t] = 0]

\* On to the next instruction of the call.
Proceed(t) ==
    IF ip[t] = Len(Code(t)) THEN Return(t)
    ELSE /\ pc' = [pc EXCEPT ![t] = Code(t)[ip[t] + 1].do]
         /\ ip' = [ip EXCEPT ![t] = @ + 1]
         /\ UNCHANGED call

\* After a failure the locks still held are given back, the last one first.
Unwind(t, held) ==
    IF held = {} THEN Return(t)
    ELSE pc' = [pc EXCEPT ![t] = "Unlock"] /\ UNCHANGED thread

Begin(t, c) ==
    /\ At(t, "Idle")
    /\ pc' = [pc EXCEPT ![t] = Program[c][1].do]
    /\ call' = [call EXCEPT ![t] = c] /\ ip' = [ip EXCEPT ![t] = 1]
    /\ result' = [result EXCEPT ![t] = "none"]
    /\ UNCHANGED <<locks, device>>

-----------------------------------------------------------------------------
\* Impl: Encoder.call, EncoderFlow::run
Call(t, c) == c \in MayCall[t] /\ Begin(t, c)

\* One atomic step takes the next place in the queue.  The owner of the lock
\* does not queue again: nobody else can change that it is the owner.
\* Impl: RankedLock.request, RankedLockProtocol::request
Request(t) ==
    LET l == Target(t) IN
    /\ At(t, "Request")
    /\ IF owner[l] = t
         THEN /\ depth' = [depth EXCEPT ![l] = @ + 1]
              /\ Proceed(t) /\ UNCHANGED queue
         ELSE /\ queue' = [queue EXCEPT ![l] = Append(@, t)]
              /\ pc' = [pc EXCEPT ![t] = "Grant"] /\ UNCHANGED <<thread, depth>>
    /\ UNCHANGED <<result, owner, device>>

\* Impl: RankedLock.grant, RankedLockProtocol::grant
Grant(t) ==
    LET l == Target(t) IN
    /\ At(t, "Grant") /\ Head(queue[l]) = t
    /\ owner' = [owner EXCEPT ![l] = t]
    /\ depth' = [depth EXCEPT ![l] = 1]
    /\ Proceed(t)
    /\ UNCHANGED <<result, queue, device>>

\* The last of several unlocks lets in whoever is next in the queue.
\* Impl: RankedLock.unlock, RankedLockProtocol::release
Unlock(t) ==
    LET top  == CHOOSE l \in Held(t) : \A h \in Held(t) : Rank[h] <= Rank[l]
        l    == IF result[t] = "failed" THEN top ELSE Target(t)
        last == depth[l] = 1
    IN
    /\ At(t, "Unlock")
    /\ depth' = [depth EXCEPT ![l] = @ - 1]
    /\ owner' = IF last THEN [owner EXCEPT ![l] = None] ELSE owner
    /\ queue' = IF last THEN [queue EXCEPT ![l] = Tail(@)] ELSE queue
    /\ IF result[t] = "failed"
         THEN Unwind(t, IF last THEN Held(t) \ {l} ELSE Held(t))
         ELSE Proceed(t)
    /\ UNCHANGED <<result, device>>

Set(t, point, i) ==
    /\ At(t, point)
    /\ args' = [args EXCEPT ![Target(t)][i] = t]
    /\ Proceed(t)
    /\ UNCHANGED <<result, locks, pending, broken>>

\* Impl: EncoderProtocol.setFirst, EncoderProtocol::setFirst
SetFirst(t)  == Set(t, "SetFirst", 1)
\* Impl: EncoderProtocol.setSecond, EncoderProtocol::setSecond
SetSecond(t) == Set(t, "SetSecond", 2)

\* The device executes what stands in the kernel, whoever put it there.
\* Impl: EncoderProtocol.dispatch, EncoderProtocol::dispatch
Dispatch(t) ==
    LET k    == Target(t)
        mine == k = "own" \/ args[k] = <<t, t>>
    IN
    /\ At(t, "Dispatch")
    /\ broken' = FALSE
    /\ result' = [result EXCEPT ![t] = IF broken THEN "failed"
                     ELSE IF mine /\ @ # "wrong" THEN "right" ELSE "wrong"]
    /\ pending' = IF broken THEN pending ELSE [pending EXCEPT ![t] = TRUE]
    /\ IF broken THEN Unwind(t, Held(t)) ELSE Proceed(t)
    /\ UNCHANGED <<locks, args>>

\* Impl: EncoderProtocol.awaitGpu, EncoderProtocol::awaitGpu
AwaitGpu(t) ==
    /\ At(t, "AwaitGpu") /\ ~pending[t]
    /\ Proceed(t)
    /\ UNCHANGED <<result, locks, device>>

\* Impl: EncoderProtocol.complete, EncoderProtocol::complete
Complete(t) ==
    /\ At(t, "Complete")
    /\ pending' = [x \in Threads |-> FALSE]
    /\ Proceed(t)
    /\ UNCHANGED <<result, locks, args, broken>>

-----------------------------------------------------------------------------
(* The environment: the device completes or refuses work, threads end.     *)

GpuComplete(h) == (\E t \in Threads : pending[t]) /\ Begin(h, "handle")

GpuRefuse ==
    /\ Refuses /\ ~broken /\ broken' = TRUE
    /\ UNCHANGED <<pc, thread, result, locks, args, pending>>

ThreadExit(t) ==
    /\ At(t, "Idle") /\ pc' = [pc EXCEPT ![t] = "Gone"]
    /\ result' = [result EXCEPT ![t] = "none"]
    /\ UNCHANGED <<thread, locks, device>>

\* Legal termination: without it, the end would look like a deadlock.
Terminated ==
    /\ \A t \in Threads : At(t, "Gone") /\ ~pending[t]
    /\ \A h \in Handlers : At(h, "Idle")
    /\ UNCHANGED vars

-----------------------------------------------------------------------------
Step(t) == \/ Request(t) \/ Grant(t) \/ Unlock(t) \/ SetFirst(t)
           \/ SetSecond(t) \/ Dispatch(t) \/ AwaitGpu(t) \/ Complete(t)

Next == \/ \E t \in Threads : \/ \E c \in Calls : Call(t, c)
                              \/ ThreadExit(t)
        \/ \E t \in Everyone : Step(t)
        \/ \E h \in Handlers : GpuComplete(h)
        \/ GpuRefuse
        \/ Terminated

Spec == Init /\ [][Next]_vars

\* Threads in a call go on and the device completes; nobody must call.
FairSpec == /\ Spec
            /\ \A t \in Everyone : WF_vars(Step(t))
            /\ \A h \in Handlers : WF_vars(GpuComplete(h))

-----------------------------------------------------------------------------
\* Every dispatch executed the arguments that its own thread had set.
ArgsIntactInv == \A t \in Everyone : result[t] # "wrong"

\* Nobody waits for the device with a lock in hand.
NoWaitUnderLockInv == \A t \in Everyone : At(t, "AwaitGpu") => Held(t) = {}

\* A thread that is in no call holds no lock.
NoLeakedLockInv == \A t \in Everyone : At(t, "Idle") => Held(t) = {}

\* Locks are asked for in ascending rank.
RankOrderInv ==
    \A t \in Everyone : At(t, "Request") => \A h \in Held(t) :
        h = Target(t) \/ Rank[h] < Rank[Target(t)]

\* Nobody is let in but the first in the queue.
FifoInv == \A l \in Locks : owner[l] # None => Head(queue[l]) = owner[l]

\* Every call returns, if threads in a call go on and the device completes.
CallsReturnLive == \A t \in Everyone : (call[t] # None) ~> (call[t] = None)
=============================================================================
