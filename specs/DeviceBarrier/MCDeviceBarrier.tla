--------------------------- MODULE MCDeviceBarrier ---------------------------
(* Bounds for TLC: the only module of the folder that knows of it.         *)
EXTENDS DeviceBarrier, TLC

CONSTANTS a, b, c

\* Streams that are there from the start.
One  == <<0>>
Both == <<0, 1>>
All  == <<0, 1, 2>>

\* One works on the default stream; the other, or the others, on the next.
Apart == [t \in Threads |-> IF t = b THEN 1 ELSE 0]
Alone == [t \in Threads |-> CASE t = b -> 1 [] t = c -> 2 [] OTHER -> 0]
Same  == [t \in Threads |-> 0]
Unguarded == [t \in Threads |-> {}]

\* A barrier, while a stream comes and goes and another one is used.
Opening == [t \in Threads |-> CASE t = a -> {"device"}
                                [] t = b -> {"open", "submit", "close"}
                                [] OTHER -> {"submit", "synchronize"}]
\* Two barriers, and two streams with work that may fail.
Failing == [t \in Threads |-> CASE t = a -> {"device"}
                                [] t = b -> {"submit", "synchronize"}
                                [] OTHER -> {"submit"}]
\* A barrier, while a stream with work that may fail is closed.
Closing == [t \in Threads |-> IF t = a THEN {"device"}
                                       ELSE {"submit", "close"}]
\* A barrier, while others go on submitting.
Working == [t \in Threads |-> IF t = a THEN {"device"} ELSE {"submit"}]
\* Barriers of several, beside one who submits.
Barring == [t \in Threads |-> IF t = b THEN {"submit"}
                                      ELSE {"device", "submit"}]
\* A barrier, while two streams come and go.
Making  == [t \in Threads |-> IF t = a THEN {"device"}
                                       ELSE {"open", "submit", "close"}]

\* Guards over the other stream, and over one of a pool.
Silent   == [t \in Threads |-> {}]
Guarding == [t \in Threads |-> IF t = a THEN {"submit", "synchronize"} ELSE {}]
OverAll  == [t \in Threads |-> IF t = a THEN {1, 2} ELSE {2}]

-----------------------------------------------------------------------------
(* Witnesses: each is expected to be violated.                             *)

Others(t) == Threads \ {t}

\* A barrier finds a stream that was not there when it began.
ReachNewStream ==
    ~ \E t \in Threads : /\ Calling(t, "device") /\ At(t, "Unlock")
                         /\ Len(todo[t]) = 1 /\ Cardinality(visited[t]) = 2
\* It is to take a fence of a stream that has been closed meanwhile.
ReachClosedMeanwhile ==
    ~ \E t \in Threads : At(t, "Fence") /\ phase[Head(todo[t])] = "gone"
\* It need not wait for what others have submitted since.
ReachWorkBehind ==
    ~ \E t \in Threads : At(t, "Await") /\ \E s \in Range(fences[t]) :
           ahead[t][s] = 0 /\ flight[s] > 0
\* It knows of a failure and still waits.
ReachWaitsOn == ~ \E t \in Threads : told[t] # <<>> /\ Waits(t)
\* It is told of two failures.
ReachTwoTold == ~ \E t \in Threads : Len(told[t]) = 2
\* Of two who wait for a stream the other one is told.
ReachOtherIsTold ==
    ~ \E t \in Threads : /\ Calling(t, "device") /\ At(t, "Await")
                         /\ \E u \in Others(t) : told[u] = <<Head(fences[t])>>
\* Two barriers wait at once.
ReachTwoBarriers ==
    ~ \E t \in Threads : Waits(t) /\ \E u \in Others(t) :
           Waits(u) /\ call[t] = call[u] /\ call[t] = "device"
\* A stream is closed while a barrier waits for it.
ReachBothWait ==
    ~ \E t \in Threads : Calling(t, "close") /\ Waits(t) /\ \E u \in Others(t) :
           Calling(u, "device") /\ Waits(u)
\* A guard in a guard.
ReachNested == ~ \E t \in Threads : Cardinality(Mine(t)) = 2
\* A guard is not ended while a newer one is open.
ReachOutOfOrder ==
    ~ \E t \in Threads : /\ refused[t]
                         /\ \A g \in Guards : guard[g].by \in {t, None}
\* The stream of the pool goes to another, and whoever had it ends again.
ReachChangesHands ==
    ~ \E g \in Guards : /\ guard[g].over \in Pooled /\ ~guard[g].open
                        /\ \E t \in Others(guard[g].by) :
                               owner[guard[g].over] = t
=============================================================================
