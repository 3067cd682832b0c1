-------------------------- MODULE FreeStreamPool --------------------------
(***************************************************************************)
(* Whose behaviours a recorded run of free threads must be one of: the     *)
(* stream pool, with threads that may call whatever they like.             *)
(***************************************************************************)
EXTENDS MCStreamPool

Freely == [t \in Threads |-> Deeds]

\* A call that is refused is one too: it changes nothing.
Free_SetCurrent(t, s) ==
    /\ At(t, "Idle")
    /\ IF s = 0 /\ t # Main THEN UNCHANGED vars ELSE Rebind(t, s)
=============================================================================
