------------------------ MODULE ForgottenBeforeCommit ------------------------
\* The stream forgets its buffer before it commits it, and then finds nothing to
\* commit: who comes to hand over leaves, and the device has nothing to do.
EXTENDS MCCommandStream_refines

Fault_Commit(t) ==
    /\ At(t, "Commit") /\ Proceed(t)
    /\ buffer' = None
    /\ hand' = Spoil(hand, t, "current", "spent")
    /\ ahead' = IF call[t] \in Waits
                  THEN [ahead EXCEPT ![t] = Len(flight)] ELSE ahead
    /\ UNCHANGED <<grip, owner, encoding, encoder, device, history>>
=============================================================================
