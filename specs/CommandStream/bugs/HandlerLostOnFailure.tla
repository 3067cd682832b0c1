------------------------ MODULE HandlerLostOnFailure -------------------------
\* The device fails a buffer, and nobody calls its handlers.
EXTENDS MCCommandStream

Fault_GpuFail(x) ==
    /\ Fails /\ ~error /\ At(x, "Idle") /\ flight # <<>>
    /\ flight' = Tail(flight) /\ error' = TRUE
    /\ ahead' = [t \in Threads |-> IF ahead[t] = 0 THEN 0 ELSE ahead[t] - 1]
    /\ h_todo' = [t \in Threads |-> h_todo[t] - Count(t, Head(flight))]
    /\ UNCHANGED <<pc, local, grip, hand, stream, firing, h_due>>
=============================================================================
