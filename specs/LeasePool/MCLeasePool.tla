---------------------------- MODULE MCLeasePool ----------------------------
(* Bounds for TLC: the only module of the folder that knows of it.         *)
EXTENDS LeasePool, TLC

CONSTANTS a, b, c, h

\* All look at the first slot first.
SameHint == [t \in Threads |-> 0]
\* Each begins elsewhere.
OwnHint  == [t \in Threads |-> IF t = a THEN 0 ELSE Size - 1]

\* Two wait without a limit, the third takes a stream only if one is free.
Waiting == [t \in Threads |-> IF t = c THEN {"try"} ELSE {"forever"}]
\* As many as there are wait for one stream.
Queueing == [t \in Threads |-> {"forever"}]
\* One waits without a limit, one gives up in every way.
GivingUp == [t \in Threads |-> CASE t = a -> {"forever", "exit"}
                                  [] t = b -> {"timed", "interrupt"}
                                  [] OTHER -> {"try"}]
\* Work is left behind, handles are used again.
Working == [t \in Threads |-> IF t = a THEN {"forever", "submit", "again"}
                                       ELSE {"forever", "try", "exit"}]
\* A stream given back twice.
Doubling == [t \in Threads |-> {"try", "again"}]
\* One waits, and others take what they can get.
Passing == [t \in Threads |-> IF t = a THEN {"forever"} ELSE {"try"}]
\* Closed by one, or two, while others wait.
Closing == [t \in Threads |->
              CASE t = a -> {"close", "exit"}
                [] t = b -> {"forever", "exit"}
                [] OTHER -> {"timed", "exit"}]
ClosedByTwo == [t \in Threads |-> IF t = a THEN {"close"} ELSE {"try", "close"}]
\* Closed by one who never ends, while another comes and goes.
OneCloses == [t \in Threads |-> IF t = a THEN {"close"} ELSE {"try"}]
\* One who finds the stream taken, and queues after the close.
Latecoming == [t \in Threads |-> IF t = a THEN {"try", "close", "exit"}
                                          ELSE {"forever", "exit"}]
\* Threads die with a stream in hand.
Leaking == [t \in Threads |-> IF t = a THEN {"forever", "exit"}
                                       ELSE {"forever", "exit", "leak"}]
=============================================================================
