------------------------- MODULE ReleaseBeforeDrain --------------------------
\* A release does not look whether work is pending: the next lessee finds the
\* device at work on what is not its own.
EXTENDS MCLeasePool

Fault_Free(t) ==
    LET s == last[t] IN
    /\ At(t, "Free")
    /\ lease' = [lease EXCEPT ![t] = None]
    /\ IF lease[t] = None THEN Return(t, "stale") /\ UNCHANGED state
       ELSE /\ state' = [state EXCEPT ![s] = Home(s)]
            /\ IF shut[s] THEN Return(t, "none") ELSE Stay(t, "CheckWaiting")
    /\ UNCHANGED <<shut, pending, device, guard, waiters, woken>>
=============================================================================
