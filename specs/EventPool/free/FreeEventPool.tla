--------------------------- MODULE FreeEventPool ---------------------------
(***************************************************************************)
(* Whose behaviours a recorded run of free threads must be one of: the     *)
(* event pool, with threads that may call whatever they like for ever, and *)
(* with what a replay never lets happen.  Counters are as wide as the      *)
(* engines', and soon go around.                                           *)
(***************************************************************************)
EXTENDS MCEventPool

\* With a budget that nothing is taken from.
Freely == [t \in Threads |-> <<Deeds>>]

\* Who is woken late, by the permit of a wait that is over, or by nobody at
\* all: it looks, and sleeps again.
Free_Sleep(t) ==
    /\ At(t, "Sleep") /\ Stay(t, "LockList")
    /\ woken' = [woken EXCEPT ![t] = FALSE]
    /\ UNCHANGED <<heard, home, words, counter, lists, streams, hands, history>>

\* Time passes also while a thread is awake; that matters when it looks.
Free_TimeUp(t) ==
    /\ At(t, "Look") /\ op[t] = "timed" /\ ~late[t]
    /\ late' = [late EXCEPT ![t] = TRUE]
    /\ UNCHANGED <<pc, op, budget, result, handle, mine, ticket, told, home,
                   words, counter, lists, streams, hands, history>>
=============================================================================
