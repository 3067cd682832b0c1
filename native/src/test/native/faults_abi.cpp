#include <string>

#include "abi_support.hpp"
#include "lockstep_faults.h"
#include "mutants/mutation.hpp"

extern "C" {

int32_t lockstep_faults_abi_version(void) { return lockstep_abi_version(); }

const char* lockstep_mutants(const char* module) {
  static thread_local std::string text;
  text = lockstep::Mutation::list(module);
  return text.c_str();
}

int32_t lockstep_mutate(const char* id) {
  return lockstep::guarded([&] {
    lockstep::Mutation::activate(id);
    return 0;
  });
}

const char* lockstep_mutate_error(void) { return lockstep::lastError().c_str(); }

}  // extern "C"
