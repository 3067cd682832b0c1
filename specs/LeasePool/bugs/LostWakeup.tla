----------------------------- MODULE LostWakeup ------------------------------
\* Whoever gives a stream back asks first whether anyone waits, and then frees
\* it: without the lock, if nobody does.  Who queues up in between looks at the
\* slots too early, and is told by nobody.
EXTENDS MCLeasePool

Fault_CallRelease(t) ==
    HasHandle(t) /\ Call(t, "release", "CheckWaiting", Forever)
                 /\ UNCHANGED h_ahead

Fault_CheckWaiting(t) ==
    /\ At(t, "CheckWaiting")
    /\ Stay(t, CASE waiting > 0           -> "LockWaiters"
                 [] op[t] = "acquire"     -> "Claim"
                 [] OTHER                 -> "Free")
    /\ UNCHANGED <<slots, guard, waiters, woken>>

Fault_LockWaiters(t) ==
    /\ guard = None /\ guard' = t
    /\ At(t, "LockWaiters")
    /\ Stay(t, CASE op[t] # "acquire"   -> "Free"
                 [] status[t] = "none"  -> "Enlist"
                 [] OTHER               -> "Withdraw")
    /\ UNCHANGED <<slots, waiters, woken>>

Fault_Free(t) ==
    /\ At(t, "Free")
    /\ lease' = [lease EXCEPT ![t] = None]
    /\ state' = [state EXCEPT ![last[t]] = "free"]
    /\ IF guard # t THEN Return(t, "none")
       ELSE Stay(t, IF queue = <<>> THEN "UnlockWaiters" ELSE "ClaimFor")
    /\ UNCHANGED <<shut, pending, device, guard, waiters, woken>>
=============================================================================
