------------------------------- MODULE Overfull -------------------------------
(* A coin is dropped into a till that is full.                                 *)
EXTENDS Till

Fault_Drop(t) ==
    /\ pc[t] = "Drop"
    /\ sum' = sum + 1
    /\ pc' = [pc EXCEPT ![t] = "Pay"]
===============================================================================
