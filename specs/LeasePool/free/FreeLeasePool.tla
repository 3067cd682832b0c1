--------------------------- MODULE FreeLeasePool ---------------------------
(***************************************************************************)
(* Whose behaviours a recorded run of free threads must be one of: the     *)
(* lease pool, with threads that may call whatever they like, and with     *)
(* what a replay never lets happen.                                        *)
(***************************************************************************)
EXTENDS MCLeasePool

\* A thread leases, works, gives back, once more too, is interrupted, closes,
\* and ends.
Freely == [t \in Threads |-> {"try", "forever", "timed", "submit", "again",
                              "interrupt", "close", "exit"}]

\* Who is woken late, by the permit of a wait that is over, or by nobody at
\* all, as LockSupport.park and a futex may be: it looks, and sleeps again.
Free_Park(t) ==
    /\ At(t, "Park") /\ Stay(t, "Look") /\ woken' = [woken EXCEPT ![t] = FALSE]
    /\ UNCHANGED <<slots, guard, waiters>>

\* What it has been told is read first, and its clock and whether it was
\* interrupted after that: it may have been told meanwhile, and then learns of
\* it under the lock.
Free_Look(t) ==
    /\ At(t, "Look")
    /\ LET gives == interrupted[t] \/ left[t] = 0 IN
       \/ /\ status[t] = "waiting" \/ gives
          /\ Stay(t, IF gives THEN "LockWaiters" ELSE "Park")
          /\ UNCHANGED status
       \/ /\ status[t] # "waiting"
          /\ Return(t, IF status[t] = "closed" THEN "closed" ELSE "none")
          /\ status' = [status EXCEPT ![t] = "none"]
    /\ UNCHANGED <<slots, guard, queue, waiting, sealed, h_ahead, woken>>

\* Each thread's clock ticks when it likes, also when the thread waits for
\* nothing: then nobody has started it.  It is started some time after the
\* last look at the slots and before the thread queues up.
Free_Tick(t) ==
    LET counts == left[t] > 0 /\ pc[t] \notin {"CheckWaiting", "Claim"}
        starts == pc[t] = "LockWaiters" /\ status[t] = "none"
    IN
    /\ \/ /\ ~counts \/ starts
          /\ UNCHANGED left
       \/ /\ counts
          /\ left' = [left EXCEPT ![t] = @ - 1]
    /\ UNCHANGED <<pc, interrupted>> /\ Environment(t)

\* So do interrupts come; one that finds no wait is kept for the next.
Free_Interrupt(t) ==
    /\ interrupted' = [interrupted EXCEPT ![t] = TRUE]
    /\ UNCHANGED <<pc, left>> /\ Environment(t)
=============================================================================
