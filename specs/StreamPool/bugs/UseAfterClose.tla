--------------------------- MODULE UseAfterClose ---------------------------
\* "Is the pool alive?" is asked once, on the way in, and nobody is counted: the
\* close takes the stream from under the thread that uses it.
EXTENDS MCStreamPool

Fault_Enter(t) ==
    LET mine == IF binding[t] = None /\ t = Main THEN 0 ELSE binding[t] IN
    /\ At(t, "Enter")
    /\ IF sealed[StripeOf[t]]
         THEN /\ Return(t) /\ refused' = [refused EXCEPT ![t] = TRUE]
              /\ UNCHANGED binding
         ELSE /\ Goto(t, IF mine = None THEN "Count" ELSE "ReadSlot")
              /\ binding' = [binding EXCEPT ![t] = mine]
              /\ UNCHANGED <<op, cursor, refused>>
    /\ UNCHANGED <<pool, gate, device>>

Fault_Leave(t) ==
    /\ At(t, "Leave") /\ Return(t)
    /\ UNCHANGED <<refused, binding, pool, gate, device>>
=============================================================================
