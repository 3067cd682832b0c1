----------------------- MODULE StaleReleaseFreesOther ------------------------
\* A release asks whether the stream is held, not by whom: given back twice, it
\* is taken from whoever leases it by then.
EXTENDS MCLeasePool

Fault_Free(t) ==
    /\ At(t, "Free")
    /\ lease' = [lease EXCEPT ![t] = None]
    /\ IF state[last[t]] # "held" THEN Return(t, "stale") /\ UNCHANGED state
       ELSE /\ state' = [state EXCEPT ![last[t]] = "free"]
            /\ Stay(t, "CheckWaiting")
    /\ UNCHANGED <<shut, pending, device, guard, waiters, woken>>
=============================================================================
