------------------------- MODULE FirstWorkBringsHome -------------------------
\* The first work that completes brings the stream home, and not the last: the
\* next lessee has it while others are still running.
EXTENDS MCLeasePool_refines

Fault_Settle(x) ==
    LET s    == last[x]
        done == state[s] = "draining"
    IN
    /\ At(x, "Settle")
    /\ pending' = [pending EXCEPT ![s] = @ - 1]
    /\ state' = IF done THEN [state EXCEPT ![s] = Home(s)] ELSE state
    /\ IF done /\ ~shut[s] THEN Stay(x, "CheckWaiting") ELSE Return(x, "none")
    /\ UNCHANGED <<lease, shut, device, guard, waiters, woken>>
=============================================================================
