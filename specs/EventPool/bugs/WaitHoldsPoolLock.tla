-------------------------- MODULE WaitHoldsPoolLock --------------------------
\* await takes the lock of the pool before it sleeps, and keeps it until it has
\* been told.
EXTENDS MCEventPool

Fault_LockPool(x) ==
    /\ At(x, "LockPool") /\ guard = None /\ guard' = x
    /\ Goto(x, IF x \in Handlers THEN "Push"
               ELSE CASE op[x] = "take" -> "Pop" [] op[x] = "give" -> "Push"
                      [] OTHER -> "Sleep")
    /\ UNCHANGED <<local, told, free, made, words, counter, lists, streams,
                   hands, history>>

Fault_UnlockList(x) ==
    /\ At(x, "UnlockList") /\ desk' = [desk EXCEPT ![Here(x)] = None]
    /\ IF x \in Handlers
         THEN Stay(x, IF todo[x] = <<>> THEN "Settle" ELSE "Tell")
         ELSE CASE result[x] = "waiting" ->
                     Stay(x, IF guard = x THEN "Sleep" ELSE "LockPool")
                [] result[x] = "done" /\ op[x] = "then" -> Stay(x, "Run")
                [] result[x] # "waiting" /\ guard = x -> Stay(x, "UnlockPool")
                [] OTHER -> Return(x, result[x])
    /\ UNCHANGED <<told, home, words, counter, list, streams, hands, history>>
=============================================================================
