------------------------------- MODULE Shelf -------------------------------
(* The inner part of Canary725: Clear is never enabled, since it asks that  *)
(* the items both lose the number 1 and stay as they are.                   *)
EXTENDS Naturals, Sequences

VARIABLES mark, label, items

Clear ==
  /\ mark = 0
  /\ label' = 5
  /\ mark' = 1
  /\ items' = SelectSeq(items, LAMBDA item : item # mark')
  /\ items' = <<1, 2>>

Fairness == WF_<<mark, label, items>>(Clear)
ClearEnabled == ENABLED Clear
=============================================================================
