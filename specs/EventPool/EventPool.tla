----------------------------- MODULE EventPool -----------------------------
(***************************************************************************)
(* Events, which tell how far the streams of a GPU have come, and a pool   *)
(* in which they are used again and again.                                 *)
(*                                                                         *)
(* An event belongs to one stream from take to give.  To record it is to   *)
(* have the stream count it on by one when it comes to that point; to wait *)
(* for it, on the host or on another stream, is to wait until it has       *)
(* counted as far as was recorded when the wait began.  The counter goes   *)
(* on across reuse, and around: it is compared by distance.  An event that *)
(* is given back comes home when all that was recorded has been counted,   *)
(* and whoever waited for it has been told.                                *)
(*                                                                         *)
(* What is true of an event stands in one word: its state, generation, how *)
(* far it was recorded, and how much of that is pending.  Who waits stands *)
(* in a list of its own, under a lock of its own.                          *)
(*                                                                         *)
(* One action is what one thread does between two consecutive step points  *)
(* of EventPoolProtocol.java and event_pool_protocol.hpp: at most one      *)
(* access that others could see.  What a lock protects is nobody else's.   *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
    Threads,   \* threads that use events
    Handlers,  \* threads of the device
    Streams,   \* streams of the device
    StreamOf,  \* [Threads -> Streams], the current stream of each thread
    Plan,      \* [Threads -> Seq(SUBSET Deeds)]: one of each set, in turn
    Size,      \* events 0..Size-1
    Wrap,      \* counters count modulo this, an even number
    Start,     \* where they begin
    None       \* nobody, nothing

Events   == 0..Size-1
Values   == 0..Wrap-1
Everyone == Threads \cup Handlers
Calls    == {"take", "record", "await", "timed", "query", "then", "follow",
             "give"}
Deeds    == Calls \cup {"exit"}

ASSUME /\ Threads \cap Handlers = {} /\ StreamOf \in [Threads -> Streams]
       /\ Plan \in [Threads -> Seq(SUBSET Deeds)]
       /\ Size \in Nat \ {0} /\ Wrap \in Nat /\ Wrap % 2 = 0 /\ Start \in Values

VARIABLES
    pc,        \* step point at which each thread stands
    op,        \* the call it is in
    budget,    \* how much of its plan is left
    result,    \* what its last call has told it
    handle,    \* the event that its call is about: event, generation, stream
    mine,      \* the handle that it took last
    ticket,    \* how far that event must count
    late,      \* is its time up?
    woken,     \* may it return from its next sleep? (the permit of unpark)
    heard,     \* the generation that its callback was told of last
    guard,     \* who holds the lock of the pool
    free,      \* events at home, the one to take first
    made,      \* how many there are so far
    state,     \* of each event: none, free, held, draining    (one word ...)
    gen,       \* how often it was taken
    recorded,  \* how far it was recorded
    pending,   \* how much of that is not yet settled          (... with these)
    counter,   \* how far it has counted
    desk,      \* who holds the lock of its list
    list,      \* who waits for it
    owner,     \* who is on the queue of each stream
    flight,    \* what the device has yet to do, in order
    raising,   \* of each handler thread: the event and value it has to raise
    todo,      \* and whom it has yet to tell
    h_recorded, \* history: how often each event was recorded in all
    h_done,     \* history: how often the device has come to it
    h_ticket,   \* history: what a wait is for, as a number that never wraps
    h_due       \* history: callbacks of each thread, asked for and not run

local   == <<op, budget, result, handle, mine, ticket, late>>
words   == <<state, gen, recorded, pending>>
home    == <<guard, free, made>>
lists   == <<desk, list>>
streams == <<owner, flight>>
hands   == <<raising, todo>>
told    == <<woken, heard>>
history == <<h_recorded, h_done, h_ticket, h_due>>
vars    == <<pc, local, told, home, words, counter, lists, streams, hands,
             history>>

Handles == Events \X Nat \X Streams
Entries == [who : Threads, what : {"wait", "call"}, value : Values, gen : Nat]
Works   == [what : {"signal", "await"}, event : Events, value : Values,
            number : Nat]

\* Every variable stays within its type.
TypeOK ==
    /\ pc \in [Everyone -> {"Idle", "Gone", "LockPool", "Pop", "Push",
           "UnlockPool", "Enter", "Reserve", "Mark", "Leave", "Ticket",
           "Check", "LockList", "Enlist", "Look", "UnlockList", "Sleep", "Run",
           "Give", "Raise", "Collect", "Tell", "Settle"}]
    /\ op \in [Threads -> Calls \cup {None}] /\ budget \in [Threads -> Nat]
    /\ result \in [Threads -> {"none", "asked", "waiting", "done", "notyet",
                               "timeout", "stale", "exhausted"}]
    /\ handle \in [Threads -> Handles \cup {None}]
    /\ mine \in [Threads -> Handles \cup {None}]
    /\ ticket \in [Threads -> Values] /\ late \in [Threads -> BOOLEAN]
    /\ woken \in [Threads -> BOOLEAN] /\ heard \in [Threads -> Nat]
    /\ guard \in Everyone \cup {None}
    /\ free \in Seq(Events) /\ made \in 0..Size
    /\ state \in [Events -> {"none", "free", "held", "draining"}]
    /\ gen \in [Events -> Nat]
    /\ recorded \in [Events -> Values] /\ pending \in [Events -> Nat]
    /\ counter \in [Events -> Values]
    /\ desk \in [Events -> Everyone \cup {None}]
    /\ list \in [Events -> Seq(Entries)]
    /\ owner \in [Streams -> Threads \cup {None}]
    /\ flight \in [Streams -> Seq(Works)]
    /\ raising \in [Handlers -> (Events \X Values) \cup {None}]
    /\ todo \in [Handlers -> Seq(Entries)]
    /\ h_recorded \in [Events -> Nat] /\ h_done \in [Events -> Nat]
    /\ h_ticket \in [Threads -> Nat] /\ h_due \in [Threads -> Nat]

Init ==
    /\ pc = [t \in Everyone |-> "Idle"] /\ op = [t \in Threads |-> None]
    /\ budget = [t \in Threads |-> Len(Plan[t])]
    /\ result = [t \in Threads |-> "none"]
    /\ handle = [t \in Threads |-> None] /\ mine = [t \in Threads |-> None]
    /\ ticket = [t \in Threads |-> Start] /\ late = [t \in Threads |-> FALSE]
    /\ woken = [t \in Threads |-> FALSE] /\ heard = [t \in Threads |-> 0]
    /\ guard = None /\ free = <<>> /\ made = 0
    /\ state = [e \in Events |-> "none"] /\ gen = [e \in Events |-> 0]
    /\ recorded = [e \in Events |-> Start]
    /\ pending = [e \in Events |-> 0] /\ counter = [e \in Events |-> Start]
    /\ desk = [e \in Events |-> None] /\ list = [e \in Events |-> <<>>]
    /\ owner = [s \in Streams |-> None] /\ flight = [s \in Streams |-> <<>>]
    /\ raising = [h \in Handlers |-> None] /\ todo = [h \in Handlers |-> <<>>]
    /\ h_recorded = [e \in Events |-> 0] /\ h_done = [e \in Events |-> 0]
    /\ h_ticket = [t \in Threads |-> 0] /\ h_due = [t \in Threads |-> 0]

At(t, p)      == pc[t] = p
Goto(t, q)    == pc' = [pc EXCEPT ![t] = q]
Move(t, p, q) == At(t, p) /\ Goto(t, q)

\* The end of a call, at which the thread touches nothing shared.
Return(t, how) ==
    /\ Goto(t, "Idle") /\ op' = [op EXCEPT ![t] = None]
    /\ result' = [result EXCEPT ![t] = how]
    /\ handle' = [handle EXCEPT ![t] = None]
    /\ late' = [late EXCEPT ![t] = FALSE]
    /\ ticket' = [ticket EXCEPT ![t] = Start]
    /\ UNCHANGED <<budget, mine>>
Stay(t, q)      == Goto(t, q) /\ UNCHANGED local
Know(t, q, how) ==
    /\ Goto(t, q) /\ result' = [result EXCEPT ![t] = how]
    /\ UNCHANGED <<op, budget, handle, mine, ticket, late>>

\* Counters are compared by distance, so that they may go around.
Reached(c, v) == (c + Wrap - v) % Wrap < Wrap \div 2
After(v)      == (v + 1) % Wrap
\* How far it has counted that has counted n times.
Count(n)      == (Start + n) % Wrap

\* Overridden where calls go on for ever.
Up(n)   == n + 1
Less(n) == n - 1

\* The event and the stream that a call is about.
Event(t)  == handle[t][1]
Stream(t) == IF op[t] = "follow" THEN StreamOf[t] ELSE handle[t][3]
\* A handle is of no use any more once its event was given back.
Valid(t)  == state[Event(t)] = "held" /\ gen[Event(t)] = handle[t][2]
\* Is t among those of q who wait?
Waits(t, q) == \E i \in DOMAIN q : q[i].who = t /\ q[i].what = "wait"
\* The event of whose list, or word, x has business.
Here(x)   == IF x \in Handlers THEN raising[x][1] ELSE Event(x)

First(c) == CASE c = "take" -> "LockPool" [] c = "record" -> "Enter"
              [] c = "give" -> "Give"     [] OTHER -> "Ticket"

\* Is that the next thing that t may do?
May(t, deed) ==
    At(t, "Idle") /\ budget[t] > 0
    /\ deed \in Plan[t][Len(Plan[t]) + 1 - budget[t]]

\* Whoever has been handed an event may use it, and its taker also afterwards.
Usable(t, u) ==
    /\ mine[u] # None
    /\ u = t \/ (state[mine[u][1]] = "held" /\ gen[mine[u][1]] = mine[u][2])

-----------------------------------------------------------------------------
(* The calls.                                                              *)

Call(t, c, x) ==
    /\ May(t, c)
    /\ Goto(t, First(c)) /\ op' = [op EXCEPT ![t] = c]
    /\ budget' = [budget EXCEPT ![t] = Less(@)]
    /\ handle' = [handle EXCEPT ![t] = x]
    /\ result' = [result EXCEPT ![t] = "none"]
    /\ UNCHANGED <<mine, ticket, late, told, home, words, counter, lists,
                   streams, hands, history>>

\* Impl: EventPool.take, EventPoolFlow::take
CallTake(t) == At(t, "Idle") /\ Call(t, "take", None)
\* Impl: Event.close, EventPoolFlow::give
CallGive(t) == mine[t] # None /\ Call(t, "give", mine[t])

\* The others are about the event that u took last.
\* Impl: Event.record, EventPoolFlow::record
CallRecord(t, u) == Usable(t, u) /\ Call(t, "record", mine[u])
\* Impl: Event.await, EventPoolFlow::await
CallAwait(t, u, timed) ==
    Usable(t, u) /\ Call(t, IF timed THEN "timed" ELSE "await", mine[u])
\* Impl: Event.isDone, EventPoolFlow::query
CallQuery(t, u) == Usable(t, u) /\ Call(t, "query", mine[u])
\* Impl: Event.then, EventPoolFlow::then
CallThen(t, u) == Usable(t, u) /\ Call(t, "then", mine[u])
\* Impl: Event.follow, EventPoolFlow::follow
CallFollow(t, u) == Usable(t, u) /\ Call(t, "follow", mine[u])

-----------------------------------------------------------------------------
(* take, and the way home.                                                 *)

\* Impl: EventPoolProtocol.lockPool, EventPoolProtocol::lockPool
LockPool(x) ==
    /\ At(x, "LockPool") /\ guard = None /\ guard' = x
    /\ Goto(x, IF x \in Threads /\ op[x] = "take" THEN "Pop" ELSE "Push")
    /\ UNCHANGED <<local, told, free, made, words, counter, lists, streams,
                   hands, history>>

\* Taken for the next generation.  The counter goes on from where it was.
\* Impl: EventPoolProtocol.pop, EventPoolProtocol::pop
Pop(t) ==
    LET e == IF free # <<>> THEN Head(free) ELSE made
        x == <<e, Up(gen[e]), StreamOf[t]>>
    IN
    /\ At(t, "Pop")
    /\ IF free = <<>> /\ made = Size
         THEN Know(t, "UnlockPool", "exhausted") /\ UNCHANGED <<home, words>>
         ELSE /\ Goto(t, "UnlockPool")
              /\ mine' = [mine EXCEPT ![t] = x]
              /\ free' = IF free # <<>> THEN Tail(free) ELSE free
              /\ made' = IF free # <<>> THEN made ELSE made + 1
              /\ state' = [state EXCEPT ![e] = "held"]
              /\ gen' = [gen EXCEPT ![e] = Up(@)]
              /\ UNCHANGED <<op, budget, result, handle, ticket, late, guard,
                             recorded, pending>>
    /\ UNCHANGED <<told, counter, lists, streams, hands, history>>

\* Impl: EventPoolProtocol.push, EventPoolProtocol::push
Push(x) ==
    /\ At(x, "Push") /\ Stay(x, "UnlockPool")
    /\ free' = <<Here(x)>> \o free
    /\ UNCHANGED <<told, guard, made, words, counter, lists, streams, hands,
                   history>>

\* Impl: EventPoolProtocol.unlockPool, EventPoolProtocol::unlockPool
UnlockPool(x) ==
    /\ At(x, "UnlockPool") /\ guard' = None
    /\ IF x \in Handlers
         THEN /\ Stay(x, "Idle") /\ raising' = [raising EXCEPT ![x] = None]
         ELSE /\ Return(x, result[x]) /\ UNCHANGED raising
    /\ UNCHANGED <<told, free, made, words, counter, lists, streams, todo,
                   history>>

\* With signals pending it comes home with the last of them.
\* Impl: EventPoolProtocol.give, EventPoolProtocol::give
Give(t) ==
    LET e == Event(t) IN
    /\ At(t, "Give")
    /\ IF ~Valid(t)
         THEN Return(t, "stale") /\ UNCHANGED words
         ELSE /\ IF pending[e] = 0
                   THEN /\ Stay(t, "LockPool")
                        /\ state' = [state EXCEPT ![e] = "free"]
                   ELSE /\ Return(t, "none")
                        /\ state' = [state EXCEPT ![e] = "draining"]
              /\ UNCHANGED <<gen, recorded, pending>>
    /\ UNCHANGED <<told, home, counter, lists, streams, hands, history>>

-----------------------------------------------------------------------------
(* record and follow: a job on the queue of the stream.                    *)

\* Impl: EventPoolProtocol.enter, EventPoolProtocol::enter
Enter(t) ==
    /\ At(t, "Enter") /\ owner[Stream(t)] = None
    /\ owner' = [owner EXCEPT ![Stream(t)] = t]
    /\ Stay(t, IF op[t] = "record" THEN "Reserve" ELSE "Mark")
    /\ UNCHANGED <<told, home, words, counter, lists, flight, hands, history>>

\* On the queue, so that signals are marked in the order of their values.
\* Impl: EventPoolProtocol.reserve, EventPoolProtocol::reserve
Reserve(t) ==
    LET e == Event(t) IN
    /\ At(t, "Reserve")
    /\ IF ~Valid(t)
         THEN /\ Know(t, "Leave", "stale")
              /\ UNCHANGED <<words, h_recorded, h_ticket>>
         ELSE /\ Goto(t, "Mark")
              /\ ticket' = [ticket EXCEPT ![t] = After(recorded[e])]
              /\ recorded' = [recorded EXCEPT ![e] = After(@)]
              /\ pending' = [pending EXCEPT ![e] = @ + 1]
              /\ h_recorded' = [h_recorded EXCEPT ![e] = Up(@)]
              /\ h_ticket' = [h_ticket EXCEPT ![t] = Up(h_recorded[e])]
              /\ UNCHANGED <<op, budget, result, handle, mine, late, state,
                             gen>>
    /\ UNCHANGED <<told, home, counter, lists, streams, hands, h_done, h_due>>

\* Impl: EventPoolProtocol.mark, EventPoolProtocol::mark
Mark(t) ==
    LET what == IF op[t] = "record" THEN "signal" ELSE "await" IN
    /\ At(t, "Mark") /\ Stay(t, "Leave")
    /\ flight' = [flight EXCEPT ![Stream(t)] =
           Append(@, [what |-> what, event |-> Event(t),
                      value |-> ticket[t], number |-> h_ticket[t]])]
    /\ UNCHANGED <<told, home, words, counter, lists, owner, hands, history>>

