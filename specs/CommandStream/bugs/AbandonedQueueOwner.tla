------------------------- MODULE AbandonedQueueOwner -------------------------
\* A job throws, its call ends, and nobody leaves the queue.
EXTENDS MCCommandStream

Fault_Throw == <<"Enter", "Open">>

Fault_Open(t) ==
    /\ At(t, "Open") /\ On(t, 1)
    /\ result' =
           [result EXCEPT ![t] = IF call[t] = "throw" THEN "thrown" ELSE @]
    /\ encoder' = TRUE /\ buffer' = Current
    /\ grip' = [grip EXCEPT ![t] = "open"]
    /\ UNCHANGED <<hand, ahead, owner, encoding, device, history>>
=============================================================================
