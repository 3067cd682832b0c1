-------------------------- MODULE FreeEncodingLock --------------------------
(***************************************************************************)
(* Whose behaviours a recorded run of free threads must be one of: the     *)
(* encoding lock, with threads that may make every call, and a device that *)
(* refuses and completes as it likes.                                      *)
(***************************************************************************)
EXTENDS MCEncodingLock

Freely == [t \in Threads |-> Calls]

\* The device calls for each work that it has executed, also for one that is
\* complete by then, since to complete is to complete all that was executed.
Free_GpuComplete(x) == Begin(x, "handle")
=============================================================================
