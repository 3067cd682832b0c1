-------------------------- MODULE CloseNeverReturns --------------------------
\* Whoever gives a stream back does not look whether close has been at it: it is
\* free again, and whoever closes waits for it for ever.
EXTENDS MCLeasePool

Fault_Free(t) ==
    /\ At(t, "Free")
    /\ lease' = [lease EXCEPT ![t] = None]
    /\ CASE lease[t] = None -> Return(t, "stale") /\ UNCHANGED state
         [] lease[t] # None /\ pending[last[t]] > 0 ->
              Return(t, "none")
              /\ state' = [state EXCEPT ![last[t]] = "draining"]
         [] OTHER -> /\ state' = [state EXCEPT ![last[t]] = "free"]
                     /\ Stay(t, "CheckWaiting")
    /\ UNCHANGED <<shut, pending, device, guard, waiters, woken>>
=============================================================================
