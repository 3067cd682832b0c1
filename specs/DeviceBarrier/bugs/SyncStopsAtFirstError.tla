------------------------ MODULE SyncStopsAtFirstError ------------------------
\* The first failure ends the barrier: nobody waits for the streams after it.
EXTENDS MCDeviceBarrier

Fault_Await(t) ==
    LET s == Head(fences[t]) IN
    /\ At(t, "Await") /\ ahead[t][s] = 0
    /\ fences' = [fences EXCEPT ![t] = IF error[s] THEN <<>> ELSE Tail(@)]
    /\ ahead' = [ahead EXCEPT ![t] = IF error[s] THEN Zero ELSE @]
    /\ error' = [error EXCEPT ![s] = FALSE]
    /\ GoTelling(t, CASE error[s]               -> "Idle"
                      [] Tail(fences[t]) # <<>> -> "Await"
                      [] Calling(t, "device")   -> "Lock"
                      [] OTHER                  -> "Idle",
                 IF error[s] THEN Append(told[t], s) ELSE told[t])
    /\ UNCHANGED <<todo, reg, flight, guards>>
=============================================================================
