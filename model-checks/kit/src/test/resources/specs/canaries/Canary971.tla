----------------------------- MODULE Canary971 -----------------------------
(* TLC issue 971: with more than one worker, TLC 2.18 at times misses this  *)
(* violation: a lamp that is switched on, off and on again.                 *)
VARIABLE lamp

Init == lamp = "off"
Switch == lamp' \in {"off", "on"}
Spec == Init /\ [][Switch]_lamp

On == lamp = "on"
BurnsOnceLive == [](On => [](~On => []~On))
=============================================================================