\* Impl: EventPoolProtocol.leave, EventPoolProtocol::leave
Leave(t) ==
    /\ At(t, "Leave") /\ Return(t, result[t])
    /\ owner' = [owner EXCEPT ![Stream(t)] = None]
    /\ UNCHANGED <<told, home, words, counter, lists, flight, hands, history>>

-----------------------------------------------------------------------------
(* Waiting, asking, being called: for what has been recorded by now.       *)

\* What was never recorded has counted as far as it was recorded.
\* Impl: EventPoolProtocol.ticket, EventPoolProtocol::ticket
Ticket(t) ==
    LET e == Event(t) IN
    /\ At(t, "Ticket")
    /\ IF ~Valid(t)
         THEN Return(t, "stale") /\ UNCHANGED <<h_ticket, h_due>>
         ELSE /\ ticket' = [ticket EXCEPT ![t] = recorded[e]]
              /\ h_ticket' = [h_ticket EXCEPT ![t] = h_recorded[e]]
              /\ h_due' = [h_due EXCEPT ![t] =
                               IF op[t] = "then" THEN @ + 1 ELSE @]
              /\ Goto(t, IF op[t] = "follow" THEN "Enter" ELSE "Check")
              /\ UNCHANGED <<op, budget, result, handle, mine, late>>
    /\ UNCHANGED <<told, home, words, counter, lists, streams, hands,
                   h_recorded, h_done>>

