--------------------------- MODULE MCCommandStream ---------------------------
(* Bounds for TLC: the only module of the folder that knows of it.         *)
EXTENDS CommandStream, TLC

CONSTANTS a, b, c, h

\* One records, one commits and waits.
Sharing == [t \in Threads |-> IF t = a THEN {"kernel", "fill", "throw"}
                                       ELSE {"synchronize"}]
\* Jobs that call the stream again.
Nesting == [t \in Threads |-> IF t = a THEN {"innerSynchronize", "innerSignal"}
                                       ELSE {"kernel", "synchronize"}]
\* Handlers, marks, and a flush in between.
Handling == [t \in Threads |-> IF t = a THEN {"onCompleted", "kernel"}
                                        ELSE {"signal", "flush", "synchronize"}]
=============================================================================
