------------------------- MODULE GuardEndsElsewhere --------------------------
\* Nobody asks whose guard it is: it may be ended by any thread, whose stream
\* becomes what was that of another.
EXTENDS MCDeviceBarrier

Fault_End(t, g) ==
    LET mine  == guard[g].by = t
        ends  == guard[g].open /\ (mine => g = Newest(t))
        gives == ends /\ guard[g].over \in Pooled
    IN
    /\ At(t, "Idle") /\ guard[g].by # None
    /\ refused' = [refused EXCEPT ![t] = mine /\ guard[g].open /\ ~ends]
    /\ IF ends
         THEN /\ guard' = [guard EXCEPT ![g].open = FALSE]
              /\ current' = [current EXCEPT ![t] = guard[g].was]
         ELSE UNCHANGED <<guard, current>>
    /\ IF gives
         THEN /\ pc' = [pc EXCEPT ![t] = "GiveBack"]
              /\ call' = [call EXCEPT ![t] = "end"]
              /\ ending' = [ending EXCEPT ![t] = g]
         ELSE UNCHANGED <<pc, call, ending>>
    /\ UNCHANGED <<todo, fences, visited, told, reg, work, owner, history>>
=============================================================================
