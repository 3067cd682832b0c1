--------------------------- MODULE WaitsUnderLock ----------------------------
\* The barrier keeps the lock of the registry until it has waited.
EXTENDS MCDeviceBarrier

Fault_Look(t) ==
    /\ At(t, "Look")
    /\ pc' = [pc EXCEPT ![t] = IF registry = <<>> THEN "Unlock" ELSE "Fence"]
    /\ todo' = [todo EXCEPT ![t] = registry]
    /\ visited' = [visited EXCEPT ![t] = Range(registry)]
    /\ UNCHANGED <<call, fences, told, reg, work, guards, history>>

Fault_Await(t) ==
    LET s == Head(fences[t]) IN
    /\ At(t, "Await") /\ ahead[t][s] = 0
    /\ fences' = [fences EXCEPT ![t] = Tail(@)]
    /\ error' = [error EXCEPT ![s] = FALSE]
    /\ GoTelling(t, CASE Tail(fences[t]) # <<>> -> "Await"
                      [] Calling(t, "device")   -> "Unlock"
                      [] Calling(t, "close")    -> "Lock"
                      [] OTHER                  -> "Idle",
                 IF error[s] THEN Append(told[t], s) ELSE told[t])
    /\ UNCHANGED <<todo, reg, ahead, flight, guards>>
=============================================================================
