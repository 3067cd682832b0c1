--------------------------- MODULE CounterGoesBack ---------------------------
\* The counter takes the value of whichever signal is heard of last.
EXTENDS MCEventPool

Fault_Raise(x) ==
    /\ Move(x, "Raise", "LockList")
    /\ counter' = [counter EXCEPT ![raising[x][1]] = raising[x][2]]
    /\ UNCHANGED <<local, told, home, words, lists, streams, hands, history>>
=============================================================================
