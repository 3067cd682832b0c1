------------------------------ MODULE Counter ------------------------------
(* Processes count up to a bound and start over.                            *)
EXTENDS Naturals

CONSTANTS Procs, Bound

ASSUME BoundAssumption == Bound > 0

VARIABLE count

vars == <<count>>

Init == count = [p \in Procs |-> 0]
Inc(p) == count[p] < Bound /\ count' = [count EXCEPT ![p] = @ + 1]
Reset(p) == count[p] = Bound /\ count' = [count EXCEPT ![p] = 0]
Next == \E p \in Procs : Inc(p) \/ Reset(p)
Spec == Init /\ [][Next]_vars
FairSpec == Spec /\ \A p \in Procs : WF_vars(Inc(p))

BoundInv == \A p \in Procs : count[p] <= Bound
ZeroInv == \A p \in Procs : count[p] = 0
NonZeroInv == \A p \in Procs : count[p] > 0
GrowProp == [][\A p \in Procs : count'[p] >= count[p]]_vars
FullLive == \A p \in Procs : <>(count[p] = Bound)
EmptyLive == []<>(\A p \in Procs : count[p] = 0)
=============================================================================
