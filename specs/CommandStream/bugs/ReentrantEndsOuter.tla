------------------------- MODULE ReentrantEndsOuter --------------------------
\* First of the chain (docs/dossier-reentrancy.md).  A call of a job runs inline
\* and at once: synchronize ends the encoder, commits, and the job records on.
EXTENDS MCCommandStream

\* An inner job records through the encoder of the job around it.
Through == <<"Lock", "Encode", "Unlock">>

Fault_InnerSynchronize == Job(Record \o Submit \o Through) \o <<"Await">>

\* What is ended is ended for the job around as well, which keeps it in hand.
Fault_Close(t) ==
    /\ At(t, "Close") /\ Proceed(t)
    /\ encoder' = FALSE
    /\ grip' = [u \in Threads |-> IF grip[u] = "open" THEN "ended" ELSE grip[u]]
    /\ UNCHANGED <<hand, ahead, owner, encoding, buffer, device, history>>
=============================================================================
