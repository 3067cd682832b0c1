------------------------- MODULE HandlerAfterCommit --------------------------
\* onCompleted takes the buffer in one job, and adds the handler in the next: in
\* between the buffer may be committed.
EXTENDS MCCommandStream

Fault_OnCompleted == Job(<<"Take">>) \o Job(<<"AddHandler">>)

Fault_Leave(t) ==
    /\ At(t, "Leave") /\ On(t, 1) /\ owner' = None
    /\ grip' = [grip EXCEPT ![t] = "none"]
    /\ UNCHANGED <<result, hand, ahead, encoding, buffer, encoder, device,
                   history>>
=============================================================================
