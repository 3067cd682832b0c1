--------------------- MODULE ReentrantCommitOpenEncoder ----------------------
\* Second of the chain: the fix of ReentrantEndsOuter.  Inside of a job nobody
\* ends the encoder any more; the inner synchronize commits all the same.
EXTENDS MCCommandStream

\* An inner job records through the encoder of the job around it.
Through == <<"Lock", "Encode", "Unlock">>

Fault_InnerSynchronize ==
    Job(Record \o <<"Take", "Commit">> \o Through) \o <<"Await">>
=============================================================================
