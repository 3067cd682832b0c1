--------------------------- MODULE WaitOnOwnQueue ----------------------------
\* Who waits for the device stays on the queue meanwhile.
EXTENDS MCCommandStream

Fault_Synchronize == <<"Enter">> \o Submit \o <<"Await", "Leave">>

Fault_InnerSynchronize ==
    <<"Enter">> \o Record \o Record \o Submit \o <<"Await", "Leave">>
=============================================================================
