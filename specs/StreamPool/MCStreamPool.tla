---------------------------- MODULE MCStreamPool ----------------------------
(* Bounds for TLC: the only module of the folder that knows of it.         *)
EXTENDS StreamPool, TLC

CONSTANTS m, a, b, c

\* All threads share one gate.
OneStripe  == [t \in Threads |-> 0]
\* Main and a share a gate, the others have one of their own.
TwoStripes == [t \in Threads |-> IF t \in {m, a} THEN 0 ELSE 1]

\* Threads that come for the first time while the pool is being closed.
FirstUse == [t \in Threads |-> IF t = m THEN {"submit", "close", "exit"}
                               ELSE {"submit", "exit"}]
\* Streams taken over and given back; one role changes hands.
Sharing  == [t \in Threads |-> IF t = m THEN {"close", "current"}
                               ELSE {"current", "rebind", "exit", "restart"}]
\* Two threads close at once.
Closing  == [t \in Threads |-> IF t = b THEN {"current"}
                               ELSE {"close", "exit"}]
\* Nobody ever ends, so that no deadlock hides who waits in vain.
Staying  == [t \in Threads |-> IF t = m THEN {"close"} ELSE {"submit"}]
\* Workers that only ask which stream is theirs.
Turns    == [t \in Threads |-> IF t = m THEN {} ELSE {"current"}]
\* Main works on a stream that is not its own.
Lent     == [t \in Threads |-> IF t = m THEN {"current", "submit", "rebind"}
                               ELSE {"close", "exit"}]
\* Everything, but that only main and a close.
Everything == [t \in Threads |->
                 CASE t = m -> {"current", "submit", "close", "exit"}
                   [] t = a -> Deeds
                   [] OTHER -> Deeds \ {"close"}]

Symmetric == Permutations(Threads \ {m, a})

-----------------------------------------------------------------------------
(* Witnesses: each is expected to be violated.                             *)

ReachFoundOnRecheck ==
    ~ \E t \in Threads : At(t, "RecheckSlot") /\ slot[binding[t]] = "ready"
ReachCloseWhileInside ==
    ~ \E t \in Threads : At(t, "AwaitEmpty") /\ inside[cursor[t]] > 1
ReachWaitForStream ==
    ~ \E t, u \in Threads : /\ At(t, "LockStream") /\ InSection(u)
                            /\ binding[t] = binding[u]
ReachRefused    == ~ \E t \in Threads : refused[t]
ReachTwoClosers == ~ \E t, u \in Threads : At(t, "Destroy") /\ At(u, "Retire")
=============================================================================
