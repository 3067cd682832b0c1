--------------------------- MODULE UnsafeLazyInit ---------------------------
\* The double check without its second half: two threads see no stream, and
\* both create it, one after the other, each under the lock.
EXTENDS MCStreamPool

Fault_RecheckSlot(t) ==
    /\ Move(t, "RecheckSlot", "Create")
    /\ UNCHANGED <<local, pool, gate, device>>
=============================================================================
