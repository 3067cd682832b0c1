--------------------------- MODULE LeakOnRefusal ---------------------------
\* A caller is counted in before it is refused, and not counted out: the close
\* waits for ever for somebody who has long left.
EXTENDS MCStreamPool

Fault_Enter(t) ==
    LET g    == StripeOf[t]
        mine == IF binding[t] = None /\ t = Main THEN 0 ELSE binding[t]
    IN
    /\ At(t, "Enter")
    /\ inside' = [inside EXCEPT ![g] = @ + 1]
    /\ IF sealed[g]
         THEN /\ Return(t) /\ refused' = [refused EXCEPT ![t] = TRUE]
              /\ UNCHANGED binding
         ELSE /\ Goto(t, IF mine = None THEN "Count" ELSE "ReadSlot")
              /\ binding' = [binding EXCEPT ![t] = mine]
              /\ UNCHANGED <<op, cursor, refused>>
    /\ UNCHANGED <<pool, sealed, device>>
=============================================================================
