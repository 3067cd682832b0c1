-------------------------------- MODULE Fair --------------------------------
(* A light that is switched on and off, a lamp that may break for good, and *)
(* a lock that two ask for: small enough to judge each property by hand.    *)
EXTENDS Naturals

CONSTANT Procs

VARIABLES light, broken, want, owner

vars == <<light, broken, want, owner>>
None == "none"

Init ==
  /\ light = "off" /\ broken = FALSE
  /\ want = [p \in Procs |-> FALSE]
  /\ owner = None

SwitchOn == light = "off" /\ ~broken /\ light' = "on" /\ UNCHANGED <<broken, want, owner>>
SwitchOff == light = "on" /\ light' = "off" /\ UNCHANGED <<broken, want, owner>>
Break == ~broken /\ light = "off" /\ broken' = TRUE /\ UNCHANGED <<light, want, owner>>
Ask(p) ==
  /\ ~want[p] /\ owner # p
  /\ want' = [want EXCEPT ![p] = TRUE]
  /\ UNCHANGED <<light, broken, owner>>
Take(p) ==
  /\ want[p] /\ owner = None
  /\ owner' = p /\ want' = [want EXCEPT ![p] = FALSE]
  /\ UNCHANGED <<light, broken>>
Give(p) == owner = p /\ owner' = None /\ UNCHANGED <<light, broken, want>>
\* A step that changes nothing: no step of any fair action.
Look(p) == owner = p /\ UNCHANGED vars

Next ==
  \/ SwitchOn \/ SwitchOff \/ Break
  \/ \E p \in Procs : Ask(p) \/ Take(p) \/ Give(p) \/ Look(p)

Spec == Init /\ [][Next]_vars
WeakLight == Spec /\ WF_vars(SwitchOn \/ SwitchOff)
WeakNext == Spec /\ WF_vars(Next)
WeakLock == Spec /\ \A p \in Procs : WF_vars(Take(p)) /\ WF_vars(Give(p))
StrongLock == Spec /\ \A p \in Procs : SF_vars(Take(p)) /\ WF_vars(Give(p))
StrongOnly == Spec /\ \A p \in Procs : SF_vars(Take(p))
LookFair == StrongOnly /\ \A p \in Procs : WF_vars(Look(p) \/ Give(p))
Asking == StrongLock /\ \A p \in Procs : WF_vars(Ask(p))
StrongLight == Spec /\ SF_vars(SwitchOn) /\ WF_vars(SwitchOff)
StrongBreak == WeakLight /\ SF_vars(Break)
LightSubscript == Spec /\ WF_light(Next)
\* Assumptions that are no fairness of an action.
Sunny == WeakLight /\ []<>(light = "on")
Lasting == Spec /\ <>[][Ask("p1")]_vars
Implied == Spec /\ (([]<><<SwitchOn>>_vars) => ([]<><<Give("p1")>>_vars)) /\ WF_vars(SwitchOn \/ SwitchOff)

\* An action that does not say what becomes of the rest.
Open == Spec /\ WF_light(light = "on" /\ light' = "off")

On == light = "on"
Leads(P, Q) == P ~> Q
Often(F) == []<>F

OnOffLive == On ~> ~On
OffOnLive == ~On ~> On
OffOnOrBrokenLive == (~On) ~> (On \/ broken)
OftenOnLive == []<>On
OftenOnByNameLive == Often(On)
OftenOnOrBrokenLive == []<>(On \/ broken)
BrokenLive == <>broken
OnceOnLive == <>On
SettledLive == <>[](broken \/ On)
DarkLive == <>[]~On
DarkIfBrokenLive == <>broken => <>[]~On
ServedLive == \A p \in Procs : want[p] ~> owner = p
ServedOneLive == want["p1"] ~> owner = "p1"
FreedLive == \A p \in Procs : owner = p ~> owner = None
FreedByNameLive == \A p \in Procs : Leads(owner = p, owner = None)
SomeoneLive == \E p \in Procs : []<>(owner # p)
SwitchedLive == []<><<SwitchOn \/ SwitchOff>>_vars
QuietLive == <>[][FALSE]_light
BackAndForthLive ==
  /\ []<>On => ([]<><<SwitchOn>>_vars \/ <>[]On)
  /\ ([]<><<SwitchOn>>_vars \/ <>[]On) => []<>On
EquivLive == ([]<>On) <=> ([]<><<SwitchOn>>_vars \/ <>[]On)
ChoiceLive == IF On THEN []<>On ELSE <>(broken \/ On)
FairnessProp == WF_vars(SwitchOn \/ SwitchOff)
StrongProp == SF_vars(Break)
WeakBreakProp == WF_vars(Break)
NestedLive == [](On => [](~On => []~On))
BreakStaysLive == [](broken => []broken) /\ []<>TRUE
BothLive == (On ~> ~On) /\ (want["p1"] ~> owner = "p1")
HiddenLive == \EE x : []<>(x = light)
StateSetLive == \A p \in {q \in Procs : want[q]} : <>(owner = p)

TypeOK == light \in {"on", "off"} /\ broken \in BOOLEAN
BreakProp == [][broken => broken']_vars
NeverProp == [][light' = light]_vars
=============================================================================