\* Impl: EventPoolProtocol.check, EventPoolProtocol::check
Check(t) ==
    LET reached == Reached(counter[Event(t)], ticket[t]) IN
    /\ At(t, "Check")
    /\ CASE reached /\ op[t] = "then" -> Stay(t, "Run")
         [] reached /\ op[t] # "then" -> Return(t, "done")
         [] ~reached /\ op[t] = "query" -> Return(t, "notyet")
         [] OTHER -> Stay(t, "LockList")
    /\ UNCHANGED <<told, home, words, counter, lists, streams, hands, history>>

\* Impl: EventPoolProtocol.lockList, EventPoolProtocol::lockList
LockList(x) ==
    /\ At(x, "LockList") /\ desk[Here(x)] = None
    /\ desk' = [desk EXCEPT ![Here(x)] = x]
    /\ Stay(x, IF x \in Handlers THEN "Collect"
               ELSE IF result[x] = "waiting" THEN "Look" ELSE "Enlist")
    /\ UNCHANGED <<told, home, words, counter, list, streams, hands, history>>

\* Under the lock: who raises the counter after this look finds us on the list.
\* Impl: EventPoolProtocol.enlist, EventPoolProtocol::enlist
Enlist(t) ==
    LET e    == Event(t)
        what == IF op[t] = "then" THEN "call" ELSE "wait"
    IN
    /\ At(t, "Enlist")
    /\ IF Reached(counter[e], ticket[t])
         THEN Know(t, "UnlockList", "done") /\ UNCHANGED list
         ELSE /\ Know(t, "UnlockList",
                      IF op[t] = "then" THEN "asked" ELSE "waiting")
              /\ list' = [list EXCEPT ![e] =
                     Append(@, [who |-> t, what |-> what, value |-> ticket[t],
                                gen |-> handle[t][2]])]
    /\ UNCHANGED <<told, home, words, counter, desk, streams, hands, history>>

