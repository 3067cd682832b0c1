---------------------------- MODULE Canary1302 ----------------------------
(* TLC issue 1302: a function over a set of functions that gets a function  *)
(* as a value is no longer changed where the next EXCEPT says.  The domain  *)
(* of both is Choices in truth.                                             *)
EXTENDS TLC

VARIABLES before, after

Choices == [{"door"} -> {"left", "right"}]
Left == [d \in {"door"} |-> "left"]
Right == [d \in {"door"} |-> "right"]

Init ==
  /\ before = [[c \in Choices |-> 0] EXCEPT ![Left] = Left :> 1]
  /\ after = [before EXCEPT ![Right] = 2]
Next == UNCHANGED <<before, after>>
Spec == Init /\ [][Next]_<<before, after>>

NotAllChoicesInv == DOMAIN before # Choices
=============================================================================
