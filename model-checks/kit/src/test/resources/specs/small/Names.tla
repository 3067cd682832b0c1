------------------------------- MODULE Names -------------------------------
(* The ways in which an action can be built from others.  A label is the    *)
(* outermost name below the last choice.                                    *)
EXTENDS Naturals

CONSTANT Procs

VARIABLES at, mark

vars == <<at, mark>>

Init == at = [p \in Procs |-> 0] /\ mark = 0

Goto(p, from, to) == at[p] = from /\ at' = [at EXCEPT ![p] = to]

\* Another operator with constant arguments; TLC alone would say Goto.
Begin(p) == Goto(p, 0, 1) /\ UNCHANGED mark
Jump(p, from, to) == Goto(p, from, to) /\ UNCHANGED mark
Advance(p) == Jump(p, 1, 2)

\* Another operator with an argument that depends on the state.
Return(p) == Jump(p, 2, IF mark = 0 THEN 0 ELSE 3)

\* A choice inside of an action: its name stays.
Touch(p) ==
  \/ at[p] = 0 /\ mark' = 1 /\ UNCHANGED at
  \/ at[p] = 1 /\ mark' = 2 /\ UNCHANGED at

\* A group: its parts are the actions.
Client(p) == Begin(p) \/ Touch(p)

Idle == UNCHANGED vars

Next ==
  \/ \E p \in Procs : Client(p) \/ Advance(p) \/ Return(p)
  \/ \E p \in Procs, m \in {5, 6} : at[p] = 3 /\ mark' = m /\ UNCHANGED at
  \/ Idle

Spec == Init /\ [][Next]_vars
=============================================================================
