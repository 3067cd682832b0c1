------------------------------- MODULE NoLock -------------------------------
\* The lock is taken nowhere (LOCKSTEP_ENCODING_LOCK=off): a configuration.
EXTENDS MCEncodingLock

Fault_Covered == {}
=============================================================================
