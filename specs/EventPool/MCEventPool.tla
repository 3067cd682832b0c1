---------------------------- MODULE MCEventPool ----------------------------
(* Bounds for TLC: the only module of the folder that knows of it.         *)
EXTENDS EventPool, TLC

CONSTANTS a, b, c, h, i, p, q

\* All on one stream; or the last on one of its own.
OneStream == [t \in Threads |-> p]
TwoStreams == [t \in Threads |-> IF t = c THEN q ELSE p]

\* One records and gives back, one waits, one is called.
Using == [t \in Threads |-> CASE t = a -> {"take", "record", "give"}
                              [] t = b -> {"await", "timed"}
                              [] OTHER -> {"then", "query"}]
UsingBudget == [t \in Threads |-> IF t = a THEN 4 ELSE 1]
=============================================================================
