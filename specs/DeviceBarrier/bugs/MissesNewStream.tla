--------------------------- MODULE MissesNewStream ---------------------------
\* The barrier looks at the registry once, when it begins.
EXTENDS MCDeviceBarrier

Fault_Await(t) ==
    LET s == Head(fences[t]) IN
    /\ At(t, "Await") /\ ahead[t][s] = 0
    /\ fences' = [fences EXCEPT ![t] = Tail(@)]
    /\ error' = [error EXCEPT ![s] = FALSE]
    /\ GoTelling(t, CASE Tail(fences[t]) # <<>> -> "Await"
                      [] Calling(t, "close")    -> "Lock"
                      [] OTHER                  -> "Idle",
                 IF error[s] THEN Append(told[t], s) ELSE told[t])
    /\ UNCHANGED <<todo, reg, ahead, flight, guards>>
=============================================================================
