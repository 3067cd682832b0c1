---------------------------- MODULE CallbackTwice ----------------------------
\* A callback is put on the list first, and run by its caller if the signal has
\* come meanwhile; the list keeps it.
EXTENDS MCEventPool

Fault_Enlist(t) ==
    LET e       == Event(t)
        what    == IF op[t] = "then" THEN "call" ELSE "wait"
        reached == Reached(counter[e], ticket[t])
    IN
    /\ At(t, "Enlist")
    /\ Know(t, "UnlockList", IF reached THEN "done"
                             ELSE IF op[t] = "then" THEN "asked" ELSE "waiting")
    /\ list' = IF reached /\ op[t] # "then" THEN list
               ELSE [list EXCEPT ![e] =
                       Append(@, [who |-> t, what |-> what,
                                  value |-> ticket[t], gen |-> handle[t][2]])]
    /\ UNCHANGED <<told, home, words, counter, desk, streams, hands, history>>
=============================================================================
