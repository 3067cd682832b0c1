------------------------ MODULE SignalSilentlyDropped ------------------------
\* Last of the chain: the fix of CommitSilentlySkipped.  A synchronize inside of
\* a job is made up for when the job ends, a signal is not: the guard that skips
\* while an encoder is open stands before both.
EXTENDS MCCommandStream

\* An inner job records through the encoder of the job around it.
Through == <<"Lock", "Encode", "Unlock">>

Fault_InnerSignal == Job(Record \o <<"Take", "Mark">> \o Through)

Fault_Mark(t) ==
    /\ At(t, "Mark") /\ Proceed(t)
    /\ buffer' = IF encoder THEN buffer ELSE Add("mark", t)
    /\ hand' = [hand EXCEPT ![t] = "none"]
    /\ h_todo' = [h_todo EXCEPT ![t] = @ + 1]
    /\ UNCHANGED <<grip, ahead, owner, encoding, encoder, device, h_due>>
=============================================================================
