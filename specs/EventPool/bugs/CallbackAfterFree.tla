-------------------------- MODULE CallbackAfterFree --------------------------
\* A callback is told of the event as it is when it runs, not of the one that it
\* was asked for.
EXTENDS MCEventPool

Fault_Run(t) ==
    /\ At(t, "Run") /\ Return(t, "done")
    /\ heard' = [heard EXCEPT ![t] = gen[Event(t)]]
    /\ h_due' = [h_due EXCEPT ![t] = @ - 1]
    /\ UNCHANGED <<woken, home, words, counter, lists, streams, hands,
                   h_recorded, h_done, h_ticket>>

Fault_Tell(h0) ==
    LET x == Head(todo[h0]) IN
    /\ At(h0, "Tell") /\ UNCHANGED local
    /\ todo' = [todo EXCEPT ![h0] = Tail(@)]
    /\ Goto(h0, IF Tail(todo[h0]) = <<>> THEN "Settle" ELSE "Tell")
    /\ IF x.what = "call"
         THEN /\ heard' = [heard EXCEPT ![x.who] = gen[raising[h0][1]]]
              /\ h_due' = [h_due EXCEPT ![x.who] = @ - 1] /\ UNCHANGED woken
         ELSE /\ woken' = [woken EXCEPT ![x.who] = ~At(x.who, "Gone")]
              /\ UNCHANGED <<heard, h_due>>
    /\ UNCHANGED <<home, words, counter, lists, streams, raising, h_recorded,
                   h_done, h_ticket>>
=============================================================================
