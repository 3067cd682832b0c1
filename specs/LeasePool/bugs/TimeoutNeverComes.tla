-------------------------- MODULE TimeoutNeverComes --------------------------
\* The last bit of a wait is slept without a limit: what is left has been rounded
\* down to nothing, and nothing is taken for "for ever".
EXTENDS MCLeasePool

Fault_Park(t) ==
    /\ At(t, "Park") /\ (woken[t] \/ interrupted[t])
    /\ Stay(t, "Look") /\ woken' = [woken EXCEPT ![t] = FALSE]
    /\ UNCHANGED <<slots, guard, waiters>>
=============================================================================
