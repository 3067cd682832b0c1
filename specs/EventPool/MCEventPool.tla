---------------------------- MODULE MCEventPool ----------------------------
(* Bounds for TLC: the only module of the folder that knows of it.         *)
EXTENDS EventPool, TLC

CONSTANTS a, b, c, h, i, p, q

\* All on one stream; or the last on one of its own.
OneStream  == [t \in Threads |-> p]
TwoStreams == [t \in Threads |-> IF t = c THEN q ELSE p]

Plans(x, y, z) ==
    [t \in Threads |-> CASE t = a -> x [] t = b -> y [] OTHER -> z]

\* An event is used again, by another taker on another stream, which first
\* waits for what went before.
Reusing == Plans(<<{"take"}, {"record"}, {"give"}>>, <<>>,
                 <<{"follow", "query"}, {"take"}, {"record"}, {"await"}>>)
\* Two signals of one event under way.
Racing == Plans(<<{"take"}, {"record"}, {"record"}, {"give"}>>,
                <<{"await"}>>, <<>>)
\* A host that waits twice, and may have gone before it is told.
Timing == Plans(<<{"take"}, {"record", "give"}>>,
                <<{"timed"}, {"timed"}, {"exit"}>>, <<{"record"}>>)
\* A callback, and a taker who goes on with a handle that is stale.
Calling == Plans(<<{"take"}, {"record"}, {"give"},
                   {"give", "query", "record"}>>,
                 <<{"then"}>>, <<{"take"}>>)
\* Two wait, for one signal or for the next; one of them may give up.
Besides == Plans(<<{"take"}, {"record"}, {"record"}, {"await"}>>, <<{"timed"}>>,
                 <<>>)
\* One asks for a callback, waits, perhaps in vain, and calls again.
Lonely == Plans(<<{"take"}, {"record"}, {"then"}, {"timed"},
                  {"query", "then", "follow", "give"}>>, <<>>, <<>>)
\* One records, and one waits.
Meeting == Plans(<<{"take"}, {"record"}>>, <<{"await"}>>, <<>>)
\* One gives back twice.
Giving == Plans(<<{"take"}, {"give"}, {"give"}>>, <<{"take"}>>, <<>>)
\* Two who wait, in every way, and two handler threads.
Waiting == Plans(<<{"take"}, {"record"}, {"give"}>>,
                 <<{"await", "timed", "then"}>>,
                 <<{"await", "then", "query"}>>)
\* Three takers, two events, two streams.
Mixing == Plans(<<{"take"}, {"record"}, {"give"}>>, <<{"take"}, {"give"}>>,
                <<{"take"}, {"follow"}>>)
\* Everything at once.
Everything == Plans(<<{"take"}, {"record"}, {"record"}, {"give"}, {"give"}>>,
                    <<{"await", "timed", "then"}, {"timed", "record"},
                      {"exit"}>>,
                    <<{"follow", "query", "then"}, {"take"}, {"record"},
                      {"await"}>>)

\* Calls for ever: the last set of a plan again and again.  Where nobody waits,
\* what would count without end need not, and the device is not overrun.  Or one
\* waits, and waits again, while the other asks for events that it does not get.
Circling == Plans(<<{"take", "record", "give"}>>, <<{"record"}>>, <<>>)
Lasting == Plans(<<{"take"}, {"record"}, {"take"}>>, <<{"await"}>>, <<>>)
Outlasting == Plans(<<{"take"}, {"record"}, {"give"}, {"take"}, {"record"},
                      {"take"}>>, <<{"await"}>>, <<>>)
Uncounted(n) == n
LastForever(n) == IF n > 1 THEN n - 1 ELSE n
Uncrowded(t, u) == /\ mine[u] # None
                   /\ \A s \in Streams : flight[s] = <<>>
\* Nor is anybody overtaken before it stands on the list, or knows that it need
\* not: counters go around, and it would wait for ever.
Patient(t, u) == /\ Uncrowded(t, u)
                 /\ \A v \in Threads \ {t} :
                        op[v] = "await" => result[v] \in {"waiting", "done"}

-----------------------------------------------------------------------------
(* Witnesses: each is expected to be violated.                             *)

\* An event that was counted on another stream before is counted again.
ReachUsedAgain ==
    ~ \E e \in Events : gen[e] = 2 /\ h_done[e] = 2 /\ state[e] = "held"
\* A stream waits for an event that has not come so far.
ReachStreamWaits ==
    ~ \E s \in Streams : flight[s] # <<>> /\ Head(flight[s]).what = "await"
        /\ ~Reached(counter[Head(flight[s]).event], Head(flight[s]).value)
\* A stream has yet to pass an event that is somebody else's by now.
ReachAwaitOutlives ==
    ~ \E s \in Streams : flight[s] # <<>> /\ Head(flight[s]).what = "await"
        /\ gen[Head(flight[s]).event] = 2
\* A handler thread comes with a value that another one has overtaken.
ReachOvertaken ==
    ~ \E x \in Handlers : At(x, "Raise") /\ h_done[raising[x][1]] = 2
        /\ Reached(counter[raising[x][1]], After(raising[x][2]))
\* Two handler threads wait for one list's lock.
ReachTwoCollect == ~ \A x \in Handlers : At(x, "LockList")
\* Two handler threads settle what was given back, and one of them is the last.
ReachTwoSettle ==
    ~ \A x \in Handlers : At(x, "Settle") /\ state[raising[x][1]] = "draining"
\* Given back with two signals pending.
ReachTwoDrain ==
    ~ \E e \in Events : state[e] = "draining" /\ pending[e] = 2
\* Counted between the look without the lock and the one with it.
ReachFoundOnEnlist ==
    ~ \E t \in Threads : op[t] = "await" /\ At(t, "UnlockList")
                         /\ result[t] = "done" /\ ~woken[t]
\* Time is up, and the signal comes before it is looked.
ReachSignalBeatsTime ==
    ~ \E t \in Threads : late[t] /\ result[t] = "done"
\* Time is up, and the signal, which has counted already, finds nobody.
ReachTimeBeatsSignal ==
    ~ \E t \in Threads : result[t] = "timeout" /\ At(t, "UnlockList")
                         /\ Reached(counter[Event(t)], ticket[t])
\* A permit that was meant for the wait before.
ReachStalePermit ==
    ~ \E t \in Threads : At(t, "Look") /\ ~late[t] /\ Waits(t, list[Event(t)])
\* Whoever is to be woken has gone.
ReachToldWhenGone ==
    ~ \E x \in Handlers : todo[x] # <<>> /\ At(Head(todo[x]).who, "Gone")
\* A callback is run by its caller when the event is somebody else's already.
ReachLateCallback ==
    ~ \E t \in Threads : At(t, "Run") /\ gen[Event(t)] # handle[t][2]
\* A second give, of an event that somebody else has.
ReachSecondGive ==
    ~ \E t \in Threads : At(t, "Give") /\ state[Event(t)] = "held"
                         /\ gen[Event(t)] # handle[t][2]
\* Given back while a record waits for the stream.
ReachRecordTooLate ==
    ~ \E t \in Threads : At(t, "Reserve") /\ ~Valid(t)
\* Nothing to take: all are in use, or not yet home.
ReachExhausted ==
    ~ \E t \in Threads : result[t] = "exhausted" /\ state[0] = "draining"
\* One signal is waited for by two.
ReachTwoTold == ~ \E x \in Handlers : Len(todo[x]) = 2
\* One event is home, another one comes: the last home is the first taken.
ReachTwoHome == Len(free) < 2
=============================================================================
