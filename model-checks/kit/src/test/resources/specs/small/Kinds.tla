------------------------------- MODULE Kinds -------------------------------
(* One variable of each kind of value.                                      *)
EXTENDS Naturals, Sequences, TLC

CONSTANT Thing

VARIABLES number, flag, text, thing, tuple, set, record, function, lazy

vars == <<number, flag, text, thing, tuple, set, record, function, lazy>>

Init ==
  /\ number = 1
  /\ flag = FALSE
  /\ text = "a"
  /\ thing = Thing
  /\ tuple = <<1, "b", <<>>>>
  /\ set = {3, 1, 2}
  /\ record = [name |-> "c", size |-> 2]
  /\ function = (Thing :> 0)
  /\ lazy = [i \in 0..1 |-> [j \in 1..2 |-> SUBSET {i}]]

Flip(n) ==
  /\ n = number
  /\ flag' = ~flag
  /\ lazy' = [lazy EXCEPT ![0] = [j \in 1..2 |-> {}]]
  /\ UNCHANGED <<number, text, thing, tuple, set, record, function>>

Next == \E n \in 1..2 : Flip(n)
Spec == Init /\ [][Next]_vars
NumberInv == number = 1
=============================================================================
