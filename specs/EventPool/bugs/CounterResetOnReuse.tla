------------------------- MODULE CounterResetOnReuse -------------------------
\* An event that is taken again begins anew, but its counter stays where it is:
\* what is recorded next has been counted before it is marked.
EXTENDS MCEventPool

Fault_Pop(t) ==
    LET e == IF free # <<>> THEN Head(free) ELSE made
        x == <<e, Up(gen[e]), StreamOf[t]>>
    IN
    /\ At(t, "Pop")
    /\ IF free = <<>> /\ made = Size
         THEN Know(t, "UnlockPool", "exhausted") /\ UNCHANGED <<home, words>>
         ELSE /\ Goto(t, "UnlockPool")
              /\ mine' = [mine EXCEPT ![t] = x]
              /\ free' = IF free # <<>> THEN Tail(free) ELSE free
              /\ made' = IF free # <<>> THEN made ELSE made + 1
              /\ state' = [state EXCEPT ![e] = "held"]
              /\ gen' = [gen EXCEPT ![e] = Up(@)]
              /\ recorded' = [recorded EXCEPT ![e] = Start]
              /\ UNCHANGED <<op, budget, result, handle, ticket, late, guard,
                             pending>>
    /\ UNCHANGED <<told, counter, lists, streams, hands, history>>
=============================================================================
