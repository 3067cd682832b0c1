-------------------------- MODULE SettleBeforeTell ---------------------------
\* The event comes home first, and who waits for it is told afterwards.
EXTENDS MCEventPool

Fault_UnlockList(x) ==
    /\ At(x, "UnlockList") /\ desk' = [desk EXCEPT ![Here(x)] = None]
    /\ IF x \in Handlers
         THEN Stay(x, "Settle")
         ELSE CASE result[x] = "waiting" -> Stay(x, "Sleep")
                [] result[x] = "done" /\ op[x] = "then" -> Stay(x, "Run")
                [] OTHER -> Return(x, result[x])
    /\ UNCHANGED <<told, home, words, counter, list, streams, hands, history>>

\* What is left to do when the event has been settled.
Rest(x) ==
    IF todo[x] # <<>> THEN Stay(x, "Tell") /\ UNCHANGED raising
    ELSE Stay(x, "Idle") /\ raising' = [raising EXCEPT ![x] = None]

Fault_Settle(x) ==
    LET e    == raising[x][1]
        last == state[e] = "draining" /\ pending[e] = 1
    IN
    /\ At(x, "Settle")
    /\ IF last THEN Stay(x, "LockPool") /\ UNCHANGED raising ELSE Rest(x)
    /\ pending' = [pending EXCEPT ![e] = @ - 1]
    /\ state' = [state EXCEPT ![e] = IF last THEN "free" ELSE @]
    /\ UNCHANGED <<told, home, gen, recorded, counter, lists, streams, todo,
                   history>>

Fault_UnlockPool(x) ==
    /\ At(x, "UnlockPool") /\ guard' = None
    /\ IF x \in Handlers THEN Rest(x)
       ELSE Return(x, result[x]) /\ UNCHANGED raising
    /\ UNCHANGED <<told, free, made, words, counter, lists, streams, todo,
                   history>>

Fault_Tell(x) ==
    LET y == Head(todo[x]) IN
    /\ At(x, "Tell") /\ UNCHANGED local
    /\ todo' = [todo EXCEPT ![x] = Tail(@)]
    /\ Goto(x, IF Tail(todo[x]) = <<>> THEN "Idle" ELSE "Tell")
    /\ raising' = [raising EXCEPT ![x] = IF Tail(todo[x]) = <<>> THEN None
                                                                 ELSE @]
    /\ IF y.what = "call"
         THEN /\ heard' = [heard EXCEPT ![y.who] = y.gen]
              /\ h_due' = [h_due EXCEPT ![y.who] = @ - 1] /\ UNCHANGED woken
         ELSE /\ woken' = [woken EXCEPT ![y.who] = ~At(y.who, "Gone")]
              /\ UNCHANGED <<heard, h_due>>
    /\ UNCHANGED <<home, words, counter, lists, streams, h_recorded, h_done,
                   h_ticket>>
=============================================================================
