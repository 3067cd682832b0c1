---------------------------- MODULE CloseCutsOff -----------------------------
\* Close takes streams from their lessees: the device destroys what a thread is
\* just working on.
EXTENDS MCLeasePool

Fault_Shut(t) ==
    LET s == cursor[t] IN
    /\ At(t, "Shut") /\ Advance(t, "Shut", "AwaitHome")
    /\ shut' = [shut EXCEPT ![s] = TRUE]
    /\ state' = [state EXCEPT ![s] = "retired"]
    /\ UNCHANGED <<lease, pending, device, guard, waiters, woken>>
=============================================================================
