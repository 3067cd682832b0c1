------------------------- MODULE TimeoutLeavesWaiter -------------------------
\* Who gives up leaves its entry on the list.
EXTENDS MCEventPool

Fault_Look(t) ==
    LET e == Event(t) IN
    /\ At(t, "Look")
    /\ IF ~Waits(t, list[e])
         THEN Know(t, "UnlockList", "done")
         ELSE IF late[t] THEN Know(t, "UnlockList", "timeout")
         ELSE Stay(t, "UnlockList")
    /\ UNCHANGED <<told, home, words, counter, lists, streams, hands, history>>
=============================================================================
