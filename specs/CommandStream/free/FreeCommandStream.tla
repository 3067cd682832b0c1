------------------------- MODULE FreeCommandStream -------------------------
(***************************************************************************)
(* Whose behaviours a recorded run of free threads must be one of: the     *)
(* command stream, with threads that may make every call, and a device     *)
(* that fails as often as it likes.                                        *)
(***************************************************************************)
EXTENDS MCCommandStream

Freely == [t \in Threads |-> Calls]

\* The models stop at one failure of which nobody has been told.
Free_GpuFail(i) == Finish(i, TRUE)
=============================================================================
