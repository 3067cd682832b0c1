------------------------ MODULE MCBoundedBufferSteps ------------------------
(* Bounds for TLC: the only module of the folder that knows of it.         *)
EXTENDS BoundedBufferSteps, TLC

CONSTANTS c1, p1, p2

-----------------------------------------------------------------------------
(* Witnesses: each is expected to be violated.                             *)

ReachAllProducersWait == ~ Producers \subseteq waiting
=============================================================================
