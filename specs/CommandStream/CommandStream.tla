---------------------------- MODULE CommandStream ----------------------------
(***************************************************************************)
(* A stream of a GPU that several threads share: a serial queue, on which  *)
(* jobs record commands through an encoder into a command buffer, which is *)
(* committed some time.                                                    *)
(*                                                                         *)
(* Buffer and encoder are touched on the queue only.  A job may call the   *)
(* stream again: that runs inline, must not end the encoder that the job   *)
(* still uses, and what cannot be had at once is put off to the end of the *)
(* job.  It is never dropped.  Whoever waits for the device has left the   *)
(* queue, and holds no lock.                                               *)
(*                                                                         *)
(* One action is what one thread does between two consecutive step points  *)
(* of CommandStreamProtocol.java and command_stream_protocol.hpp.          *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
    Threads,   \* threads that call the stream
    Handlers,  \* threads of the device, which run completion handlers
    MayCall,   \* [Threads -> SUBSET Calls]
    Most,      \* commands, handlers, marks that a thread may have under way
    Fails,     \* may the device fail a buffer?
    None       \* nobody, nothing

Everyone == Threads \cup Handlers

-----------------------------------------------------------------------------
(* What a call does, as the sequence of its instructions.                  *)

Job(body) == <<"Enter">> \o body \o <<"Leave">>
Record    == <<"Open", "Lock", "Encode", "Unlock">>
Submit    == <<"Close", "Take", "Commit">>

Kernel      == Job(Record)
Fill        == Job(<<"Close">> \o Record \o <<"Close">>)
Throw       == Job(<<"Open">>)
OnCompleted == Job(<<"Take", "AddHandler">>)
Signal      == Job(<<"Close", "Take", "Mark">>)
Flush       == Job(Submit)
Synchronize == Job(Submit) \o <<"Await">>

\* A job that synchronizes, or signals, and records on: the inner call gets
\* what it asked for when the job is at its end.
InnerSynchronize == Job(Record \o Record \o Submit) \o <<"Await">>
InnerSignal      == Job(Record \o Record \o <<"Close", "Take", "Mark">>)

Program == [kernel |-> Kernel, fill |-> Fill, throw |-> Throw,
            onCompleted |-> OnCompleted, signal |-> Signal, flush |-> Flush,
            synchronize |-> Synchronize,
            innerSynchronize |-> InnerSynchronize, innerSignal |-> InnerSignal]

Calls == {"kernel", "fill", "throw", "onCompleted", "signal", "flush",
          "synchronize", "innerSynchronize", "innerSignal"}
Waits == {"synchronize", "innerSynchronize"}

ASSUME /\ Threads \cap Handlers = {} /\ MayCall \in [Threads -> SUBSET Calls]
       /\ Most \in Nat /\ Fails \in BOOLEAN

Empty    == [commands |-> <<>>, handlers |-> <<>>]
Commands == {"work", "mark"} \X Threads
Buffers  == [commands : Seq(Commands), handlers : Seq(Threads)]

-----------------------------------------------------------------------------
VARIABLES
    pc,       \* step point at which each thread stands
    call,     \* the call it is in
    ip,       \* the number of its instruction
    result,   \* how its last call ended: none, thrown, failed
    grip,     \* the encoder in its hand: none, open, ended
    hand,     \* the buffer in its hand: none, current, spent
    ahead,    \* of one who waits: buffers that the device has yet to complete
    owner,    \* who is on the queue
    encoding, \* who holds the encoding lock
    buffer,   \* the buffer that is being recorded, or None
    encoder,  \* is an encoder open on it?
    flight,   \* buffers committed and not completed, in order
    error,    \* has one failed, and nobody been told?
    firing,   \* per handler thread, whose handlers it has yet to call
    h_todo,   \* history: commands of each thread, recorded and not executed
    h_due     \* history: handlers of each thread, added and not called

local   == <<call, ip, result>>
hands   == <<grip, hand, ahead>>
stream  == <<owner, encoding, buffer, encoder>>
device  == <<flight, error, firing>>
history == <<h_todo, h_due>>
vars    == <<pc, local, hands, stream, device, history>>

\* Every variable stays within its type.
TypeOK ==
    /\ pc \in [Everyone -> {"Idle", "Gone", "Enter", "Open", "Lock", "Encode",
                   "Unlock", "Close", "Take", "Commit", "Mark", "AddHandler",
                   "Leave", "Await", "Fire"}]
    /\ call \in [Threads -> Calls \cup {None}] /\ ip \in [Threads -> Nat]
    /\ result \in [Threads -> {"none", "thrown", "failed"}]
    /\ grip \in [Threads -> {"none", "open", "ended"}]
    /\ hand \in [Threads -> {"none", "current", "spent"}]
    /\ ahead \in [Threads -> Nat]
    /\ owner \in Threads \cup {None} /\ encoding \in Threads \cup {None}
    /\ (buffer = None \/ buffer \in Buffers) /\ encoder \in BOOLEAN
    /\ flight \in Seq(Buffers) /\ error \in BOOLEAN
    /\ firing \in [Handlers -> Seq(Threads)]
    /\ h_todo \in [Threads -> Nat] /\ h_due \in [Threads -> Nat]

Init ==
    /\ pc = [t \in Everyone |-> "Idle"] /\ call = [t \in Threads |-> None]
    /\ ip = [t \in Threads |-> 0] /\ result = [t \in Threads |-> "none"]
    /\ grip = [t \in Threads |-> "none"] /\ hand = [t \in Threads |-> "none"]
    /\ ahead = [t \in Threads |-> 0] /\ owner = None /\ encoding = None
    /\ buffer = None /\ encoder = FALSE
    /\ flight = <<>> /\ error = FALSE /\ firing = [h \in Handlers |-> <<>>]
    /\ h_todo = [t \in Threads |-> 0] /\ h_due = [t \in Threads |-> 0]

At(t, p) == pc[t] = p
Code(t)  == Program[call[t]]

\* On by so many instructions; past the last one, back to the caller.
On(t, by) ==
    IF ip[t] + by > Len(Code(t))
      THEN /\ pc' = [pc EXCEPT ![t] = "Idle"]
           /\ call' = [call EXCEPT ![t] = None] /\ ip' = [ip EXCEPT ![t] = 0]
      ELSE /\ pc' = [pc EXCEPT ![t] = Code(t)[ip[t] + by]]
           /\ ip' = [ip EXCEPT ![t] = @ + by] /\ UNCHANGED call
Proceed(t) == On(t, 1) /\ UNCHANGED result

Current == IF buffer = None THEN Empty ELSE buffer
Add(what, t) == [Current EXCEPT !.commands = Append(@, <<what, t>>)]
Of(t, b)     == {i \in DOMAIN b.commands : b.commands[i][2] = t}
Count(t, b)  == Cardinality(Of(t, b))

\* Whoever else holds what has just been ended, or committed, holds a wreck.
Spoil(held, t, from, to) ==
    [u \in Threads |-> IF u = t THEN "none"
                       ELSE IF held[u] = from THEN to ELSE held[u]]

-----------------------------------------------------------------------------
\* Impl: CommandStream.call, CommandStreamFlow::call
Call(t, c) ==
    /\ c \in MayCall[t] /\ At(t, "Idle")
    /\ h_todo[t] + h_due[t] < Most /\ Len(flight) < Most
    /\ pc' = [pc EXCEPT ![t] = Program[c][1]]
    /\ call' = [call EXCEPT ![t] = c] /\ ip' = [ip EXCEPT ![t] = 1]
    /\ result' = [result EXCEPT ![t] = "none"]
    /\ UNCHANGED <<hands, stream, device, history>>

\* One job at a time, on its caller's thread.
\* Impl: CommandStreamProtocol.enter, CommandStreamProtocol::enter
Enter(t) ==
    /\ At(t, "Enter") /\ owner = None /\ owner' = t /\ Proceed(t)
    /\ UNCHANGED <<hands, encoding, buffer, encoder, device, history>>

\* The encoder that is open goes on: kernels coalesce.
\* Impl: CommandStreamProtocol.open, CommandStreamProtocol::open
Open(t) ==
    /\ At(t, "Open") /\ Proceed(t)
    /\ encoder' = TRUE /\ buffer' = Current
    /\ grip' = [grip EXCEPT ![t] = "open"]
    /\ UNCHANGED <<hand, ahead, owner, encoding, device, history>>

\* Impl: CommandStreamProtocol.lock, CommandStreamProtocol::lock
Lock(t) ==
    /\ At(t, "Lock") /\ encoding = None /\ encoding' = t /\ Proceed(t)
    /\ UNCHANGED <<hands, owner, buffer, encoder, device, history>>

\* Impl: CommandStreamProtocol.encode, CommandStreamProtocol::encode
Encode(t) ==
    /\ At(t, "Encode") /\ Proceed(t)
    /\ buffer' = Add("work", t)
    /\ h_todo' = [h_todo EXCEPT ![t] = @ + 1]
    /\ UNCHANGED <<hands, owner, encoding, encoder, device, h_due>>

\* Impl: CommandStreamProtocol.unlock, CommandStreamProtocol::unlock
Unlock(t) ==
    /\ At(t, "Unlock") /\ encoding' = None /\ Proceed(t)
    /\ UNCHANGED <<hands, owner, buffer, encoder, device, history>>

\* Impl: CommandStreamProtocol.close, CommandStreamProtocol::close
Close(t) ==
    /\ At(t, "Close") /\ Proceed(t)
    /\ encoder' = FALSE /\ grip' = Spoil(grip, t, "open", "ended")
    /\ UNCHANGED <<hand, ahead, owner, encoding, buffer, device, history>>

\* Who is to commit finds nothing to commit, or what it then commits; if
\* nothing, it waits for what was committed last.
\* Impl: CommandStreamProtocol.take, CommandStreamProtocol::take
Take(t) ==
    LET commits == Code(t)[ip[t] + 1] = "Commit" IN
    /\ At(t, "Take")
    /\ IF commits /\ buffer = None
         THEN /\ On(t, 2) /\ UNCHANGED <<result, hand, buffer>>
              /\ ahead' = IF call[t] \in Waits
                            THEN [ahead EXCEPT ![t] = Len(flight)] ELSE ahead
         ELSE /\ Proceed(t) /\ buffer' = Current /\ UNCHANGED ahead
              /\ hand' = [hand EXCEPT ![t] = "current"]
    /\ UNCHANGED <<grip, owner, encoding, encoder, device, history>>

\* Impl: CommandStreamProtocol.commit, CommandStreamProtocol::commit
Commit(t) ==
    /\ At(t, "Commit") /\ Proceed(t)
    /\ flight' = Append(flight, buffer) /\ buffer' = None
    /\ hand' = Spoil(hand, t, "current", "spent")
    /\ ahead' = IF call[t] \in Waits
                  THEN [ahead EXCEPT ![t] = Len(flight) + 1] ELSE ahead
    /\ UNCHANGED <<grip, owner, encoding, encoder, error, firing, history>>

\* An event is signalled by the device when it has come this far.
\* Impl: CommandStreamProtocol.mark, CommandStreamProtocol::mark
Mark(t) ==
    /\ At(t, "Mark") /\ Proceed(t)
    /\ buffer' = Add("mark", t) /\ hand' = [hand EXCEPT ![t] = "none"]
    /\ h_todo' = [h_todo EXCEPT ![t] = @ + 1]
    /\ UNCHANGED <<grip, ahead, owner, encoding, encoder, device, h_due>>

\* Impl: CommandStreamProtocol.addHandler, CommandStreamProtocol::addHandler
AddHandler(t) ==
    /\ At(t, "AddHandler") /\ Proceed(t)
    /\ buffer' = [Current EXCEPT !.handlers = Append(@, t)]
    /\ hand' = [hand EXCEPT ![t] = "none"]
    /\ h_due' = [h_due EXCEPT ![t] = @ + 1]
    /\ UNCHANGED <<grip, ahead, owner, encoding, encoder, device, h_todo>>

\* However the job ended, the queue goes to the next one.
\* Impl: CommandStreamProtocol.leave, CommandStreamProtocol::leave
Leave(t) ==
    /\ At(t, "Leave") /\ On(t, 1) /\ owner' = None
    /\ result' =
           [result EXCEPT ![t] = IF call[t] = "throw" THEN "thrown" ELSE @]
    /\ grip' = [grip EXCEPT ![t] = "none"]
    /\ hand' = [hand EXCEPT ![t] = "none"]
    /\ UNCHANGED <<ahead, encoding, buffer, encoder, device, history>>

\* Of several who wait one is told of a failure.
\* Impl: CommandStreamProtocol.await, CommandStreamProtocol::await
Await(t) ==
    /\ At(t, "Await") /\ ahead[t] = 0 /\ On(t, 1)
    /\ result' = [result EXCEPT ![t] = IF error THEN "failed" ELSE @]
    /\ error' = FALSE
    /\ UNCHANGED <<hands, stream, flight, firing, history>>

\* Impl: CommandStreamProtocol.fire, CommandStreamProtocol::fire
Fire(h) ==
    LET rest == Tail(firing[h]) IN
    /\ At(h, "Fire")
    /\ firing' = [firing EXCEPT ![h] = rest]
    /\ pc' = [pc EXCEPT ![h] = IF rest = <<>> THEN "Idle" ELSE "Fire"]
    /\ h_due' = [h_due EXCEPT ![Head(firing[h])] = @ - 1]
    /\ UNCHANGED <<local, hands, stream, flight, error, h_todo>>

-----------------------------------------------------------------------------
(* The environment: the device completes or fails buffers, in order.       *)

Finish(h, fails) ==
    LET done == Head(flight) IN
    /\ At(h, "Idle") /\ flight # <<>>
    /\ flight' = Tail(flight) /\ error' = (error \/ fails)
    /\ ahead' = [t \in Threads |-> IF ahead[t] = 0 THEN 0 ELSE ahead[t] - 1]
    /\ firing' = [firing EXCEPT ![h] = done.handlers]
    /\ pc' = [pc EXCEPT ![h] = IF done.handlers = <<>> THEN "Idle" ELSE "Fire"]
    /\ h_todo' = [t \in Threads |-> h_todo[t] - Count(t, done)]
    /\ UNCHANGED <<local, grip, hand, stream, h_due>>

GpuComplete(h) == Finish(h, FALSE)
GpuFail(h)     == Fails /\ ~error /\ Finish(h, TRUE)

ThreadExit(t) ==
    /\ At(t, "Idle") /\ pc' = [pc EXCEPT ![t] = "Gone"]
    /\ result' = [result EXCEPT ![t] = "none"]
    /\ UNCHANGED <<call, ip, hands, stream, device, history>>

\* Legal termination: without it, the end would look like a deadlock.
Terminated ==
    /\ \A t \in Threads : At(t, "Gone")
    /\ \A h \in Handlers : At(h, "Idle")
    /\ flight = <<>>
    /\ UNCHANGED vars

-----------------------------------------------------------------------------
Step(t) == \/ Enter(t) \/ Open(t) \/ Lock(t) \/ Encode(t) \/ Unlock(t)
           \/ Close(t) \/ Take(t) \/ Commit(t) \/ Mark(t) \/ AddHandler(t)
           \/ Leave(t) \/ Await(t)

Next == \/ \E t \in Threads : \/ \E c \in Calls : Call(t, c)
                              \/ Step(t) \/ ThreadExit(t)
        \/ \E h \in Handlers : Fire(h) \/ GpuComplete(h) \/ GpuFail(h)
        \/ Terminated

Spec == Init /\ [][Next]_vars

\* Threads in a call go on, the device works; nobody must call.  The queue and
\* the lock serve in the order of requests (see EncodingLock), of which strong
\* fairness is what is left here.
FairSpec ==
    /\ Spec
    /\ \A t \in Threads : WF_vars(Step(t)) /\ SF_vars(Enter(t) \/ Lock(t))
    /\ \A h \in Handlers : WF_vars(Fire(h)) /\ WF_vars(GpuComplete(h))

-----------------------------------------------------------------------------
\* Nobody commits a buffer that another has committed: the headline crash.
NoDoubleCommitInv == \A t \in Threads : At(t, "Commit") => hand[t] = "current"

\* Nobody records through an encoder that another has ended.
EncoderAliveInv == \A t \in Threads : At(t, "Encode") => grip[t] = "open"

\* No buffer is committed, and none marked, while an encoder is open on it.
EncoderClosedInv ==
    \A t \in Threads : (At(t, "Commit") \/ At(t, "Mark")) => ~encoder

\* Nobody adds a handler to a buffer that is committed.
HandlerInTimeInv ==
    \A t \in Threads : At(t, "AddHandler") => hand[t] = "current"

\* Only who is on the queue touches buffer and encoder.
OnQueueInv == \A t \in Threads :
    pc[t] \in {"Open", "Encode", "Close", "Take", "Commit", "Mark",
               "AddHandler", "Leave"} => owner = t

\* Nobody waits for the device while others wait for the queue, or for a lock.
NoWaitOnQueueInv ==
    \A t \in Threads : At(t, "Await") => owner # t /\ encoding # t

\* Nobody waits for the queue on the queue, or with the encoding lock in hand.
NoSelfWaitInv == \A t \in Threads : At(t, "Enter") => owner # t /\ encoding # t

\* The queue is left by whoever has been on it.
OwnerInCallInv == owner # None => call[owner] # None

Recorded == IF buffer = None THEN flight ELSE Append(flight, buffer)

\* Nothing that was recorded, or asked for, is ever dropped or done twice.
NothingLostInv == \A t \in Threads : h_todo[t] =
    Cardinality(UNION {{i} \X Of(t, Recorded[i]) : i \in DOMAIN Recorded})

\* Every handler is called once, after its buffer has completed.
HandlersOnceInv == \A t \in Threads :
    LET In(s)  == {i \in DOMAIN s : s[i] = t}
        Added  ==
            UNION {{i} \X In(Recorded[i].handlers) : i \in DOMAIN Recorded}
        Called == UNION {{x} \X In(firing[x]) : x \in Handlers}
    IN h_due[t] = Cardinality(Added) + Cardinality(Called)

\* Who has synchronized has nothing under way.
SynchronizedProp == [][\A t \in Threads :
    At(t, "Await") /\ pc'[t] = "Idle" => h_todo[t] = 0]_vars

\* Every call returns, if threads in a call go on and the device works.
CallsReturnLive == \A t \in Threads : (call[t] # None) ~> (call[t] = None)
=============================================================================
