---------------------------- MODULE MCLeasePool ----------------------------
(* Bounds for TLC: the only module of the folder that knows of it.         *)
EXTENDS LeasePool, TLC

CONSTANTS a, b, c, d, h

\* All look at the first slot first.
SameHint == [t \in Threads |-> 0]
\* All but one look at the last slot first.
OwnHint == [t \in Threads |-> IF t = a THEN 0 ELSE Size - 1]

\* Two wait without a limit, the third takes a stream only if one is free.
Waiting == [t \in Threads |-> IF t = c THEN {"try"} ELSE {"forever"}]
\* One takes a stream and keeps it: for the others they are one too few.
Keeping == [t \in Threads |-> IF t = c THEN {"forever", "keep"}
                                       ELSE {"forever"}]
\* Two wait while one stream comes back and another is found lost: whoever
\* serves them may have both to give.
Serving == [t \in Threads |->
              CASE t = c -> {"try", "keep", "exit", "leak"}
                [] t = d -> {"try"}
                [] OTHER -> {"forever", "keep"}]
\* As many as there are wait for one stream.
Queueing == [t \in Threads |-> {"forever"}]
\* One waits, and others take what they can get.
Passing == [t \in Threads |-> IF t = a THEN {"forever"} ELSE {"try"}]
\* One waits without a limit, one gives up in every way.
GivingUp == [t \in Threads |-> CASE t = a -> {"forever", "exit"}
                                  [] t = b -> {"timed", "forever",
                                               "interrupt"}
                                  [] OTHER -> {"try"}]
\* One gives up, before or behind another who waits.
Abandoning == [t \in Threads |-> CASE t = a -> {"forever", "keep"}
                                    [] t = b -> {"timed"}
                                    [] OTHER -> {"try"}]
\* Work is left behind, handles are used again.
Working == [t \in Threads |-> IF t = a THEN {"forever", "submit", "again"}
                                       ELSE {"forever"}]
\* A stream is given back twice.
Doubling == [t \in Threads |-> {"try", "again"}]
\* Closed by one, or two, while others wait.
Closing == [t \in Threads |->
              CASE t = a -> {"close", "exit"}
                [] t = b -> {"forever", "exit"}
                [] OTHER -> {"timed", "exit"}]
ClosedByTwo == [t \in Threads |-> IF t = a THEN {"close"}
                                           ELSE {"try", "submit", "close"}]
\* Closed while one dies with the stream, and two wait for it.
Refusing == [t \in Threads |->
               CASE t = a -> {"close"}
                 [] t = b -> {"try", "keep", "exit", "leak"}
                 [] OTHER -> {"forever", "keep"}]
\* Closed by one who never ends, while another comes and goes.
OneCloses == [t \in Threads |-> IF t = a THEN {"close"} ELSE {"try"}]
\* One who finds the stream taken, and queues after the close.
Latecoming == [t \in Threads |-> IF t = a THEN {"try", "close", "exit"}
                                          ELSE {"forever", "exit"}]
\* Work on a stream that changes hands, until it is closed.
Using == [t \in Threads |-> IF t = a THEN {"forever", "submit", "again"}
                                     ELSE {"try", "submit", "close"}]
\* Work is left behind while another closes.
WorkAndClose == [t \in Threads |-> IF t = a THEN {"close", "exit"}
                                            ELSE {"try", "submit", "exit"}]
\* Work is left behind while another takes a stream if one is free, and closes,
\* again and again.
Leaving == [t \in Threads |-> IF t = a THEN {"try", "close"}
                                       ELSE {"forever", "submit"}]
\* Threads die with a stream in hand.
Leaking == [t \in Threads |-> IF t = a THEN {"forever", "exit"}
                                       ELSE {"forever", "exit", "leak"}]

\* Those who do the same may change places.
Symmetric == Permutations(Threads \ {c})

-----------------------------------------------------------------------------
(* Witnesses: each is expected to be violated.                             *)

\* A wake-up that is left over from an earlier wait.
ReachStalePermit ==
    ~ \E t \in Threads : At(t, "Park") /\ woken[t] /\ status[t] = "waiting"
\* Found free by who queues up, after it was counted.
ReachServesItself == ~ \E t \in Threads : At(t, "Grant") /\ First = t
ReachTwoInQueue == Len(queue) < 2
\* Somebody comes to wait while another waits already.
ReachAhead == \A t \in Threads : h_ahead[t] = {}
\* Who came back with a stream finds nobody waiting any more.
ReachGaveUpMeanwhile ==
    ~ \E t \in Threads : At(t, "LockWaiters") /\ op[t] = "release"
                                              /\ queue = <<>>
ReachGrantBeforeWithdraw ==
    ~ \E t \in Threads : At(t, "Withdraw") /\ status[t] = "granted"
ReachClosedBeforeWithdraw ==
    ~ \E t \in Threads : At(t, "Withdraw") /\ status[t] = "closed"
ReachInterrupted == ~ \E t \in Threads : result[t] = "interrupted"
ReachStaleRefused == ~ \E t \in Threads : result[t] = "stale"
\* A stream that comes home with its last work, or from the dead, is granted.
ReachSettledGranted == ~ \E x \in Handlers : At(x, "Grant") /\ op[x] = "settle"
ReachLeakGranted == ~ \E x \in Handlers : At(x, "Grant") /\ op[x] = "release"
\* Where overtaking is allowed, it happens.
ReachOvertaken ==
    ~ \E t \in Threads : /\ At(t, "Claim") /\ queue # <<>> /\ guard = None
                         /\ state[Here(t)] = "free"
ReachTwoRefused ==
    ~ \E t \in Threads : At(t, "Refuse") /\ Len(queue) = 2
ReachLatecomer == ~ \E t \in Threads : At(t, "Enlist") /\ sealed
ReachCloseAwaitsWork ==
    ~ \E t \in Threads : At(t, "AwaitHome") /\ state[cursor[t]] = "draining"
ReachTwoClosers ==
    ~ \E t, u \in Threads : /\ t # u /\ At(t, "TakeDown") /\ At(u, "TakeDown")
                            /\ cursor[t] = cursor[u]
=============================================================================
