// The free runs of a planted fault without a JVM, for the sanitizers: native/detect.sh asks each of
// them what it sees.

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "lockstep.h"

namespace {

constexpr const char* kModules[] = {"StreamPool",    "EncodingLock", "LeasePool",
                                    "CommandStream", "EventPool",    "DeviceBarrier"};
constexpr int kCalls = 20;
constexpr int kPatienceMs = 20'000;  // a sanitizer makes everything slower

/// The faults of the library: its variants but the mutants.
void list() {
  for (const char* module : kModules) {
    std::string names = std::string(lockstep_variant_names(module)) + ",";
    for (std::size_t to = 0; (to = names.find(',')) != std::string::npos; names.erase(0, to + 1)) {
      const std::string name = names.substr(0, to);
      if (name != "sound" && name != "mutant") {
        std::printf("%s %s\n", module, name.c_str());
      }
    }
  }
}

int run(char** argument) {
  const std::int64_t recorded =
      lockstep_record_free(argument[2], argument[3], "none", "none", std::atoll(argument[4]),
                           std::atoll(argument[5]), kCalls, 1, kPatienceMs, "/dev/null");
  if (recorded < 0) {
    std::printf("%s\n", lockstep_last_error());
    std::fflush(stdout);
    // Threads that are stuck use what an orderly end would take down.
    std::_Exit(recorded == LOCKSTEP_BAD_ARGUMENT ? 2 : 3);
  }
  std::printf("%lld events\n", static_cast<long long>(recorded));
  std::fflush(stdout);
  return 0;
}

}  // namespace

/// LIBRARY list, or LIBRARY MODULE VARIANT SEED EVENTS. Exits with 3 if a thread throws or does not
/// end; a sanitizer has an exit code of its own.
int main(int arguments, char** argument) {
  if (arguments != 3 && arguments != 6) {
    std::fprintf(stderr, "usage: free_faults LIBRARY list | MODULE VARIANT SEED EVENTS\n");
    return 2;
  }
  if (lockstep_load_variants(argument[1]) < 0) {
    std::fprintf(stderr, "%s\n", lockstep_last_error());
    return 2;
  }
  if (arguments == 3) {
    list();
    return 0;
  }
  return run(argument);
}
