--------------------------- MODULE TakenDownTwice ----------------------------
\* To take a stream down is a look and a write instead of one exchange: of two
\* closers, both may find it there.
EXTENDS MCLeasePool

Fault_TakeDown(t) ==
    /\ At(t, "TakeDown")
    /\ IF state[cursor[t]] = "gone" THEN NextHome(t) ELSE Stay(t, "Destroy")
    /\ UNCHANGED <<slots, guard, waiters, woken>>

Fault_Destroy(t) ==
    /\ At(t, "Destroy") /\ NextHome(t)
    /\ alive' = [alive EXCEPT ![cursor[t]] = FALSE]
    /\ state' = [state EXCEPT ![cursor[t]] = "gone"]
    /\ UNCHANGED <<lease, shut, pending, busy, guard, waiters, woken>>
=============================================================================
