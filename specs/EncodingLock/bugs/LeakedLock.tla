----------------------------- MODULE LeakedLock -----------------------------
\* The device refuses a dispatch, the call ends, and nobody gives the lock back.
EXTENDS MCEncodingLock

Fault_Unwind(t, held) == Return(t)
=============================================================================