\* Under the lock it is decided which came first, the signal or giving up.
\* Impl: EventPoolProtocol.look, EventPoolProtocol::look
Look(t) ==
    LET e         == Event(t)
        Others(x) == x.who # t \/ x.what # "wait"
    IN
    /\ At(t, "Look")
    /\ IF ~Waits(t, list[e])
         THEN Know(t, "UnlockList", "done") /\ UNCHANGED list
         ELSE IF late[t]
         THEN /\ Know(t, "UnlockList", "timeout")
              /\ list' = [list EXCEPT ![e] = SelectSeq(@, Others)]
         ELSE Stay(t, "UnlockList") /\ UNCHANGED list
    /\ UNCHANGED <<told, home, words, counter, desk, streams, hands, history>>

\* Impl: EventPoolProtocol.unlockList, EventPoolProtocol::unlockList
UnlockList(x) ==
    /\ At(x, "UnlockList") /\ desk' = [desk EXCEPT ![Here(x)] = None]
    /\ IF x \in Handlers
         THEN Stay(x, IF todo[x] = <<>> THEN "Settle" ELSE "Tell")
         ELSE CASE result[x] = "waiting" -> Stay(x, "Sleep")
                [] result[x] = "done" /\ op[x] = "then" -> Stay(x, "Run")
                [] OTHER -> Return(x, result[x])
    /\ UNCHANGED <<told, home, words, counter, list, streams, hands, history>>

