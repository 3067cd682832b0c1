---------------------------- MODULE MCStreamUse ----------------------------
(* Bounds for TLC, and what follows from the module: that it promises      *)
(* what its refinements are asked for.                                     *)
EXTENDS StreamUse, TLC

CONSTANTS a, b

\* Where a stream is one thread's alone, two never work on it.
ExclusiveInv == Exclusive =>
    \A t, u \in Threads : t # u /\ has[t] # None => has[t] # has[u]

\* Nobody works on a stream but on its own.
OwnStreamInv == \A t \in Threads : at[t] \in {has[t], None}

\* What has been taken down has nothing more to do.
DownForGoodInv == \A s \in Streams :
    down[s] => ~busy[s] /\ \A t \in Threads : at[t] # s
\* It stays down; and where streams are exclusive, it is nobody's by then.
TakenDownProp == [][\A s \in Streams :
    /\ down[s] => down'[s]
    /\ down'[s] /\ ~down[s] /\ Exclusive => \A t \in Threads : has[t] # s]_vars

\* What a thread hands over, its stream has to do, and only the device ends it.
NoWorkLostProp == [][
    /\ \A t \in Threads : at[t] # None /\ at'[t] = None => busy'[at[t]]
    /\ \A s \in Streams : busy[s] /\ ~busy'[s] =>
                            UNCHANGED <<has, at, down>>]_vars

\* Where streams are exclusive, the work of one is done when another begins.
HandOverProp == [][\A t \in Threads : has'[t] \notin {has[t], None} =>
                     (Exclusive => ~busy[has'[t]])]_vars

-----------------------------------------------------------------------------
(* Witnesses: each is expected to be violated.                             *)

\* Work that its thread has left behind.
ReachLeftBehind ==
    ~ ((\E s \in Streams : busy[s]) /\ \A t \in Threads : has[t] = None)
ReachDown == ~ \E s \in Streams : down[s]
=============================================================================
