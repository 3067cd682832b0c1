--------------------------- MODULE BoundedBuffer ---------------------------
(***************************************************************************)
(* A buffer of bounded capacity between producers and consumers, guarded   *)
(* by one monitor.  A thread that can not go on waits until it is told     *)
(* that something has changed.                                             *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANTS
  Producers, \* the threads that put
  Consumers, \* the threads that take
  Capacity   \* how many elements fit

ASSUME CapacityAssumption == Capacity \in Nat \ {0}

VARIABLES
  buffer, \* the elements, oldest first: each is the producer it came from
  waiting \* the threads that wait for a change

vars == <<buffer, waiting>>

Threads == Producers \union Consumers

TypeOK ==
  /\ buffer \in Seq(Producers)
  /\ waiting \subseteq Threads

CapacityInv == Len(buffer) <= Capacity

(* Elements leave in the order in which they came.                         *)
FifoProp == [][ \/ buffer # <<>> /\ buffer' = Tail(buffer)
                \/ \E p \in Producers : buffer' = Append(buffer, p) ]_buffer

Init ==
  /\ buffer = <<>>
  /\ waiting = {}

(* Who changes the buffer tells everyone who waits.                        *)
WakeAll == waiting' = {}

Put(p) ==
  /\ p \notin waiting
  /\ Len(buffer) < Capacity
  /\ buffer' = Append(buffer, p)
  /\ WakeAll

PutWaits(p) ==
  /\ p \notin waiting
  /\ Len(buffer) = Capacity
  /\ waiting' = waiting \union {p}
  /\ UNCHANGED buffer

Take(c) ==
  /\ c \notin waiting
  /\ buffer # <<>>
  /\ buffer' = Tail(buffer)
  /\ WakeAll

TakeWaits(c) ==
  /\ c \notin waiting
  /\ buffer = <<>>
  /\ waiting' = waiting \union {c}
  /\ UNCHANGED buffer

Next ==
  \/ \E p \in Producers : Put(p) \/ PutWaits(p)
  \/ \E c \in Consumers : Take(c) \/ TakeWaits(c)

Spec == Init /\ [][Next]_vars

(* Every thread takes its steps in the end.                                *)
FairSpec ==
  /\ Spec
  /\ \A p \in Producers : WF_vars(Put(p) \/ PutWaits(p))
  /\ \A c \in Consumers : WF_vars(Take(c) \/ TakeWaits(c))

FlowLive == []<>(buffer # <<>>)
=============================================================================
