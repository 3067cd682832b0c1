------------------------------ MODULE NeverHome ------------------------------
\* Who gives back looks in one step whether signals are pending, and says in a
\* second one that the last of them is to bring the event home.
EXTENDS MCEventPool

Fault_Give(t) ==
    LET e == Event(t) IN
    /\ At(t, "Give")
    /\ IF ~Valid(t) THEN Return(t, "stale") /\ UNCHANGED words
       ELSE IF pending[e] = 0
         THEN /\ Stay(t, "LockPool")
              /\ state' = [state EXCEPT ![e] = "free"]
              /\ UNCHANGED <<gen, recorded, pending>>
         ELSE Stay(t, "Settle") /\ UNCHANGED words
    /\ UNCHANGED <<told, home, counter, lists, streams, hands, history>>

\* The second step of who gives back, and the one of who has told.
Fault_Settle(x) ==
    LET e    == Here(x)
        last == state[e] = "draining" /\ pending[e] = 1
    IN
    /\ At(x, "Settle")
    /\ IF x \in Threads
         THEN /\ Return(x, "none") /\ UNCHANGED <<pending, raising>>
              /\ state' = [state EXCEPT ![e] = "draining"]
         ELSE /\ Stay(x, IF last THEN "LockPool" ELSE "Idle")
              /\ pending' = [pending EXCEPT ![e] = @ - 1]
              /\ state' = [state EXCEPT ![e] = IF last THEN "free" ELSE @]
              /\ raising' = [raising EXCEPT ![x] = IF last THEN @ ELSE None]
    /\ UNCHANGED <<told, home, gen, recorded, counter, lists, streams, todo,
                   history>>

Fault_Step(t) ==
    \/ Shared(t) \/ Pop(t) \/ Give(t) \/ Settle(t) \/ Enter(t) \/ Reserve(t)
    \/ Mark(t) \/ Leave(t) \/ Ticket(t) \/ Check(t) \/ Enlist(t)
    \/ Look(t) \/ Sleep(t) \/ Run(t)
=============================================================================
