------------------------ MODULE GuardForgetsPrevious -------------------------
\* A guard leaves the default stream behind, whatever there was before it.
EXTENDS MCDeviceBarrier

Fault_End(t, g) ==
    LET mine  == guard[g].by = t
        ends  == mine /\ guard[g].open /\ g = Newest(t)
        gives == ends /\ guard[g].over \in Pooled
    IN
    /\ At(t, "Idle") /\ guard[g].by # None
    /\ refused' = [refused EXCEPT ![t] = ~mine \/ (guard[g].open /\ ~ends)]
    /\ IF ends
         THEN /\ guard' = [guard EXCEPT ![g].open = FALSE]
              /\ current' = [current EXCEPT ![t] = Default]
         ELSE UNCHANGED <<guard, current>>
    /\ IF gives
         THEN /\ pc' = [pc EXCEPT ![t] = "GiveBack"]
              /\ call' = [call EXCEPT ![t] = "end"]
              /\ ending' = [ending EXCEPT ![t] = g]
         ELSE UNCHANGED <<pc, call, ending>>
    /\ UNCHANGED <<todo, fences, visited, told, reg, work, owner, history>>
=============================================================================
