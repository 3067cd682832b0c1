----------------------------- MODULE LostWakeup -----------------------------
\* Only one of those who wait is told, and it may be the wrong one: a producer
\* tells a producer while the consumer sleeps.
EXTENDS MCBoundedBufferSteps

\* The code tells the last one by name.
Order == <<c1, p1, p2>>

Fault_Told ==
    {Order[i] : i \in {j \in DOMAIN Order :
        /\ Order[j] \in waiting
        /\ \A k \in j + 1 .. Len(Order) : Order[k] \notin waiting}}
=============================================================================
