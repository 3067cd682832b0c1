------------------------- MODULE PublishBeforeReady -------------------------
\* The stream is published first and created after: who finds it in between
\* records into a stream that has no queue.
EXTENDS MCStreamPool

Fault_RecheckSlot(t) ==
    /\ At(t, "RecheckSlot")
    /\ Goto(t, IF slot[binding[t]] = "ready" THEN "UnlockCreation"
                                             ELSE "Publish")
    /\ UNCHANGED <<local, pool, gate, device>>

Fault_Publish(t) ==
    /\ Move(t, "Publish", "Create")
    /\ slot' = [slot EXCEPT ![binding[t]] = "ready"]
    /\ UNCHANGED <<local, counter, creation, gate, device>>

Fault_Create(t) ==
    /\ Move(t, "Create", "UnlockCreation")
    /\ queues' = [queues EXCEPT ![binding[t]] = @ + 1]
    /\ UNCHANGED <<local, pool, gate, streamLock, buffer, busy>>
=============================================================================
