---------------------------- MODULE DoubleCommit -----------------------------
\* Whoever flushes, or synchronizes, does so without entering the queue: two
\* take the same buffer, and both commit it.
EXTENDS MCCommandStream

Fault_Flush == Submit

Fault_Synchronize == Submit \o <<"Await">>
=============================================================================
