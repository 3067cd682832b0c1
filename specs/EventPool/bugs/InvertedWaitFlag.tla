-------------------------- MODULE InvertedWaitFlag ---------------------------
\* Who is off the list sleeps on, who is on it returns.
EXTENDS MCEventPool

Fault_Look(t) ==
    LET e         == Event(t)
        Others(x) == x.who # t \/ x.what # "wait"
    IN
    /\ At(t, "Look")
    /\ IF ~Waits(t, list[e])
         THEN Stay(t, "UnlockList") /\ UNCHANGED list
         ELSE IF late[t]
         THEN /\ Know(t, "UnlockList", "timeout")
              /\ list' = [list EXCEPT ![e] = SelectSeq(@, Others)]
         ELSE Know(t, "UnlockList", "done") /\ UNCHANGED list
    /\ UNCHANGED <<told, home, words, counter, desk, streams, hands, history>>
=============================================================================
