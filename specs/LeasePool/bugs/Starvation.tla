----------------------------- MODULE Starvation ------------------------------
\* Barging, as the one overtaken sees it: two threads pass the stream between
\* them, and it waits for ever though it is asked for its turn again and again.
EXTENDS MCLeasePool

Fault_CheckWaiting(t) ==
    LET comes == op[t] \in {"try", "acquire"} IN
    /\ At(t, "CheckWaiting")
    /\ CASE comes                   -> Stay(t, "Claim")
         [] ~comes /\ waiting = 0   -> Return(t, "none")
         [] OTHER                   -> Stay(t, "LockWaiters")
    /\ UNCHANGED <<slots, guard, waiters, woken>>
=============================================================================
