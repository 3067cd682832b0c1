----------------------- MODULE EncoderCapturedOutside ------------------------
\* A kernel fetches its encoder before it enters the queue, and records inside.
EXTENDS MCCommandStream

Fault_Kernel == <<"Open", "Enter", "Lock", "Encode", "Unlock", "Leave">>
=============================================================================
