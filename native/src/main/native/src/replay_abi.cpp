#include <dlfcn.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "abi_support.hpp"
#include "lockstep.h"
#include "monitor.hpp"
#include "step_controller.hpp"
#include "subject_support.hpp"
#include "variants.hpp"

namespace {

using lockstep::guarded;
using lockstep::json;
using lockstep::Monitor;
using lockstep::MonitorGuard;
using lockstep::PlanEntry;
using lockstep::ReplayReport;
using lockstep::StepController;
using lockstep::Subject;
using lockstep::Variant;
using lockstep::Variants;

static_assert(sizeof(PlanEntry) == 3 * sizeof(int32_t),
              "a plan is an array of three numbers a step");

constexpr const char* kSound = "sound";

/// Never destroyed: its threads sleep until the process ends.
StepController& controller() {
  static StepController* const it = new StepController;
  return *it;
}

/// The library of faults. It is an engine of its own, with its own seam: plans for its variants are
/// handed over to it.
struct FaultLibrary {
  Monitor monitor;
  void* handle LOCKSTEP_GUARDED_BY(monitor) = nullptr;
  std::string path LOCKSTEP_GUARDED_BY(monitor);
  decltype(&lockstep_replay) replay LOCKSTEP_GUARDED_BY(monitor) = nullptr;
  decltype(&lockstep_variant_names) names LOCKSTEP_GUARDED_BY(monitor) = nullptr;
  decltype(&lockstep_stop_threads) stop LOCKSTEP_GUARDED_BY(monitor) = nullptr;
  decltype(&lockstep_record_free) recordFree LOCKSTEP_GUARDED_BY(monitor) = nullptr;
  decltype(&lockstep_last_error) lastError LOCKSTEP_GUARDED_BY(monitor) = nullptr;
};

FaultLibrary& faults() {
  static FaultLibrary library;
  return library;
}

std::string lastErrorOfFaults() {
  const MonitorGuard guard(faults().monitor);
  return faults().lastError();
}

template <class Function>
void find(void* handle, const char* name, Function& function) {
  function = reinterpret_cast<Function>(dlsym(handle, name));
  if (function == nullptr) {
    throw std::invalid_argument(std::string("the library of variants has no function ") + name);
  }
}

std::string textOf(const char* value, const char* what) {
  if (value == nullptr) {
    throw std::invalid_argument(std::string(what) + " is null");
  }
  return value;
}

const Variant& sound(const std::string& module) {
  const Variant* const variant = Variants::find(module, kSound);
  if (variant == nullptr) {
    throw std::invalid_argument(
        "there is no module '" + module +
        "'; there are StreamPool, EncodingLock, LeasePool, CommandStream, EventPool and "
        "DeviceBarrier");
  }
  return *variant;
}

/// The smallest configuration, for those who ask what does not depend on it.
std::vector<int32_t> smallestOf(const std::string& module) {
  if (module == "StreamPool") {
    return {1, 0, 1, 1, 0};
  }
  if (module == "CommandStream") {
    return {1, 0};
  }
  if (module == "EventPool") {
    return {1, 0, 1, 1, 2, 0, 0};
  }
  if (module == "DeviceBarrier") {
    return {1, 1, 0, 0, 0, 0};
  }
  return module == "LeasePool" ? std::vector<int32_t>{1, 0, 1, 1, 0, 0}
                               : std::vector<int32_t>{1, 0, 0};
}

std::string namesOf(const std::string& module) {
  std::string names;
  for (const Variant& variant : Variants::all()) {
    if (variant.module == module) {
      names += (names.empty() ? "" : ",") + variant.name;
    }
  }
  return names;
}

int countNames(const std::string& names) {
  int count = names.empty() ? 0 : 1;
  for (const char c : names) {
    count += c == ',';
  }
  return count;
}

std::string render(const ReplayReport& report, Subject* subject, const PlanEntry* plan, int steps,
                   const std::string& error) {
  std::string text = "{\"carriedOut\":" + std::to_string(report.carriedOut) +
                     ",\"steps\":" + std::to_string(steps) +
                     ",\"error\":" + (error.empty() ? "null" : json(error)) + ",\"refusal\":";
  if (report.refusal) {
    const PlanEntry& entry = plan[report.refusal->step];
    const auto& actions = subject->alphabet();
    const bool known = entry.action >= 0 && entry.action < static_cast<int>(actions.size());
    text += "{\"step\":" + std::to_string(report.refusal->step) +
            ",\"action\":" + json(std::string(known ? actions[entry.action].name : "?")) +
            ",\"thread\":" + std::to_string(entry.thread) +
            ",\"reason\":" + json(report.refusal->reason) + "}";
  } else {
    text += "null";
  }
  text += ",\"exceptions\":[";
  const char* separator = "";
  for (const auto& thrown : report.exceptions) {
    text += std::string(separator) + "{\"thread\":" + std::to_string(thrown.thread) +
            ",\"step\":" + std::to_string(thrown.step) + ",\"call\":" + json(thrown.call) +
            ",\"message\":" + json(thrown.message) + "}";
    separator = ",";
  }
  text += "],\"finishSteps\":" + std::to_string(report.finishSteps) + ",\"stuck\":[";
  separator = "";
  for (const auto& stuck : report.stuck) {
    text += std::string(separator) + "{\"thread\":" + std::to_string(stuck.thread) + ",\"at\":\"" +
            lockstep::nameOf(stuck.at) + "\"}";
    separator = ",";
  }
  return text + "],\"finalRow\":" + json(report.finalRow) + ",\"facts\":{" +
         (subject == nullptr || report.hung ? "" : subject->facts()) + "}}";
}

/// False if the text had to be cut.
bool put(const std::string& text, char* report, int32_t capacity) {
  if (report == nullptr || capacity <= 0) {
    return report == nullptr;
  }
  const std::size_t length = std::min(text.size(), static_cast<std::size_t>(capacity) - 1);
  std::memcpy(report, text.data(), length);
  report[length] = '\0';
  return length == text.size();
}

int32_t replay(const Variant& variant, const int32_t* config, int32_t config_len,
               const PlanEntry* plan, int32_t steps, int32_t flags, int32_t* rows, int32_t row_ints,
               char* text, int32_t capacity) {
  std::unique_ptr<Subject> subject = variant.make(config, config_len);
  std::vector<int32_t> own;
  if (rows == nullptr) {
    own.resize((static_cast<std::size_t>(steps) + 1) * subject->rowInts());
    rows = own.data();
  } else if (row_ints != subject->rowInts()) {
    throw std::invalid_argument("a row of this configuration has " +
                                std::to_string(subject->rowInts()) + " numbers, not " +
                                std::to_string(row_ints));
  }
  const ReplayReport report =
      controller().replay(*subject, plan, steps, (flags & LOCKSTEP_FINISH) != 0, rows);
  if (report.hung) {
    const std::string error =
        "after step " + std::to_string(report.carriedOut) +
        " a thread neither reached a step point nor came to rest for a minute";
    put(render(report, subject.get(), plan, steps, error), text, capacity);
    // Its threads are still inside: they, the engine and the rows they write to are lost.
    (void)subject.release();
    (void)new std::vector<int32_t>(std::move(own));
    return lockstep::failed(LOCKSTEP_HUNG, error.c_str());
  }
  if (!put(render(report, subject.get(), plan, steps, ""), text, capacity)) {
    return lockstep::failed(LOCKSTEP_TOO_SMALL, "the buffer for the report is too small");
  }
  return report.carriedOut;
}

}  // namespace

