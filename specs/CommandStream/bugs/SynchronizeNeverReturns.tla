----------------------- MODULE SynchronizeNeverReturns -----------------------
\* synchronize waits until the device has nothing left, not for what had been
\* committed when it was called: others may keep the device busy for ever.
EXTENDS MCCommandStream

Fault_Await(t) ==
    /\ At(t, "Await") /\ flight = <<>> /\ On(t, 1)
    /\ result' = [result EXCEPT ![t] = IF error THEN "failed" ELSE @]
    /\ error' = FALSE
    /\ UNCHANGED <<hands, stream, flight, firing, history>>
=============================================================================
