---------------------------- MODULE NonReentrant ----------------------------
\* The owner of the lock asks again, from a section in its section, and queues
\* behind itself.
EXTENDS MCEncodingLock

Fault_Request(t) ==
    LET l == Target(t) IN
    /\ At(t, "Request")
    /\ queue' = [queue EXCEPT ![l] = Append(@, t)]
    /\ pc' = [pc EXCEPT ![t] = "Grant"]
    /\ UNCHANGED <<thread, result, owner, depth, device>>

\* The second ticket is not served before the first is given back.
Fault_Grant(t) ==
    LET l == Target(t) IN
    /\ At(t, "Grant") /\ Head(queue[l]) = t /\ owner[l] = None
    /\ owner' = [owner EXCEPT ![l] = t]
    /\ depth' = [depth EXCEPT ![l] = 1]
    /\ Proceed(t)
    /\ UNCHANGED <<result, queue, device>>
=============================================================================
