------------------------ MODULE CloseForgetsLatecomer ------------------------
\* Who comes to the queue does not look whether close has been there: what will
\* never be freed is waited for for ever.
EXTENDS MCLeasePool

Fault_Enlist(t) ==
    /\ At(t, "Enlist") /\ Stay(t, "ClaimFor")
    /\ queue' = Append(queue, t) /\ waiting' = waiting + 1
    /\ status' = [status EXCEPT ![t] = "waiting"]
    /\ UNCHANGED <<sealed, h_ahead>>
    /\ UNCHANGED <<slots, guard, woken>>
=============================================================================
