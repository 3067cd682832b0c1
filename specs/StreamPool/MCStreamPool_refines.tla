------------------------ MODULE MCStreamPool_refines ------------------------
(* A stream pool keeps what a user of a stream may rely on.                *)
EXTENDS MCStreamPool

Use == INSTANCE StreamUse WITH
    Exclusive <- FALSE,
    has  <- binding,
    at   <- [t \in Threads |-> IF pc[t] \in {"TakeBuffer", "Commit"}
                                 THEN binding[t] ELSE None],
    down <- [s \in Streams |-> slot[s] = "retired"]

\* A user of the stream pool may rely on what StreamUse says; streams are shared.
RefinesStreamUse == Use!Spec
=============================================================================
