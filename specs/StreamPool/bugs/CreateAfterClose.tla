-------------------------- MODULE CreateAfterClose --------------------------
\* As UseAfterClose, seen from the other end: the thread that was let in creates
\* a stream after the close has taken all of them down.
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
