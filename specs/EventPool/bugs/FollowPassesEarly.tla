-------------------------- MODULE FollowPassesEarly --------------------------
\* A stream that follows an event waits until it has counted as far as it has
\* already, and not as far as it was recorded.
EXTENDS MCEventPool

Fault_Ticket(t) ==
    LET e == Event(t) IN
    /\ At(t, "Ticket")
    /\ IF ~Valid(t)
         THEN Return(t, "stale") /\ UNCHANGED <<h_ticket, h_due>>
         ELSE /\ ticket' = [ticket EXCEPT ![t] =
                     IF op[t] = "follow" THEN counter[e] ELSE recorded[e]]
              /\ h_ticket' = [h_ticket EXCEPT ![t] = h_recorded[e]]
              /\ h_due' = [h_due EXCEPT ![t] =
                               IF op[t] = "then" THEN @ + 1 ELSE @]
              /\ Goto(t, IF op[t] = "follow" THEN "Enter" ELSE "Check")
              /\ UNCHANGED <<op, budget, result, handle, mine, late>>
    /\ UNCHANGED <<told, home, words, counter, lists, streams, hands,
                   h_recorded, h_done>>
=============================================================================
