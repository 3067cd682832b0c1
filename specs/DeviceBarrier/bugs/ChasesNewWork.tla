---------------------------- MODULE ChasesNewWork ----------------------------
\* The barrier waits until a stream has nothing left, not for what it had been
\* given: others may keep the stream busy for ever.
EXTENDS MCDeviceBarrier

Fault_Await(t) ==
    LET s == Head(fences[t]) IN
    /\ At(t, "Await") /\ flight[s] = 0
    /\ fences' = [fences EXCEPT ![t] = Tail(@)]
    /\ error' = [error EXCEPT ![s] = FALSE]
    /\ GoTelling(t, CASE Tail(fences[t]) # <<>>         -> "Await"
                      [] call[t] \in {"device", "close"} -> "Lock"
                      [] OTHER                           -> "Idle",
                 IF error[s] THEN Append(told[t], s) ELSE told[t])
    /\ UNCHANGED <<todo, reg, ahead, flight, guards>>
=============================================================================
