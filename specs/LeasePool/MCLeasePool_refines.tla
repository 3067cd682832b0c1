------------------------- MODULE MCLeasePool_refines -------------------------
(* A lease pool keeps what a user of a stream may rely on, and that the    *)
(* stream is the user's alone.                                             *)
EXTENDS MCLeasePool

Use == INSTANCE StreamUse WITH
    Streams   <- Slots,
    Exclusive <- TRUE,
    has  <- [t \in Threads |-> lease[t]],
    at   <- [t \in Threads |-> IF At(t, "Commit") THEN last[t] ELSE None],
    busy <- [s \in Slots |-> busy[s] > 0],
    down <- [s \in Slots |-> state[s] = "gone"]

\* A user of the lease pool may rely on what StreamUse says, and on having its
\* stream alone.
RefinesStreamUse == Use!Spec
=============================================================================
