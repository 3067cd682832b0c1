---------------------------- MODULE NeedsCommunity ----------------------------
(* Extends a module that neither TLC nor this folder has.                      *)
EXTENDS Naturals, SequencesExt

VARIABLE n

Init == n = 0

Next == n' = 1 - n

Spec == Init /\ [][Next]_n
===============================================================================
