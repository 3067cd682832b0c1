---------------------------- MODULE Canary1145 ----------------------------
(* TLC issue 1145: a function changed by EXCEPT and handed to an operator   *)
(* of Sequences loses the change.  The second element is 7, not 0.          *)
EXTENDS Naturals, Sequences

VARIABLE second

SecondOf(seq) == SubSeq(seq, 2, 2)[1]

Init == second = SecondOf([[i \in 1..3 |-> 0] EXCEPT ![2] = 7])
Next == UNCHANGED second
Spec == Init /\ [][Next]_second

NeverSevenInv == second # 7
=============================================================================
