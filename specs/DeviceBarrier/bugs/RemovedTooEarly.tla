--------------------------- MODULE RemovedTooEarly ---------------------------
\* A stream that is closed is taken from the registry, and then waited for: a
\* barrier in between does not see its work.
EXTENDS MCDeviceBarrier

Fault_First == [open |-> "Lock", submit |-> "Commit", synchronize |-> "Fence",
                device |-> "Lock", close |-> "Lock"]

Fault_Unlock(t) ==
    /\ At(t, "Unlock") /\ lock' = None
    /\ UNCHANGED <<todo, fences, registry, work, guards>>
    /\ Go(t, IF todo[t] # <<>> THEN "Fence" ELSE "Idle")
    /\ phase' = IF Calling(t, "open") THEN Set(Home[t], "opening", "open")
                                      ELSE phase

Fault_Await(t) ==
    LET s == Head(fences[t]) IN
    /\ At(t, "Await") /\ ahead[t][s] = 0
    /\ fences' = [fences EXCEPT ![t] = Tail(@)]
    /\ error' = [error EXCEPT ![s] = FALSE]
    /\ phase' = IF Calling(t, "close") THEN Set(s, "closing", "gone") ELSE phase
    /\ GoTelling(t, CASE Tail(fences[t]) # <<>> -> "Await"
                      [] Calling(t, "device")   -> "Lock"
                      [] OTHER                  -> "Idle",
                 IF error[s] THEN Append(told[t], s) ELSE told[t])
    /\ UNCHANGED <<todo, registry, lock, ahead, flight, guards>>
=============================================================================
