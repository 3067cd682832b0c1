----------------------------- MODULE StreamUse -----------------------------
(***************************************************************************)
(* What whoever works on a GPU stream may rely on, whatever pool it came   *)
(* from.  StreamPool, LeasePool and CommandStream refine this.             *)
(*                                                                         *)
(* All that a thread hands over goes to the stream that it has, one work   *)
(* after the other, until it changes over; a stream works off what it got  *)
(* in that order, so each thread's work is done in the thread's order.     *)
(* What has been taken down is never worked on again.  Where the pool says *)
(* so, a stream is one thread's alone, from its first work to the end of   *)
(* its last one.                                                           *)
(***************************************************************************)
CONSTANTS
    Threads,    \* threads that use streams
    Streams,    \* the streams of the pool
    Exclusive,  \* is a stream one thread's alone?
    None        \* no stream

ASSUME Exclusive \in BOOLEAN

VARIABLES
    has,   \* the stream that each thread has
    at,    \* the stream that it is handing work to just now
    busy,  \* has the stream work that is not done?
    down   \* has it been taken down?

vars == <<has, at, busy, down>>

\* Every variable stays within its type.
TypeOK == /\ has \in [Threads -> Streams \cup {None}]
          /\ at \in [Threads -> Streams \cup {None}]
          /\ busy \in [Streams -> BOOLEAN] /\ down \in [Streams -> BOOLEAN]

Init == /\ has = [t \in Threads |-> None] /\ at = [t \in Threads |-> None]
        /\ busy = [s \in Streams |-> FALSE]
        /\ down = [s \in Streams |-> FALSE]

\* For the first time, or by changing over: never in the middle of a work.
Take(t, s) ==
    /\ at[t] = None
    /\ Exclusive => (~busy[s] /\ \A u \in Threads : has[u] # s)
    /\ has' = [has EXCEPT ![t] = s] /\ UNCHANGED <<at, busy, down>>

\* Given back, or left behind by a thread that ends.
Leave(t) ==
    /\ at[t] = None
    /\ has' = [has EXCEPT ![t] = None] /\ UNCHANGED <<at, busy, down>>

Begin(t) ==
    /\ at[t] = None /\ has[t] # None /\ ~down[has[t]]
    /\ at' = [at EXCEPT ![t] = has[t]] /\ UNCHANGED <<has, busy, down>>

Submit(t) ==
    /\ at[t] # None /\ at' = [at EXCEPT ![t] = None]
    /\ busy' = [busy EXCEPT ![at[t]] = TRUE] /\ UNCHANGED <<has, down>>

\* The device has worked off all that the stream got.
Finish(s) ==
    /\ busy' = [busy EXCEPT ![s] = FALSE] /\ UNCHANGED <<has, at, down>>

\* Nobody is cut off, and no work is lost.
TakeDown(s) ==
    /\ ~busy[s] /\ \A t \in Threads : at[t] # s
    /\ Exclusive => \A t \in Threads : has[t] # s
    /\ down' = [down EXCEPT ![s] = TRUE] /\ UNCHANGED <<has, at, busy>>

Next == \/ \E t \in Threads : \/ Leave(t) \/ Begin(t) \/ Submit(t)
                              \/ \E s \in Streams : Take(t, s)
        \/ \E s \in Streams : Finish(s) \/ TakeDown(s)

Spec == Init /\ [][Next]_vars
=============================================================================
