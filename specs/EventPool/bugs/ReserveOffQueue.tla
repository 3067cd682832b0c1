--------------------------- MODULE ReserveOffQueue ---------------------------
\* The value of a record is reserved before its thread is on the queue.
EXTENDS MCEventPool

Fault_First(c0) == CASE c0 = "take" -> "LockPool" [] c0 = "record" -> "Reserve"
                     [] c0 = "give" -> "Give"     [] OTHER -> "Ticket"

Fault_Reserve(t) ==
    LET e == Event(t) IN
    /\ At(t, "Reserve")
    /\ IF ~Valid(t)
         THEN /\ Return(t, "stale")
              /\ UNCHANGED <<words, h_recorded, h_ticket>>
         ELSE /\ Goto(t, "Enter")
              /\ ticket' = [ticket EXCEPT ![t] = After(recorded[e])]
              /\ recorded' = [recorded EXCEPT ![e] = After(@)]
              /\ pending' = [pending EXCEPT ![e] = @ + 1]
              /\ h_recorded' = [h_recorded EXCEPT ![e] = Up(@)]
              /\ h_ticket' = [h_ticket EXCEPT ![t] = Up(h_recorded[e])]
              /\ UNCHANGED <<op, budget, result, handle, mine, late, state,
                             gen>>
    /\ UNCHANGED <<told, home, counter, lists, streams, hands, h_done, h_due>>

Fault_Enter(t) ==
    /\ At(t, "Enter") /\ owner[Stream(t)] = None
    /\ owner' = [owner EXCEPT ![Stream(t)] = t] /\ Stay(t, "Mark")
    /\ UNCHANGED <<told, home, words, counter, lists, flight, hands, history>>
=============================================================================
