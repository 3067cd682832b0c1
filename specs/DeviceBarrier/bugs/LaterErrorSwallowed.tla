------------------------- MODULE LaterErrorSwallowed -------------------------
\* The barrier keeps the first failure; of the later ones nobody is told.
EXTENDS MCDeviceBarrier

Fault_Await(t) ==
    LET s == Head(fences[t]) IN
    /\ At(t, "Await") /\ ahead[t][s] = 0
    /\ fences' = [fences EXCEPT ![t] = Tail(@)]
    /\ error' = [error EXCEPT ![s] = FALSE]
    /\ GoTelling(t, CASE Tail(fences[t]) # <<>>         -> "Await"
                      [] call[t] \in {"device", "close"} -> "Lock"
                      [] OTHER                           -> "Idle",
                 IF error[s] /\ told[t] = <<>> THEN <<s>> ELSE told[t])
    /\ UNCHANGED <<todo, reg, ahead, flight, guards>>
=============================================================================
