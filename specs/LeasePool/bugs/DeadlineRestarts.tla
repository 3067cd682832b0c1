-------------------------- MODULE DeadlineRestarts ---------------------------
\* Whoever is woken for nothing waits once more for its whole time.  One wake-up
\* may come for nothing: that of an earlier wait, whose thread did not sleep.
EXTENDS MCLeasePool

Fault_Park(t) ==
    /\ At(t, "Park") /\ (woken[t] \/ interrupted[t] \/ left[t] = 0)
    /\ Goto(t, "Look") /\ woken' = [woken EXCEPT ![t] = FALSE]
    /\ left' = [left EXCEPT ![t] =
                   IF woken[t] /\ status[t] = "waiting" /\ @ # Forever
                     THEN Total ELSE @]
    /\ UNCHANGED <<op, result, cursor, last, interrupted>>
    /\ UNCHANGED <<slots, guard, waiters>>
=============================================================================
