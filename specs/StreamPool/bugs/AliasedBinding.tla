--------------------------- MODULE AliasedBinding ---------------------------
\* setCurrent takes any stream: a worker makes the main thread's own stream its
\* own, and two threads believe that it is theirs alone.
EXTENDS MCStreamPool

Fault_SetCurrent(t, s) == Rebind(t, s)
=============================================================================
