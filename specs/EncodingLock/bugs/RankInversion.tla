--------------------------- MODULE RankInversion ---------------------------
\* fill takes the stream lock and then the encoding lock, synchronize the other
\* way round: each holds what the other wants.
EXTENDS MCEncodingLock

Fault_Synchronize ==
    Locked("encoding", Locked("stream", Body("commit")))
        \o Do("AwaitGpu", "device")
=============================================================================
