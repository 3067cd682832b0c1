-------------------------------- MODULE Mail --------------------------------
(* Its next-state relation hides arguments behind sets that depend on the   *)
(* state, which makes no difference to a check but ruins a graph.           *)
EXTENDS Naturals

VARIABLE box

Init == box = {}
Send(n) == n \notin box /\ box' = box \union {n}
Receive(n) == box' = box \ {n}
Next == (\E n \in 1..2 : Send(n)) \/ (\E n \in box : Receive(n))
Spec == Init /\ [][Next]_box

SmallInv == box \subseteq 1..2
=============================================================================
