------------------------- MODULE GuardReleasesTwice --------------------------
\* A guard that is ended twice gives its stream back twice: also that of who
\* has it by then.
EXTENDS MCDeviceBarrier

Fault_End(t, g) ==
    LET mine  == guard[g].by = t
        ends  == mine /\ guard[g].open /\ g = Newest(t)
        gives == mine /\ (ends \/ ~guard[g].open) /\ guard[g].over \in Pooled
    IN
    /\ At(t, "Idle") /\ guard[g].by # None
    /\ refused' = [refused EXCEPT ![t] = ~mine \/ (guard[g].open /\ ~ends)]
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
