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

\* What is left of a wait goes on to count when it is up, below Forever.
Late(t) == left[t] = 0 \/ left[t] < Forever

\* What it has been told is read first, and whether it was interrupted after
\* that: it may have been told meanwhile, and then learns of it under the lock.
Free_Look(t) ==
    /\ At(t, "Look")
    /\ LET gives == interrupted[t] \/ Late(t) IN
       \/ /\ status[t] = "waiting" \/ gives
          /\ Stay(t, IF gives THEN "LockWaiters" ELSE "Park")
          /\ UNCHANGED status
       \/ /\ status[t] # "waiting"
          /\ Return(t, IF status[t] = "closed" THEN "closed" ELSE "none")
          /\ status' = [status EXCEPT ![t] = "none"]
    /\ UNCHANGED <<slots, guard, queue, waiting, sealed, h_ahead, woken>>

\* Each thread's clock goes on when the thread has read it, within whatever step
\* that was: the first time to know when the wait began.  Asleep it reads it
\* twice for each nap, and naps no more once it has found that its time is up.
Free_Tick(t) ==
    /\ ~(At(t, "Look") /\ left[t] < Forever - 1)
    /\ left' = [left EXCEPT ![t] = CASE @ = Forever -> @
                                      [] @ = 0       -> Forever - 1
                                      [] OTHER       -> @ - 1]
    /\ UNCHANGED <<pc, interrupted>> /\ Environment(t)

\* Interrupts come when they like; one that finds no wait is kept for the next.
\* Who gives up for one is off the queue first, as others see without the lock,
\* and clears its interrupts then: a second one that comes between is cleared too.
Free_Interrupt(t) ==
    /\ \/ interrupted' = [interrupted EXCEPT ![t] = TRUE]
       \/ /\ At(t, "UnlockWaiters") /\ result[t] = "interrupted"
          /\ UNCHANGED interrupted
    /\ UNCHANGED <<pc, left>> /\ Environment(t)
=============================================================================
