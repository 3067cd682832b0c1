#ifndef LOCKSTEP_RELACY_RUN_HPP
#define LOCKSTEP_RELACY_RUN_HPP

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <initializer_list>
#include <iostream>
#include <sstream>
#include <string>

#include "relacy_policy.hpp"

namespace lockstep::relacy {

/// Tries scenarios and remembers whether each ended as it must.
class Checks {
 public:
  static constexpr int kAll = -1;

  /// Every execution of the scenario is as it should be; with a bound: every one of those with at
  /// most so many switches away from a thread that could have gone on.
  template <class Scenario>
  void sound(const char* name, int switches = kAll) {
    run<Scenario>(name, {rl::test_result_success}, switches);
  }

  /// Some execution within the same bound shows the planted fault, as one of these.
  template <class Scenario>
  void faulty(const char* name, std::initializer_list<rl::test_result_e> shows,
              int switches = kAll) {
    run<Scenario>(name, shows, switches);
  }

  /// As faulty(): the fault is that of the manifest of this module.
  template <class Scenario>
  void planted(const char* module, const char* fault,
               std::initializer_list<rl::test_result_e> shows, int switches = kAll) {
    const int before = wrong_;
    run<Scenario>((std::string("planted: ") + fault).c_str(), shows, switches);
    rows_ += std::string(rows_.empty() ? "" : ",") + "\n  {\"module\": \"" + module +
             "\", \"fault\": \"" + fault +
             "\", \"seen\": " + (wrong_ == before ? "true" : "false") + ", \"how\": \"" + last_ +
             "\"}";
  }

  /// What was seen of the planted faults, for the gate's table of detectors, if the environment
  /// names the folder for it.
  void write(const char* name) const {
    const char* const folder = std::getenv("LOCKSTEP_DETECTORS");
    if (folder == nullptr) {
      return;
    }
    const std::string file = std::string(folder) + "/relacy-" + name + ".json";
    std::ofstream out(file, std::ios::trunc);
    out << "{\"detector\": 1, \"tool\": \"relacy\", \"rows\": [" << rows_ << "\n]}\n";
    out.close();
    if (!out) {
      std::fprintf(stderr, "cannot write %s: LOCKSTEP_DETECTORS must name a folder\n",
                   file.c_str());
      std::exit(2);
    }
  }

  int exitCode() const { return wrong_ == 0 ? 0 : 1; }

 private:
  template <class Scenario>
  void run(const char* name, std::initializer_list<rl::test_result_e> expected, int switches) {
    std::ostringstream told;
    std::ostringstream progress;
    rl::test_params params;
    params.search_type = switches == kAll ? rl::sched_full : rl::sched_bound;
    params.context_bound = switches == kAll ? 1 : switches;
    params.output_stream = &told;
    params.progress_stream = &progress;
    params.execution_depth_limit = 20000;
    const auto begin = std::chrono::steady_clock::now();
    {
      const Exceptions mine;
      rl::simulate<Scenario>(params);
    }
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    last_ = rl::test_result_str(params.test_result);
    bool asExpected = false;
    for (const rl::test_result_e result : expected) {
      asExpected = asExpected || params.test_result == result;
    }
    const std::string bound =
        switches == kAll ? "all" : "those with " + std::to_string(switches) + " switches";
    std::printf("%-4s %-58s %10llu executions (%s) %8.2f s  %s\n", asExpected ? "ok" : "FAIL", name,
                static_cast<unsigned long long>(params.stop_iteration), bound.c_str(), seconds,
                rl::test_result_str(params.test_result));
    std::fflush(stdout);
    if (!asExpected) {
      ++wrong_;
      std::printf("%s\n", told.str().substr(0, 20000).c_str());
    }
  }

  int wrong_ = 0;
  std::string rows_;
  std::string last_;
};

}  // namespace lockstep::relacy

#endif  // LOCKSTEP_RELACY_RUN_HPP
