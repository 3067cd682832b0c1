#ifndef LOCKSTEP_VARIANTS_HPP
#define LOCKSTEP_VARIANTS_HPP

#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include "free_thread.hpp"
#include "step_controller.hpp"
#include "stepped_policy.hpp"  // IWYU pragma: export: what can be driven has step points

namespace lockstep {

/// An engine that can be driven: the sound one of a module, or one with a planted fault.
struct Variant {
  std::string module;
  std::string name;
  std::unique_ptr<Subject> (*make)(const std::int32_t* config, std::int32_t length);
};

/// The variants that this library holds; they register themselves when it is loaded.
class Variants {
 public:
  static std::vector<Variant>& all() {
    static std::vector<Variant> variants;
    return variants;
  }

  static const Variant* find(const std::string& module, const std::string& name) {
    for (const Variant& variant : all()) {
      if (variant.module == module && variant.name == name) {
        return &variant;
      }
    }
    return nullptr;
  }
};

/// Whether there are clients for free runs of a subject's engine: it says so by its type Free.
template <class SubjectType, class = void>
struct FreeClients {
  static void add(const char*) {}
};
template <class SubjectType>
struct FreeClients<SubjectType, std::void_t<typename SubjectType::Free>> {
  static void add(const char* name) { FreeRegistrar<typename SubjectType::Free>{name}; }
};

/// A static one of these adds an engine of type SubjectType to the library.
template <class SubjectType>
class Registrar {
 public:
  explicit Registrar(const char* name) {
    Variants::all().push_back(
        {SubjectType::kModule, name,
         [](const std::int32_t* config, std::int32_t length) -> std::unique_ptr<Subject> {
           return std::make_unique<SubjectType>(config, length);
         }});
    FreeClients<SubjectType>::add(name);
  }
};

}  // namespace lockstep

#endif  // LOCKSTEP_VARIANTS_HPP
