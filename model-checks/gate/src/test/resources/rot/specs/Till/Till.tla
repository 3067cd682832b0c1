--------------------------------- MODULE Till ---------------------------------
(* A till that takes coins until it is full. The tests of the gate plant rot   *)
(* in copies of it: see RotTest.                                               *)
EXTENDS Naturals

CONSTANTS Threads, Most

VARIABLES
    sum,            \* the coins in the till
    pc              \* what each thread does next

vars == <<sum, pc>>

Init == sum = 0 /\ pc = [t \in Threads |-> "Pay"]

Pay(t) == pc[t] = "Pay" /\ pc' = [pc EXCEPT ![t] = "Drop"] /\ UNCHANGED sum

(* Waits while the till is full. *)
Drop(t) ==
    /\ pc[t] = "Drop"
    /\ sum < Most
    /\ sum' = sum + 1
    /\ pc' = [pc EXCEPT ![t] = "Pay"]

Empty == sum = Most /\ sum' = 0 /\ UNCHANGED pc

Next == (\E t \in Threads : Pay(t) \/ Drop(t)) \/ Empty

Spec == Init /\ [][Next]_vars

NotTooMuchInv == sum <= Most

ReachFull == sum < Most
===============================================================================
