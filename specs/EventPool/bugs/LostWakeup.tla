----------------------------- MODULE LostWakeup ------------------------------
\* Who goes to the list does not look again under its lock: the signal that came
\* since its first look has found nobody.
EXTENDS MCEventPool

Fault_Enlist(t) ==
    LET e    == Event(t)
        what == IF op[t] = "then" THEN "call" ELSE "wait"
    IN
    /\ At(t, "Enlist")
    /\ Know(t, "UnlockList", IF op[t] = "then" THEN "asked" ELSE "waiting")
    /\ list' = [list EXCEPT ![e] =
           Append(@, [who |-> t, what |-> what, value |-> ticket[t],
                      gen |-> handle[t][2]])]
    /\ UNCHANGED <<told, home, words, counter, desk, streams, hands, history>>
=============================================================================
