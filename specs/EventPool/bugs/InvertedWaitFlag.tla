-------------------------- MODULE InvertedWaitFlag ---------------------------
\* Who is off the list has been told, and sleeps on.
EXTENDS MCEventPool

Fault_Look(t) ==
    LET e         == Event(t)
        Others(x) == x.who # t \/ x.what # "wait"
    IN
    /\ At(t, "Look")
    /\ IF late[t] /\ Waits(t, list[e])
         THEN /\ Know(t, "UnlockList", "timeout")
              /\ list' = [list EXCEPT ![e] = SelectSeq(@, Others)]
         ELSE Stay(t, "UnlockList") /\ UNCHANGED list
    /\ UNCHANGED <<told, home, words, counter, desk, streams, hands, history>>
=============================================================================
