#ifndef LOCKSTEP_FAULTS_H
#define LOCKSTEP_FAULTS_H

#include "lockstep.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The interface version that the broken engines were built against. */
LOCKSTEP_API int32_t lockstep_faults_abi_version(void);

/* The generated faults of a module: one a line, with tabs between its id, its operator and its words.
 * They are made from the steps and accesses that replays of the variant "mutant" have met in this
 * process while no mutation was active. Valid until the calling thread's next call. */
LOCKSTEP_API const char* lockstep_mutants(const char* module);

/* From now on the variant "mutant" of every module is the engine with this fault; "": the sound one.
 * 0, or LOCKSTEP_BAD_ARGUMENT: see lockstep_mutate_error(). Not during a replay. */
LOCKSTEP_API int32_t lockstep_mutate(const char* id);

/* Why the last lockstep_mutate() of the calling thread failed. */
LOCKSTEP_API const char* lockstep_mutate_error(void);

#ifdef __cplusplus
}
#endif

#endif
