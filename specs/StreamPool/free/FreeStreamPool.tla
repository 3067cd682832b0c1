-------------------------- MODULE FreeStreamPool --------------------------
(***************************************************************************)
(* Whose behaviours a recorded run of free threads must be one of: the     *)
(* stream pool, with threads that may call whatever they like.             *)
(***************************************************************************)
EXTENDS MCStreamPool

Freely == [t \in Threads |-> Deeds]
=============================================================================
