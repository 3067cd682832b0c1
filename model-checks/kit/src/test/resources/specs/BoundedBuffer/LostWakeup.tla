---------------------------- MODULE LostWakeup ----------------------------
(* The monitor wakes one thread, whichever it is: a producer may wake the  *)
(* other producer, and then everyone waits.                                *)
EXTENDS BoundedBuffer

WakeOne ==
  IF waiting = {} THEN UNCHANGED waiting
  ELSE \E w \in waiting : waiting' = waiting \ {w}
===========================================================================
