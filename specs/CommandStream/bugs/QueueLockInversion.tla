------------------------- MODULE QueueLockInversion --------------------------
\* A kernel takes the encoding lock and then enters the queue; a fill does it
\* the other way round: each has what the other wants.
EXTENDS MCCommandStream

Fault_Kernel == <<"Lock", "Enter", "Open", "Encode", "Leave", "Unlock">>
=============================================================================
