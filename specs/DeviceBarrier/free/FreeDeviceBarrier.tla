------------------------- MODULE FreeDeviceBarrier -------------------------
(***************************************************************************)
(* Whose behaviours a recorded run of free threads must be one of: the     *)
(* device barrier, with threads that may make every call that is theirs,   *)
(* guards without end, and a device that fails as often as it likes.       *)
(***************************************************************************)
EXTENDS MCDeviceBarrier

\* The default stream, which nobody closes, and one of a pool; b and c open and
\* close their own.
There  == <<0, 3>>
Freely == [t \in Threads |-> IF t = a THEN Calls \ {"open", "close"} ELSE Calls]
Shared == [t \in Threads |-> {0, 3}]

\* Of the guards each thread has its own numbers, one for each depth: so it
\* knows the number whatever the others do.  To use one again is no harm, since
\* of guards of one depth at most the last is open.
Least(t) == CASE t = a -> 1 [] t = b -> 2 [] OTHER -> 3

Free_Guard(t, s) ==
    LET g == IF Mine(t) = {} THEN Least(t) ELSE Newest(t) + 3 IN
    /\ s \in MayGuard[t] /\ At(t, "Idle") /\ g \in Guards /\ phase[s] = "open"
    /\ s \in Pooled => owner[s] = None
    /\ guard' = [guard EXCEPT ![g] = [by |-> t, over |-> s, was |-> current[t],
                                      open |-> TRUE]]
    /\ current' = [current EXCEPT ![t] = s]
    /\ owner' = [p \in Pooled |-> IF p = s THEN t ELSE owner[p]]
    /\ refused' = [refused EXCEPT ![t] = FALSE]
    /\ UNCHANGED <<local, reg, work, ending, history>>

\* The models stop at one failure of a stream of which nobody has been told.
Free_GpuFail(s) == Finish(s, TRUE)
=============================================================================
