------------------------- MODULE EncoderEndedByOther -------------------------
\* A kernel fetches its encoder on the queue, leaves, and records then: others
\* end the encoder that it still has in hand.
EXTENDS MCCommandStream

Fault_Kernel == <<"Enter", "Open", "Leave", "Lock", "Encode", "Unlock">>

Fault_Leave(t) ==
    /\ At(t, "Leave") /\ On(t, 1) /\ owner' = None
    /\ result' =
           [result EXCEPT ![t] = IF call[t] = "throw" THEN "thrown" ELSE @]
    /\ hand' = [hand EXCEPT ![t] = "none"]
    /\ UNCHANGED <<grip, ahead, encoding, buffer, encoder, device, history>>
=============================================================================
