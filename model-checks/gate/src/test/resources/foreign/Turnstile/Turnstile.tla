------------------------------ MODULE Turnstile ------------------------------
(* A turnstile that opens for a coin. Written for the tests of the runner on  *)
(* manifests of collections: each way to fail has a cfg.                      *)
EXTENDS Naturals

CONSTANTS Coins, Refills

ASSUME Coins > 0

VARIABLES locked, left

vars == <<locked, left>>

Init == locked = TRUE /\ left = Coins

Pay == locked /\ left > 0 /\ locked' = FALSE /\ left' = left - 1

Push == ~locked /\ locked' = TRUE /\ UNCHANGED left

Refill == Refills /\ locked /\ left = 0 /\ left' = Coins /\ UNCHANGED locked

Next == Pay \/ Push \/ Refill

Spec == Init /\ [][Next]_vars

FairSpec == Spec /\ WF_vars(Push)

TypeOK == locked \in BOOLEAN /\ left \in 0..Coins

NeverOpen == locked

LocksAgain == ~locked ~> locked
==============================================================================
