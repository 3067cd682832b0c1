------------------------ MODULE DestroyedEventReused -------------------------
\* Given back is home, whatever the device has yet to do with it.
EXTENDS MCEventPool

Fault_Give(t) ==
    LET e == Event(t) IN
    /\ At(t, "Give")
    /\ IF ~Valid(t)
         THEN Return(t, "stale") /\ UNCHANGED words
         ELSE /\ Stay(t, "LockPool")
              /\ state' = [state EXCEPT ![e] = "free"]
              /\ UNCHANGED <<gen, recorded, pending>>
    /\ UNCHANGED <<told, home, counter, lists, streams, hands, history>>
=============================================================================
