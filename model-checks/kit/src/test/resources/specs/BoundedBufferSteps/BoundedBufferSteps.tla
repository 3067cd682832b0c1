------------------------- MODULE BoundedBufferSteps -------------------------
(***************************************************************************)
(* The bounded buffer of BoundedBuffer.java, step by step.  One action is  *)
(* what one thread does between two consecutive step points of the code:   *)
(* at most one change of shared state.  pc[t] is the step point t stands   *)
(* at, and bears the name of the action that comes next.                   *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANTS
    Producers, \* the threads that put
    Consumers, \* the threads that take
    Capacity,  \* how many elements fit
    None       \* no thread

ASSUME Capacity \in Nat \ {0}

Threads == Producers \cup Consumers

VARIABLES
    pc,      \* step point at which each thread stands
    buffer,  \* the elements, oldest first: each is the thread that put it
    owner,   \* who holds the lock
    waiting  \* who has given the lock back to be told of a change

vars == <<pc, buffer, owner, waiting>>

TypeOK ==
    /\ pc \in [Threads -> {"Idle", "Lock", "Wait", "Wake", "Put", "Take",
                           "Notify", "Unlock"}]
    /\ buffer \in Seq(Producers)
    /\ owner \in Threads \cup {None}
    /\ waiting \subseteq Threads

Init ==
    /\ pc = [t \in Threads |-> "Idle"]
    /\ buffer = <<>>
    /\ owner = None
    /\ waiting = {}

At(t, p)      == pc[t] = p
Goto(t, q)    == pc' = [pc EXCEPT ![t] = q]
Move(t, p, q) == At(t, p) /\ Goto(t, q)

(* What a client does: a call goes up to its first step point.             *)

CallPut(t)  == Move(t, "Idle", "Lock") /\ UNCHANGED <<buffer, owner, waiting>>
CallTake(t) == Move(t, "Idle", "Lock") /\ UNCHANGED <<buffer, owner, waiting>>

(* The monitor.                                                            *)

\* The owner looks at the buffer, which nobody else can change meanwhile.
Look(t) ==
    IF t \in Producers
      THEN IF Len(buffer) = Capacity THEN "Wait" ELSE "Put"
      ELSE IF buffer = <<>> THEN "Wait" ELSE "Take"

Grab(t) ==
    /\ owner = None /\ owner' = t
    /\ Goto(t, Look(t))
    /\ UNCHANGED <<buffer, waiting>>

Lock(t) == At(t, "Lock") /\ Grab(t)

\* To wait and to give the lock back is one step, so that no change comes
\* between looking and waiting.
Wait(t) ==
    /\ Move(t, "Wait", "Wake")
    /\ owner' = None
    /\ waiting' = waiting \cup {t}
    /\ UNCHANGED buffer

\* Whoever was told looks again: another may have been faster.
Wake(t) == At(t, "Wake") /\ t \notin waiting /\ Grab(t)

Put(t) ==
    /\ Move(t, "Put", "Notify")
    /\ buffer' = Append(buffer, t)
    /\ UNCHANGED <<owner, waiting>>

Take(t) ==
    /\ Move(t, "Take", "Notify")
    /\ buffer' = Tail(buffer)
    /\ UNCHANGED <<owner, waiting>>

\* Everyone, since producers and consumers wait in one set.
Told == waiting

Notify(t) ==
    /\ Move(t, "Notify", "Unlock")
    /\ waiting' = waiting \ Told
    /\ UNCHANGED <<buffer, owner>>

Unlock(t) ==
    /\ Move(t, "Unlock", "Idle")
    /\ owner' = None
    /\ UNCHANGED <<buffer, waiting>>

Next ==
    \/ \E t \in Producers : CallPut(t) \/ Put(t)
    \/ \E t \in Consumers : CallTake(t) \/ Take(t)
    \/ \E t \in Threads : \/ Lock(t) \/ Wait(t) \/ Wake(t)
                          \/ Notify(t) \/ Unlock(t)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* What must hold.  That nobody is left behind for ever shows as the       *)
(* absence of deadlock: threads call again and again.                      *)

CapacityInv == Len(buffer) <= Capacity

\* Only the owner stands between taking the lock and giving it back.
OwnerInv ==
    \A t \in Threads :
        pc[t] \in {"Wait", "Put", "Take", "Notify", "Unlock"} <=> owner = t

\* Elements leave in the order in which they came.
FifoProp ==
    [][ \/ buffer # <<>> /\ buffer' = Tail(buffer)
        \/ \E t \in Producers : buffer' = Append(buffer, t) ]_buffer
=============================================================================
