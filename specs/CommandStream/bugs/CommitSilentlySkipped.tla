------------------------ MODULE CommitSilentlySkipped ------------------------
\* Third of the chain: the fix of ReentrantCommitOpenEncoder.  What must not be
\* committed while the job encodes is not committed; nobody makes up for it.
EXTENDS MCCommandStream

\* An inner job records through the encoder of the job around it.
Through == <<"Lock", "Encode", "Unlock">>

Fault_InnerSynchronize == Job(Record \o Through) \o <<"Await">>
=============================================================================
