--------------------------- MODULE SyncDefaultOnly ---------------------------
\* The barrier is for all streams by its name, and for the default one by what
\* it does.
EXTENDS MCDeviceBarrier

Fault_Look(t) ==
    LET New(s) == s = Default /\ s \notin visited[t] IN
    /\ At(t, "Look") /\ pc' = [pc EXCEPT ![t] = "Unlock"]
    /\ todo' = [todo EXCEPT ![t] = SelectSeq(registry, New)]
    /\ visited' = [visited EXCEPT ![t] = @ \cup {Default}]
    /\ UNCHANGED <<call, fences, told, reg, work, guards, history>>
=============================================================================
