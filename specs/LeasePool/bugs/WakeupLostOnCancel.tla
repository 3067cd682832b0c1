------------------------- MODULE WakeupLostOnCancel --------------------------
\* Whoever gives up does not look whether it has been granted a stream since its
\* time was up: the stream goes with a thread that does not know of it.
EXTENDS MCLeasePool

Fault_Withdraw(t) ==
    LET waits == status[t] = "waiting" IN
    /\ At(t, "Withdraw") /\ Goto(t, "UnlockWaiters")
    /\ Tell(t, "none")
    /\ queue' = IF waits THEN SelectSeq(queue, LAMBDA u : u # t) ELSE queue
    /\ waiting' = IF waits THEN waiting - 1 ELSE waiting
    /\ lease' = [lease EXCEPT ![t] = None] /\ last' = [last EXCEPT ![t] = None]
    /\ result' = [result EXCEPT ![t] = IF interrupted[t] THEN "interrupted"
                                                         ELSE "timeout"]
    /\ interrupted' = [interrupted EXCEPT ![t] = FALSE]
    /\ UNCHANGED <<op, cursor, left, words, device, guard, sealed, woken>>
=============================================================================
