-------------------------- MODULE WorkLostOnClose --------------------------
\* Close does not wait for the device: it takes a stream down while work that was
\* handed to it in time is still running.
EXTENDS MCStreamPool_refines

Fault_AwaitIdle(t) ==
    /\ Move(t, "AwaitIdle", "Retire")
    /\ UNCHANGED <<local, pool, gate, device>>
=============================================================================
