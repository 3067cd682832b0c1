------------------------- MODULE GiveTwiceFreesOther -------------------------
\* Who gives back looks whether the event is held, and not by whom.
EXTENDS MCEventPool

Fault_Give(t) ==
    LET e == Event(t) IN
    /\ At(t, "Give")
    /\ IF state[e] # "held"
         THEN Return(t, "stale") /\ UNCHANGED words
         ELSE /\ IF pending[e] = 0
                   THEN /\ Stay(t, "LockPool")
                        /\ state' = [state EXCEPT ![e] = "free"]
                   ELSE /\ Return(t, "none")
                        /\ state' = [state EXCEPT ![e] = "draining"]
              /\ UNCHANGED <<gen, recorded, pending>>
    /\ UNCHANGED <<told, home, counter, lists, streams, hands, history>>
=============================================================================
