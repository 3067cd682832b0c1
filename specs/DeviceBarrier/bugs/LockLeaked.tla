------------------------------ MODULE LockLeaked -----------------------------
\* A barrier that finds no new stream returns with the lock in hand.
EXTENDS MCDeviceBarrier

Fault_Look(t) ==
    LET New(s) == s \notin visited[t]
        found  == SelectSeq(registry, New)
    IN
    /\ At(t, "Look") /\ todo' = [todo EXCEPT ![t] = found]
    /\ IF found = <<>>
         THEN Go(t, "Idle")
         ELSE /\ pc' = [pc EXCEPT ![t] = "Unlock"]
              /\ visited' = [visited EXCEPT ![t] = @ \cup Range(registry)]
              /\ UNCHANGED <<call, told, history>>
    /\ UNCHANGED <<fences, reg, work, guards>>
=============================================================================
