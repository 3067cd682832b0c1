--------------------------- MODULE UseAfterRelease ---------------------------
\* A submit asks for no generation: with a stale handle, it hands work to a stream
\* that its thread has given back.
EXTENDS MCLeasePool

Fault_Pend(t) ==
    /\ At(t, "Pend") /\ Stay(t, "Commit")
    /\ pending' = [pending EXCEPT ![last[t]] = @ + 1]
    /\ UNCHANGED <<lease, state, shut, device, guard, waiters, woken>>
=============================================================================
