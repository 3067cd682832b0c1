--------------------------- MODULE MCCommandStream ---------------------------
(* Bounds for TLC: the only module of the folder that knows of it.         *)
EXTENDS CommandStream, TLC

CONSTANTS a, b, c, h

\* One records, one commits and waits.
Sharing == [t \in Threads |-> IF t = a THEN {"kernel", "fill", "throw"}
                                       ELSE {"synchronize"}]
\* Jobs that call the stream again.
Nesting == [t \in Threads |-> IF t = a THEN {"innerSynchronize", "innerSignal"}
                                       ELSE {"kernel", "synchronize"}]
\* Handlers, marks, and a flush in between.
Handling == [t \in Threads |-> IF t = a THEN {"onCompleted", "kernel"}
                                        ELSE {"signal", "flush", "synchronize"}]
\* One waits, the others go on and on.
Flushing == [t \in Threads |-> IF t = a THEN {"synchronize"}
                                        ELSE {"kernel", "flush"}]
\* One synchronizes in its job, beside others' kernels.
NestedWait == [t \in Threads |-> IF t = a THEN {"innerSynchronize"}
                                          ELSE {"kernel"}]
\* Two ways to record.
Recording == [t \in Threads |-> IF t = a THEN {"kernel"} ELSE {"fill"}]
\* Every call, beside one who commits.
Everything == [t \in Threads |-> IF t = a THEN Calls
                                          ELSE {"kernel", "synchronize"}]

\* Those who do the same may change places.
Symmetric == Permutations(Threads \ {a})

-----------------------------------------------------------------------------
(* Witnesses: each is expected to be violated.                             *)

Others(t) == Threads \ {t}
Works(s)  == {s[i][2] : i \in {j \in 1..Len(s) : s[j][1] = "work"}}

ReachTwoInFlight == Len(flight) < 2
\* Kernels of two threads through one encoder: nobody fills, so that whoever
\* closes commits, or marks.
ReachCoalesced ==
    ~ /\ encoder /\ buffer # None /\ \A m \in Threads : <<"mark", m>> \notin
           {buffer.commands[i] : i \in 1..Len(buffer.commands)}
      /\ \E t \in Threads : Works(buffer.commands) \cap Others(t) # {}
                            /\ t \in Works(buffer.commands)
\* An encoder is left open, in nobody's hand, and on the queue is who ends it.
ReachLeftOpen ==
    ~ \E t \in Threads : At(t, "Close") /\ encoder
                         /\ \A u \in Threads : grip[u] = "none"
\* Nothing to commit, and what others have committed to wait for.
ReachWaitsForOthers ==
    ~ \E t \in Threads : At(t, "Await") /\ ahead[t] > 0 /\ h_todo[t] = 0
\* One waits for two buffers.
ReachWaitsForTwo == ~ \E t \in Threads : At(t, "Await") /\ ahead[t] = 2
\* A buffer has failed, and nobody waits who could be told.
ReachUntoldFailure == ~ (error /\ \A t \in Threads : pc[t] # "Await")
\* Told of the failure of what others had recorded.
ReachToldOfOthers ==
    ~ \E t \in Threads : result[t] = "failed" /\ MayCall[t] = {"synchronize"}
\* Of two who wait one is told, the other one not.
ReachOneIsTold ==
    ~ \E t \in Threads : result[t] = "failed" /\ ~error
        /\ \E u \in Others(t) : At(u, "Await") /\ ahead[u] = 0
\* After a job that threw another one has the queue.
ReachAfterThrow ==
    ~ \E t \in Threads : result[t] = "thrown" /\ owner \in Others(t)
\* A handler is called for a buffer that has failed, the only one so far.
ReachHandlerOfFailed ==
    ~ \E x \in Handlers : At(x, "Fire") /\ error /\ flight = <<>>
\* One buffer has two handlers.
ReachTwoHandlers == ~ \E x \in Handlers : Len(firing[x]) = 2
\* Handlers are called while the stream is used.
ReachHandlerBeside ==
    ~ \E x \in Handlers : At(x, "Fire") /\ owner # None /\ buffer # None
\* A mark stands behind another thread's command.
ReachMarkBehind ==
    ~ /\ buffer # None /\ Len(buffer.commands) = 2
      /\ buffer.commands[1][1] = "work" /\ buffer.commands[2][1] = "mark"
      /\ buffer.commands[1][2] # buffer.commands[2][2]
\* Put off: a job that has asked for a signal still records.
ReachPutOff ==
    ~ \E t \in Threads : call[t] = "innerSignal" /\ At(t, "Close") /\ encoder
                         /\ \E u \in Others(t) : At(u, "Enter")
=============================================================================
