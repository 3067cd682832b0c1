------------------------- MODULE LeakOnFailedAcquire -------------------------
\* Whoever gives up takes itself out of the queue, but not off the count: from
\* then on everybody believes that somebody waits.
EXTENDS MCLeasePool

Fault_Withdraw(t) ==
    LET waits == status[t] = "waiting" IN
    /\ At(t, "Withdraw") /\ Goto(t, "UnlockWaiters")
    /\ Tell(t, "none")
    /\ queue' = IF waits THEN SelectSeq(queue, LAMBDA u : u # t) ELSE queue
    /\ result' = [result EXCEPT ![t] =
                     CASE waits /\ interrupted[t] -> "interrupted"
                       [] waits /\ ~interrupted[t] -> "timeout"
                       [] status[t] = "closed" -> "closed"
                       [] OTHER -> "none"]
    /\ interrupted' = [interrupted EXCEPT ![t] = @ /\ ~waits]
    /\ UNCHANGED <<op, cursor, last, left, slots, guard, waiting, sealed, woken>>
=============================================================================
