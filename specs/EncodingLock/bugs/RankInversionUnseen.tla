------------------------ MODULE RankInversionUnseen ------------------------
\* The inversion of RankInversion, found before any two threads meet in it: one
\* thread alone breaks the order.
EXTENDS MCEncodingLock

Fault_Synchronize ==
    Locked("encoding", Locked("stream", Body("commit")))
        \o Do("AwaitGpu", "device")
=============================================================================
