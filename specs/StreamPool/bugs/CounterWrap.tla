---------------------------- MODULE CounterWrap ----------------------------
\* The counter is a signed word that is never brought back into range: past its
\* largest value the remainder is negative, and a worker gets stream 0.
EXTENDS MCStreamPool

\* A signed word of two bits, and the remainder as Java and C++ take it.
Wrap(n)      == IF n = 1 THEN 0 - 2 ELSE n + 1
Remainder(n) == IF n < 0 THEN 0 - ((0 - n) % PoolSize) ELSE n % PoolSize

Fault_FirstCount == 1

Fault_Count(t) ==
    /\ Move(t, "Count", "ReadSlot")
    /\ counter' = Wrap(counter)
    /\ binding' = [binding EXCEPT ![t] = 1 + Remainder(counter)]
    /\ UNCHANGED <<op, cursor, refused, slot, creation, gate, device>>
=============================================================================