extern "C" {

const char* lockstep_action_names(const char* module) {
  static thread_local std::string names;
  const int32_t result = guarded([&] {
    // Named: the variant is of the registry, but newer compilers take it for a part of the name.
    const std::string name = textOf(module, "module");
    const Variant& variant = sound(name);
    const std::vector<int32_t> smallest = smallestOf(variant.module);
    names.clear();
    for (const auto& action :
         variant.make(smallest.data(), static_cast<int32_t>(smallest.size()))->alphabet()) {
      names += (names.empty() ? "" : ",") + std::string(action.name);
    }
    return 0;
  });
  return result < 0 ? nullptr : names.c_str();
}

const char* lockstep_variant_names(const char* module) {
  static thread_local std::string names;
  const int32_t result = guarded([&] {
    const std::string name = textOf(module, "module");
    sound(name);
    const MonitorGuard guard(faults().monitor);
    names = faults().names == nullptr ? namesOf(name) : faults().names(module);
    return 0;
  });
  return result < 0 ? nullptr : names.c_str();
}

int32_t lockstep_row_ints(const char* module, const int32_t* config, int32_t config_len) {
  return guarded(
      [&] { return sound(textOf(module, "module")).make(config, config_len)->rowInts(); });
}

int32_t lockstep_load_variants(const char* path) {
  return guarded([&] {
    const std::string wanted = textOf(path, "path");
    FaultLibrary& library = faults();
    const MonitorGuard guard(library.monitor);
    void* const handle = dlopen(wanted.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) {
      throw std::invalid_argument(std::string("cannot load the library of variants: ") + dlerror());
    }
    if (library.handle != nullptr && library.handle != handle) {
      throw std::invalid_argument("another library of variants is loaded already: " + library.path);
    }
    decltype(&lockstep_abi_version) version = nullptr;
    find(handle, "lockstep_abi_version", version);
    if (version() != lockstep_abi_version()) {
      throw std::invalid_argument(
          "the library of variants speaks version " + std::to_string(version()) +
          " of the interface, this one version " + std::to_string(lockstep_abi_version()) +
          "; build both from the same sources");
    }
    find(handle, "lockstep_replay", library.replay);
    find(handle, "lockstep_variant_names", library.names);
    find(handle, "lockstep_stop_threads", library.stop);
    find(handle, "lockstep_record_free", library.recordFree);
    find(handle, "lockstep_last_error", library.lastError);
    library.handle = handle;
    library.path = wanted;
    int count = 0;
    for (const Variant& variant : Variants::all()) {
      if (variant.name == kSound) {
        count += countNames(library.names(variant.module.c_str())) - 1;
      }
    }
    return count;
  });
}

int32_t lockstep_replay(const char* module, const char* variant, const int32_t* config,
                        int32_t config_len, const int32_t* plan, int32_t steps, int32_t flags,
                        int32_t* rows, int32_t row_ints, char* report, int32_t report_capacity) {
  const int32_t result = guarded([&]() -> int32_t {
    const std::string name = textOf(variant, "variant");
    sound(textOf(module, "module"));
    if (steps < 0 || (steps > 0 && plan == nullptr)) {
      throw std::invalid_argument("the plan is null or its length negative");
    }
    if (const Variant* const found = Variants::find(module, name)) {
      return replay(*found, config, config_len, reinterpret_cast<const PlanEntry*>(plan), steps,
                    flags, rows, row_ints, report, report_capacity);
    }
    decltype(&lockstep_replay) next = nullptr;
    {
      const MonitorGuard guard(faults().monitor);
      next = faults().replay;
    }
    if (next == nullptr) {
      throw std::invalid_argument(std::string("module ") + module + " has no variant '" + name +
                                  "'; there are: " + namesOf(module) +
                                  ". Faults need lockstep_load_variants() first");
    }
    const int32_t carriedOut = next(module, variant, config, config_len, plan, steps, flags, rows,
                                    row_ints, report, report_capacity);
    return carriedOut < 0 ? lockstep::failed(carriedOut, lastErrorOfFaults().c_str()) : carriedOut;
  });
  if (result < 0 && result != LOCKSTEP_HUNG && result != LOCKSTEP_TOO_SMALL) {
    put(render(ReplayReport{}, nullptr, nullptr, steps, lockstep::lastError()), report,
        report_capacity);
  }
  return result;
}

int64_t lockstep_record_free(const char* module, const char* variant, const char* model,
                             const char* built, int64_t seed, int64_t events, int32_t calls,
                             int32_t dawdles, int32_t patience_ms, const char* file) {
  std::int64_t recorded = 0;
  const int32_t result = guarded([&]() -> int32_t {
    const lockstep::FreeRequest request{textOf(module, "module"),
                                        textOf(variant, "variant"),
                                        textOf(model, "model"),
                                        textOf(built, "built"),
                                        static_cast<std::uint64_t>(seed),
                                        events,
                                        calls,
                                        dawdles != 0,
                                        0,
                                        std::chrono::milliseconds(patience_ms)};
    const std::string to = textOf(file, "file");
    if (Variants::find(request.module, request.variant) != nullptr) {
      recorded = lockstep::recordFreely(request, to);
      return 0;
    }
    decltype(&lockstep_record_free) next = nullptr;
    {
      const MonitorGuard guard(faults().monitor);
      next = faults().recordFree;
    }
    if (next == nullptr) {
      throw std::invalid_argument(std::string("module ") + module + " has no variant '" +
                                  request.variant +
                                  "'. Faults need lockstep_load_variants() first");
    }
    recorded = next(module, variant, model, built, seed, events, calls, dawdles, patience_ms,
                    file);
    return recorded < 0
               ? lockstep::failed(static_cast<int32_t>(recorded), lastErrorOfFaults().c_str())
               : 0;
  });
  return result < 0 ? result : recorded;
}

int32_t lockstep_time_free(const char* module, int64_t seed, int32_t rounds, int32_t calls,
                           int32_t workload, int64_t* nanos) {
  return guarded([&]() -> int32_t {
    if (nanos == nullptr || rounds < 1 || calls < 1 || workload < 0) {
      throw std::invalid_argument("to time free runs takes rounds, calls, and room for two times");
    }
    lockstep::FreeRequest request;
    request.module = textOf(module, "module");
    request.variant = kSound;
    request.seed = static_cast<std::uint64_t>(seed);
    request.calls = calls;
    request.workload = workload;
    const lockstep::FreeTimes times = lockstep::timeFreely(request, rounds);
    nanos[0] = times.recorded.count();
    nanos[1] = times.unrecorded.count();
    return 0;
  });
}

int32_t lockstep_stop_threads(void) {
  return guarded([] {
    controller().stopThreads();
    const MonitorGuard guard(faults().monitor);
    return faults().stop == nullptr ? 0 : faults().stop();
  });
}

int32_t lockstep_pin_current_thread(void) {
  return guarded([] { return lockstep::pinCurrentThread() ? 1 : 0; });
}

}  // extern "C"
