------------------------ MODULE SelfDispatchDeadlock -------------------------
\* A call of a job enters the queue like any other: it waits for its own job.
EXTENDS MCCommandStream

Fault_InnerSynchronize ==
    Job(Record \o Job(Submit) \o Job(Record)) \o <<"Await">>

Fault_InnerSignal ==
    Job(Record \o Job(<<"Close", "Take", "Mark">>) \o Job(Record))
=============================================================================
