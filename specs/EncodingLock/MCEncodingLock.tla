--------------------------- MODULE MCEncodingLock ---------------------------
(* Bounds for TLC: the only module of the folder that knows of it.         *)
EXTENDS EncodingLock, TLC

CONSTANTS a, b, c, h

\* The lock is taken at every site.
Full    == Sites
\* The lock is taken where the race was first seen, and nowhere else.
Partial == {"gather", "scatter"}

\* A section in a section, beside one who only copies.
Nested == [t \in Threads |-> IF t = a THEN {"projection"} ELSE {"contiguous"}]
\* Two locks at once, the device waited for, its handler in between.
Sync   == [t \in Threads |-> IF t = a THEN {"fill"} ELSE {"synchronize"}]
\* Every site of the list.
Every  == [t \in Threads |-> IF t = a THEN Calls
                             ELSE {"linearSliceContiguous", "layerNorm"}]

OnlyContiguous            == [t \in Threads |-> {"contiguous"}]
OnlyLinearContiguous      == [t \in Threads |-> {"linearContiguous"}]
OnlyLinearSliceContiguous == [t \in Threads |-> {"linearSliceContiguous"}]
OnlyProjection            == [t \in Threads |-> {"projection"}]

-----------------------------------------------------------------------------
(* Witnesses: each is expected to be violated.                             *)

ReachSectionInSection == depth["encoding"] < 2
ReachAllThreeQueued   == Len(queue["stream"]) < 3
ReachFailUnderTwoLocks ==
    ~ \E t \in Threads : result[t] = "failed" /\ Held(t) = Locks
ReachHandlerWaits ==
    ~ \E x \in Handlers : At(x, "Grant") /\ owner["encoding"] \in Threads
=============================================================================
