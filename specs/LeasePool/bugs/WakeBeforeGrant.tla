--------------------------- MODULE WakeBeforeGrant ---------------------------
\* The waiter is woken before it is told: it looks, finds nothing, and sleeps
\* again over what it is told then.
EXTENDS MCLeasePool

Fault_ClaimFor(t) ==
    LET s == Here(t) IN
    /\ At(t, "ClaimFor")
    /\ IF state[s] = "free"
         THEN /\ state' = [state EXCEPT ![s] = "held"] /\ Stay(t, "Wake")
         ELSE /\ Advance(t, "ClaimFor", "UnlockWaiters") /\ UNCHANGED state
    /\ UNCHANGED <<lease, shut, pending, device, guard, waiters, woken>>

Fault_Wake(t) ==
    /\ At(t, "Wake") /\ Stay(t, IF op[t] = "close" THEN "Delist" ELSE "Grant")
    /\ woken' = [woken EXCEPT ![First] = TRUE]
    /\ UNCHANGED <<slots, guard, waiters>>

Fault_Grant(t) ==
    /\ At(t, "Grant") /\ Goto(t, "Delist") /\ Tell(First, "granted")
    /\ lease' = [lease EXCEPT ![First] = Here(t)]
    /\ last' = [last EXCEPT ![First] = Here(t)]
    /\ UNCHANGED <<op, result, cursor, left, interrupted, words, device, guard,
                   queue, waiting, sealed, woken>>
=============================================================================
