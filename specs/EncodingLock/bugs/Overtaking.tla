----------------------------- MODULE Overtaking -----------------------------
\* Barging, as the one overtaken sees it: whoever comes may pass those who wait,
\* and one of them waits for ever though every thread is given its turns.
EXTENDS MCEncodingLock

Fault_Grant(t) ==
    LET l      == Target(t)
        others == SelectSeq(queue[l], LAMBDA x : x # t)
    IN
    /\ At(t, "Grant") /\ owner[l] = None
    /\ queue' = [queue EXCEPT ![l] = <<t>> \o others]
    /\ owner' = [owner EXCEPT ![l] = t]
    /\ depth' = [depth EXCEPT ![l] = 1]
    /\ Proceed(t)
    /\ UNCHANGED <<result, device>>
=============================================================================
