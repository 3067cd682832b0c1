------------------------------ MODULE LockRank ------------------------------
(* Generated from specs/lock-ranks.json; do not edit.                      *)
EXTENDS Naturals

Rank == [creation |-> 1, pool |-> 2, allocatorMap |-> 3, stream |-> 4,
         encoding |-> 5]
=============================================================================
