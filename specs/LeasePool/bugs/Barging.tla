------------------------------- MODULE Barging -------------------------------
\* Newcomers do not ask who waits, although first come, first served has been
\* promised: a stream just freed goes to whoever looks first.
EXTENDS MCLeasePool

Fault_CheckWaiting(t) ==
    LET comes == op[t] \in {"try", "acquire"} IN
    /\ At(t, "CheckWaiting")
    /\ CASE comes                   -> Stay(t, "Claim")
         [] ~comes /\ waiting = 0   -> Return(t, "none")
         [] OTHER                   -> Stay(t, "LockWaiters")
    /\ UNCHANGED <<slots, guard, waiters, woken>>
=============================================================================
