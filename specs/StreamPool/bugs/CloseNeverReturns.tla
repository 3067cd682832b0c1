------------------------- MODULE CloseNeverReturns -------------------------
\* LeakOnRefusal, seen as what its caller waits for: close does not
\* return, though every thread is given its turns.
EXTENDS MCStreamPool

Fault_Enter(t) ==
    LET g    == StripeOf[t]
        mine == IF binding[t] = None /\ t = Main THEN 0 ELSE binding[t]
    IN
    /\ At(t, "Enter")
    \* Cut at 2, to stay finite: to have leaked more changes nothing.
    /\ inside' = [inside EXCEPT ![g] = IF sealed[g] /\ @ = 2 THEN 2 ELSE @ + 1]
    /\ IF sealed[g]
         THEN /\ Return(t) /\ refused' = [refused EXCEPT ![t] = TRUE]
              /\ UNCHANGED binding
         ELSE /\ Goto(t, IF mine = None THEN "Count" ELSE "ReadSlot")
              /\ binding' = [binding EXCEPT ![t] = mine]
              /\ UNCHANGED <<op, cursor, refused>>
    /\ UNCHANGED <<pool, sealed, device>>
=============================================================================