\* Until woken, or out of time; then it looks again.
\* Impl: EventPoolProtocol.sleep, EventPoolProtocol::sleep
Sleep(t) ==
    /\ At(t, "Sleep") /\ (woken[t] \/ late[t]) /\ Stay(t, "LockList")
    /\ woken' = [woken EXCEPT ![t] = FALSE]
    /\ UNCHANGED <<heard, home, words, counter, lists, streams, hands, history>>

\* A callback that comes too late for the list is called by who brought it.
\* Impl: EventPoolProtocol.run, EventPoolProtocol::run
Run(t) ==
    /\ At(t, "Run") /\ Return(t, "done")
    /\ heard' = [heard EXCEPT ![t] = handle[t][2]]
    /\ h_due' = [h_due EXCEPT ![t] = @ - 1]
    /\ UNCHANGED <<woken, home, words, counter, lists, streams, hands,
                   h_recorded, h_done, h_ticket>>

-----------------------------------------------------------------------------
(* The thread of the device that hears that a stream has come to a signal. *)

\* Never back: a later signal may have been heard of before.
\* Impl: EventPoolProtocol.raise, EventPoolProtocol::raise
Raise(h) ==
    LET e == raising[h][1]
        v == raising[h][2]
    IN
    /\ Move(h, "Raise", "LockList")
    /\ counter' = [counter EXCEPT ![e] = IF Reached(@, v) THEN @ ELSE v]
    /\ UNCHANGED <<local, told, home, words, lists, streams, hands, history>>

