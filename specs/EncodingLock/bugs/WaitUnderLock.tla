--------------------------- MODULE WaitUnderLock ---------------------------
\* The device is waited for with both locks held; its completion handler needs
\* one of them to get that far.
EXTENDS MCEncodingLock

Fault_Synchronize ==
    Locked("stream", Locked("encoding",
        Body("commit") \o Do("AwaitGpu", "device")))
=============================================================================
