-------------------------- MODULE LostRegistration ---------------------------
\* Who opens a stream reads the registry, adds to what it has read, and writes
\* that, with no lock: of two who do so at once one is lost.
EXTENDS MCDeviceBarrier

Fault_Lock(t) ==
    /\ At(t, "Lock")
    /\ IF Calling(t, "open")
         THEN /\ todo' = [todo EXCEPT ![t] = registry] /\ UNCHANGED lock
              /\ Go(t, "Enlist")
         ELSE /\ lock = None /\ lock' = t /\ UNCHANGED todo
              /\ Go(t, IF Calling(t, "close") THEN "Delist" ELSE "Look")
    /\ UNCHANGED <<fences, phase, registry, work, guards>>

Fault_Enlist(t) ==
    /\ At(t, "Enlist") /\ registry' = Append(todo[t], Home[t])
    /\ todo' = [todo EXCEPT ![t] = <<>>] /\ Go(t, "Unlock")
    /\ UNCHANGED <<fences, phase, lock, work, guards>>

Fault_Unlock(t) ==
    /\ At(t, "Unlock") /\ lock' = IF Calling(t, "open") THEN lock ELSE None
    /\ UNCHANGED <<todo, fences, registry, work, guards>>
    /\ Go(t, IF todo[t] # <<>> THEN "Fence" ELSE "Idle")
    /\ phase' = CASE Calling(t, "open")  -> Set(Home[t], "opening", "open")
                  [] Calling(t, "close") -> Set(Home[t], "closing", "gone")
                  [] OTHER               -> phase
=============================================================================
