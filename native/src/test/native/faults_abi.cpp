#include "lockstep_faults.h"

extern "C" int32_t lockstep_faults_abi_version(void) { return lockstep_abi_version(); }
