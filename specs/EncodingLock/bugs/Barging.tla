------------------------------ MODULE Barging ------------------------------
\* Whoever comes to a free lock gets it, whatever the queue says: one who waits
\* may wait for ever.
EXTENDS MCEncodingLock

Fault_Grant(t) ==
    LET l == Target(t) IN
    /\ At(t, "Grant") /\ owner[l] = None
    /\ owner' = [owner EXCEPT ![l] = t]
    /\ depth' = [depth EXCEPT ![l] = 1]
    /\ Proceed(t)
    /\ UNCHANGED <<result, queue, device>>
=============================================================================