\* Impl: EventPoolProtocol.collect, EventPoolProtocol::collect
Collect(h) ==
    LET e       == raising[h][1]
        Over(x) == Reached(raising[h][2], x.value)
        Not(x)  == ~Over(x)
    IN
    /\ Move(h, "Collect", "UnlockList")
    /\ todo' = [todo EXCEPT ![h] = SelectSeq(list[e], Over)]
    /\ list' = [list EXCEPT ![e] = SelectSeq(@, Not)]
    /\ UNCHANGED <<local, told, home, words, counter, desk, streams, raising,
                   history>>

\* With no lock held: a callback may do anything.
\* Impl: EventPoolProtocol.tell, EventPoolProtocol::tell
Tell(h) ==
    LET x == Head(todo[h]) IN
    /\ At(h, "Tell") /\ UNCHANGED local
    /\ todo' = [todo EXCEPT ![h] = Tail(@)]
    /\ Goto(h, IF Tail(todo[h]) = <<>> THEN "Settle" ELSE "Tell")
    /\ IF x.what = "call"
         THEN /\ heard' = [heard EXCEPT ![x.who] = x.gen]
              /\ h_due' = [h_due EXCEPT ![x.who] = @ - 1] /\ UNCHANGED woken
         ELSE /\ woken' = [woken EXCEPT ![x.who] = ~At(x.who, "Gone")]
              /\ UNCHANGED <<heard, h_due>>
    /\ UNCHANGED <<home, words, counter, lists, streams, raising, h_recorded,
                   h_done, h_ticket>>

\* Only now: whoever takes the event next finds nobody who waits for it.
\* Impl: EventPoolProtocol.settle, EventPoolProtocol::settle
Settle(h) ==
    LET e    == raising[h][1]
        last == state[e] = "draining" /\ pending[e] = 1
    IN
    /\ At(h, "Settle") /\ Stay(h, IF last THEN "LockPool" ELSE "Idle")
    /\ pending' = [pending EXCEPT ![e] = @ - 1]
    /\ state' = [state EXCEPT ![e] = IF last THEN "free" ELSE @]
    /\ raising' = [raising EXCEPT ![h] = IF last THEN @ ELSE None]
    /\ UNCHANGED <<told, home, gen, recorded, counter, lists, streams, todo,
                   history>>

-----------------------------------------------------------------------------
(* The environment: the device works, time passes, threads end.            *)

Signal(h, s) ==
    /\ At(h, "Idle") /\ flight[s] # <<>> /\ Head(flight[s]).what = "signal"
    /\ Stay(h, "Raise")
    /\ raising' = [raising EXCEPT ![h] =
                       <<Head(flight[s]).event, Head(flight[s]).value>>]
    /\ flight' = [flight EXCEPT ![s] = Tail(@)]
    /\ h_done' = [h_done EXCEPT ![Head(flight[s]).event] = Up(@)]
    /\ UNCHANGED <<told, home, words, counter, lists, owner, todo, h_recorded,
                   h_ticket, h_due>>

\* A stream that waits for an event goes on when the event has come so far.
Pass(s) ==
    /\ flight[s] # <<>> /\ Head(flight[s]).what = "await"
    /\ Reached(counter[Head(flight[s]).event], Head(flight[s]).value)
    /\ flight' = [flight EXCEPT ![s] = Tail(@)]
    /\ UNCHANGED <<pc, local, told, home, words, counter, lists, owner, hands,
                   history>>

