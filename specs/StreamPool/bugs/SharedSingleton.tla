-------------------------- MODULE SharedSingleton --------------------------
\* The backend as it was: one stream for everybody, written for one user and
\* so without a lock.  Two threads take one command buffer, and both commit it.
EXTENDS MCStreamPool

Fault_Count(t) ==
    /\ Move(t, "Count", "ReadSlot")
    /\ binding' = [binding EXCEPT ![t] = 0]
    /\ UNCHANGED <<op, cursor, refused, pool, gate, device>>

Fault_LockStream(t) ==
    /\ Move(t, "LockStream", "TakeBuffer")
    /\ UNCHANGED <<local, pool, gate, device>>

Fault_UnlockStream(t) ==
    /\ Move(t, "UnlockStream", "Leave")
    /\ UNCHANGED <<local, pool, gate, device>>
=============================================================================
