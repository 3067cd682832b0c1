------------------------- MODULE WaitListLostOnWrap --------------------------
\* Whoever looks who is over compares plainly: where the counter has gone around
\* a small number stands for more than a great one.
EXTENDS MCEventPool

Plainly(reached, v) == v <= reached

Fault_Enlist(t) ==
    LET e    == Event(t)
        what == IF op[t] = "then" THEN "call" ELSE "wait"
    IN
    /\ At(t, "Enlist")
    /\ IF Plainly(counter[e], ticket[t])
         THEN Know(t, "UnlockList", "done") /\ UNCHANGED list
         ELSE /\ Know(t, "UnlockList",
                      IF op[t] = "then" THEN "asked" ELSE "waiting")
              /\ list' = [list EXCEPT ![e] =
                     Append(@, [who |-> t, what |-> what, value |-> ticket[t],
                                gen |-> handle[t][2]])]
    /\ UNCHANGED <<told, home, words, counter, desk, streams, hands, history>>

Fault_Collect(x) ==
    LET e       == raising[x][1]
        Over(y) == Plainly(raising[x][2], y.value)
        Not(y)  == ~Over(y)
    IN
    /\ Move(x, "Collect", "UnlockList")
    /\ todo' = [todo EXCEPT ![x] = SelectSeq(list[e], Over)]
    /\ list' = [list EXCEPT ![e] = SelectSeq(@, Not)]
    /\ UNCHANGED <<local, told, home, words, counter, desk, streams, raising,
                   history>>
=============================================================================
