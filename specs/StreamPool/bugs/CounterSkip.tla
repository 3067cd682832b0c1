---------------------------- MODULE CounterSkip ----------------------------
\* The counter runs through a whole machine word: where the word wraps, one
\* stream is given out twice in a row and the others are passed over.
EXTENDS MCStreamPool

\* An unsigned word of two bits: 4 is no multiple of 3, as 2^32 is none of 31.
Fault_FirstCount == 2

Fault_Count(t) ==
    /\ Move(t, "Count", "ReadSlot")
    /\ counter' = (counter + 1) % 4
    /\ binding' = [binding EXCEPT ![t] = 1 + (counter % PoolSize)]
    /\ UNCHANGED <<op, cursor, refused, slot, creation, gate, device>>
=============================================================================
