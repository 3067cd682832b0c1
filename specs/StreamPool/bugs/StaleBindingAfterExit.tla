----------------------- MODULE StaleBindingAfterExit -----------------------
\* Bindings are kept by the name of the thread and outlive it: the next thread
\* of that name runs on a stream that the pool never gave it.
EXTENDS MCStreamPool

Fault_ThreadExit(t) ==
    /\ "exit" \in May[t] /\ Move(t, "Idle", "Gone")
    /\ refused' = [refused EXCEPT ![t] = FALSE]
    /\ UNCHANGED <<op, cursor, binding, pool, gate, device>>
=============================================================================
