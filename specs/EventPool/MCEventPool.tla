---------------------------- MODULE MCEventPool ----------------------------
(* Bounds for TLC: the only module of the folder that knows of it.         *)
EXTENDS EventPool, TLC

CONSTANTS a, b, c, h, i, p, q

\* All on one stream; or the last on one of its own.
OneStream == [t \in Threads |-> p]
TwoStreams == [t \in Threads |-> IF t = c THEN q ELSE p]

Plans(x, y, z) == [t \in Threads |-> CASE t = a -> x [] t = b -> y [] t = c -> z]

\* An event is used again on another stream, which first waits for it.
Reusing == Plans(<<{"take"}, {"record"}, {"give"}>>,
                 <<{"await"}>>,
                 <<{"follow"}, {"take"}, {"record"}>>)
Racing == Plans(<<{"take"}, {"record"}, {"record"}, {"give"}>>,
                 <<{"await"}>>,
                 <<{"then"}>>)
Timing == Plans(<<{"take"}, {"record"}, {"record"}, {"give"}>>,
                 <<{"timed"}, {"timed"}>>,
                 <<{"timed"}, {"exit"}>>)
Calling == Plans(<<{"take"}, {"record"}, {"give"}, {"give", "query", "then"}>>,
                 <<{"then"}, {"then"}>>,
                 <<{"take"}, {"record"}>>)
=============================================================================
