#ifndef LOCKSTEP_FAULTS_H
#define LOCKSTEP_FAULTS_H

#include "lockstep.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The interface version that the broken engines were built against. */
LOCKSTEP_API int32_t lockstep_faults_abi_version(void);

#ifdef __cplusplus
}
#endif

#endif