TimeUp(t) ==
    /\ At(t, "Sleep") /\ op[t] = "timed" /\ ~late[t]
    /\ late' = [late EXCEPT ![t] = TRUE]
    /\ UNCHANGED <<pc, op, budget, result, handle, mine, ticket, told, home,
                   words, counter, lists, streams, hands, history>>

ThreadExit(t) ==
    /\ May(t, "exit") /\ Goto(t, "Gone")
    /\ result' = [result EXCEPT ![t] = "none"]
    /\ woken' = [woken EXCEPT ![t] = FALSE]
    /\ UNCHANGED <<op, budget, handle, mine, ticket, late, heard, home, words,
                   counter, lists, streams, hands, history>>

\* Legal termination, since nobody must call.
Terminated ==
    /\ \A t \in Threads : pc[t] \in {"Idle", "Gone"}
    /\ \A h \in Handlers : At(h, "Idle")
    /\ \A s \in Streams : flight[s] = <<>>
    /\ UNCHANGED vars

-----------------------------------------------------------------------------
Shared(x) == LockPool(x) \/ Push(x) \/ UnlockPool(x) \/ LockList(x)
             \/ UnlockList(x)
Step(t) == \/ Shared(t) \/ Pop(t) \/ Give(t) \/ Enter(t) \/ Reserve(t)
           \/ Mark(t) \/ Leave(t) \/ Ticket(t) \/ Check(t) \/ Enlist(t)
           \/ Look(t) \/ Sleep(t) \/ Run(t)
Tend(h) == Shared(h) \/ Raise(h) \/ Collect(h) \/ Tell(h) \/ Settle(h)
Begin(t) == \/ CallTake(t) \/ CallGive(t)
            \/ \E u \in Threads :
                 \/ CallRecord(t, u) \/ CallQuery(t, u)
                 \/ CallThen(t, u) \/ CallFollow(t, u)
                 \/ \E timed \in BOOLEAN : CallAwait(t, u, timed)
Device == \/ \E h \in Handlers, s \in Streams : Signal(h, s)
          \/ \E s \in Streams : Pass(s)

Next == \/ \E t \in Threads : Begin(t) \/ Step(t) \/ TimeUp(t) \/ ThreadExit(t)
        \/ \E h \in Handlers : Tend(h)
        \/ Device
        \/ Terminated

Spec == Init /\ [][Next]_vars

\* Threads in a call go on, the device works; nobody must call.  Locks and
\* queues serve in the order of requests, of which strong fairness is what is
\* left here.
FairSpec ==
    /\ Spec
    /\ \A t \in Threads : /\ WF_vars(Step(t))
                          /\ SF_vars(Enter(t) \/ LockPool(t) \/ LockList(t))
    /\ \A h \in Handlers : /\ WF_vars(Tend(h))
                           /\ SF_vars(LockPool(h) \/ LockList(h))
    /\ WF_vars(Device)

