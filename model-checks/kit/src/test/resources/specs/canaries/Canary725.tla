----------------------------- MODULE Canary725 -----------------------------
(* TLC issue 725: ENABLED of an action of an instance with renamed          *)
(* variables and a LAMBDA over a primed one is wrong.  Clear is never       *)
(* enabled, so both properties are violated at once by doing nothing.       *)
VARIABLES label, other, goods

S == INSTANCE Shelf WITH mark <- label, label <- other, items <- goods

Init == label = 0 /\ other = 0 /\ goods = <<1, 2>>
Next == UNCHANGED <<label, other, goods>>
Spec == Init /\ [][Next]_<<label, other, goods>>
FairSpec == Spec /\ S!Fairness

ClearableInv == S!ClearEnabled
MarkedLive == <>(label = 1)
=============================================================================
