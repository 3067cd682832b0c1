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
=============================================================================
