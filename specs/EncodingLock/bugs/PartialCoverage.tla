-------------------------- MODULE PartialCoverage --------------------------
\* The lock is taken at the two sites where the race was first seen, and at no
\* other that touches the same kernel: a configuration.
EXTENDS MCEncodingLock

Fault_Covered == {"gather", "scatter"}
=============================================================================
