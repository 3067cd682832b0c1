----------------------- MODULE MCCommandStream_refines -----------------------
(* A command stream is what the pools take a stream for: their models may   *)
(* leave it at that.                                                        *)
EXTENDS MCCommandStream

Use == INSTANCE StreamUse WITH
    Streams   <- {0},
    Exclusive <- FALSE,
    has  <- [t \in Threads |-> IF call[t] = None THEN None ELSE 0],
    at   <- [t \in Threads |-> IF At(t, "Commit") /\ hand[t] = "current"
                                 THEN 0 ELSE None],
    busy <- [s \in {0} |-> flight # <<>>],
    down <- [s \in {0} |-> FALSE]

\* Who shares a command stream may rely on what StreamUse says.
RefinesStreamUse == Use!Spec
=============================================================================
