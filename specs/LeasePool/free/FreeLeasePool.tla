--------------------------- MODULE FreeLeasePool ---------------------------
(***************************************************************************)
(* Whose behaviours a recorded run of free threads must be one of: the     *)
(* lease pool, with threads that may call whatever they like, and with     *)
(* what a replay never lets happen.                                        *)
(***************************************************************************)
EXTENDS MCLeasePool

\* A thread leases, works, gives back, once more too, and ends.
Freely == [t \in Threads |-> {"try", "forever", "timed", "submit", "again",
                              "exit"}]

\* Who is woken late, by the permit of a wait that is over, or by nobody at
\* all, as LockSupport.park and a futex may be: it looks, and sleeps again.
Free_Park(t) ==
    /\ At(t, "Park") /\ Stay(t, "Look") /\ woken' = [woken EXCEPT ![t] = FALSE]
    /\ UNCHANGED <<slots, guard, waiters>>
=============================================================================