-----------------------------------------------------------------------------
\* Whoever is told that it is done: the device has come to all that was
\* recorded before it asked.
NotEarlyProp == [][
    /\ \A t \in Threads : (result[t] # "done" /\ result'[t] = "done") =>
                              h_ticket[t] <= h_done[Event(t)]
    /\ \A h \in Handlers : (todo[h] # <<>> /\ todo'[h] = Tail(todo[h])) =>
         Reached(Count(h_done[raising[h][1]]), Head(todo[h]).value)]_vars

\* Nor does a stream go on before that.
NotPassedEarlyProp == [][\A s \in Streams :
    (flight[s] # <<>> /\ flight'[s] = Tail(flight[s])
        /\ Head(flight[s]).what = "await") =>
        Head(flight[s]).number <= h_done[Head(flight[s]).event]]_vars

\* An event never counts back, be it used again.
MonotonicProp == [][\A e \in Events : Reached(counter'[e], counter[e])]_vars

\* A handle is good until its event is given back, and refused from then on.
HandleProp == [][\A t \in Threads :
    (pc[t] \in {"Give", "Reserve", "Ticket"} /\ pc'[t] # pc[t]) =>
        (result'[t] = "stale") =
            (state[Event(t)] # "held" \/ gen[Event(t)] # handle[t][2])]_vars

\* What is recorded is marked in order: nothing is lost, and nothing doubled.
InOrderInv == \A e \in Events :
    LET Of(s)  == SelectSeq(flight[s], LAMBDA x : x.what = "signal"
                                                  /\ x.event = e)
        marked == UNION {{s} \X DOMAIN Of(s) : s \in Streams}
    IN
    /\ \A s \in Streams : \A i \in DOMAIN Of(s) :
         /\ Of(s)[i].number = h_done[e] + i
         /\ Of(s)[i].value = Count(h_done[e] + i)
    /\ (\A t \in Threads : op[t] = "record" => Event(t) # e) =>
         h_done[e] + Cardinality(marked) = h_recorded[e]

\* An event that was given back comes home, once: it is there, or somebody is
\* bringing it, or will when its last signal has come.
HomeInv == \A e \in Events :
    Cardinality({i \in DOMAIN free : free[i] = e})
        + Cardinality({x \in Everyone : /\ pc[x] \in {"LockPool", "Push"}
                                        /\ x \in Threads => op[x] = "give"
                                        /\ Here(x) = e})
      = (IF state[e] = "free" THEN 1 ELSE 0)
    /\ state[e] = "draining" => pending[e] > 0

\* An event that may be taken has nothing under way and nobody waiting.
CleanInv == \A e \in Events : state[e] = "free" =>
    /\ pending[e] = 0 /\ list[e] = <<>> /\ counter[e] = recorded[e]
    /\ \A h \in Handlers : raising[h] # None =>
         (raising[h][1] = e => pc[h] \in {"LockPool", "Push", "UnlockPool"})

\* Whoever stands on a list as waiting does wait there, and stands there once.
ListedInv == \A e \in Events : \A i \in DOMAIN list[e] :
    list[e][i].what = "wait" =>
        /\ result[list[e][i].who] = "waiting" /\ Event(list[e][i].who) = e
        /\ \A j \in DOMAIN list[e] :
             (list[e][j].who = list[e][i].who /\ list[e][j].what = "wait")
                 => i = j

\* Who is on a list for what has been counted is about to be found there; who
\* sleeps and is on none is about to be woken.
NoLostWakeupInv ==
    /\ \A e \in Events : \A i \in DOMAIN list[e] :
         Reached(counter[e], list[e][i].value) =>
             \E h \in Handlers : /\ pc[h] \in {"LockList", "Collect"}
                                 /\ raising[h][1] = e
                                 /\ Reached(raising[h][2], list[e][i].value)
    /\ \A t \in Threads :
         At(t, "Sleep") => \/ Waits(t, list[Event(t)]) \/ woken[t]
                           \/ \E h \in Handlers : Waits(t, todo[h])

\* Whoever holds a lock takes no other one, does not sleep, and calls nobody.
LeafLocksInv ==
    /\ \A x \in Everyone : guard = x => pc[x] \in {"Pop", "Push", "UnlockPool"}
    /\ \A e \in Events, x \in Everyone : desk[e] = x =>
         pc[x] \in {"Enlist", "Look", "Collect", "UnlockList"}
    /\ \A s \in Streams, t \in Threads : owner[s] = t =>
         pc[t] \in {"Reserve", "Mark", "Leave"}

\* Every callback is called once.
CallbackOnceInv == \A t \in Threads :
    LET Of(q) == {i \in DOMAIN q : q[i].who = t /\ q[i].what = "call"}
    IN h_due[t] =
         Cardinality(UNION {{e} \X Of(list[e]) : e \in Events})
         + Cardinality(UNION {{h} \X Of(todo[h]) : h \in Handlers})
         + (IF /\ op[t] = "then"
               /\ \/ pc[t] \in {"Check", "LockList", "Enlist", "Run"}
                  \/ At(t, "UnlockList") /\ result[t] = "done"
              THEN 1 ELSE 0)

\* A callback hears of the event that it was asked for, not of whoever has
\* that event by then.
CallbackOwnProp == [][\A t \in Threads :
    heard'[t] # heard[t] =>
        \/ op[t] = "then" /\ handle[t] # None /\ heard'[t] = handle[t][2]
        \/ \E h \in Handlers : todo[h] # <<>> /\ Head(todo[h]).who = t
                               /\ heard'[t] = Head(todo[h]).gen]_vars

\* Every call returns, if threads in a call go on and the device works.
CallsReturnLive == \A t \in Threads : (op[t] # None) ~> (op[t] = None)
=============================================================================
