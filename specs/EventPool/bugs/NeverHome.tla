------------------------------ MODULE NeverHome ------------------------------
\* Who gives back looks in one step whether signals are pending, and says in a
\* second one that the last of them is to bring the event home.
EXTENDS MCEventPool

\* Between the two its history is None, which no engine has.
Fault_Give(t) ==
    LET e      == Event(t)
        looked == h_ticket[t] = None
    IN
    /\ At(t, "Give")
    /\ CASE ~looked /\ ~Valid(t) ->
              Return(t, "stale") /\ UNCHANGED <<words, h_ticket>>
         [] ~looked /\ Valid(t) /\ pending[e] > 0 ->
              /\ Stay(t, "Give") /\ UNCHANGED words
              /\ h_ticket' = [h_ticket EXCEPT ![t] = None]
         [] OTHER ->
              /\ IF looked THEN Return(t, "none") ELSE Stay(t, "LockPool")
              /\ state' = [state EXCEPT ![e] = IF looked THEN "draining"
                                                        ELSE "free"]
              /\ h_ticket' = [h_ticket EXCEPT ![t] = 0]
              /\ UNCHANGED <<gen, recorded, pending>>
    /\ UNCHANGED <<told, home, counter, lists, streams, hands, h_recorded,
                   h_done, h_due>>
=============================================================================
