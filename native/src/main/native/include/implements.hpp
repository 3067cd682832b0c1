#ifndef LOCKSTEP_IMPLEMENTS_HPP
#define LOCKSTEP_IMPLEMENTS_HPP

#include <string_view>

#include "actions.hpp"

/// LOCKSTEP_IMPLEMENTS(StreamPool, CallClose, StreamPoolFlow::close), as the first line of a
/// method: this method is that action of the model. Three ways to be wrong, three ways to fail:
///  - an action that the model does not have does not compile (actions.hpp is generated from it);
///  - a method named wrongly does not compile (__PRETTY_FUNCTION__ tells where we are);
///  - an action that nobody claims, or that two methods claim, fails the gate, which reads the
///    section `lockstep_implements` of the library.
/// The section is not loaded and no instruction is made. Only what the compiler emits has an entry,
/// so that a step which no engine takes does not count.
#define LOCKSTEP_IMPLEMENTS(module, action, method)                                           \
  static_assert(::lockstep::model::module::action >= 0);                                      \
  static_assert(::lockstep::isMethod(__PRETTY_FUNCTION__, #method), "this is not " #method);  \
  asm inline volatile(".pushsection lockstep_implements,\"\",%%progbits\n\t.asciz \"" #module \
                      "!" #action " " #method "\"\n\t.popsection" ::)

/// The same for a step of a thread in a call, which it passes: its step point bears the name of the
/// action, and nothing else can stand here.
#define LOCKSTEP_STEP(module, action, method)  \
  LOCKSTEP_IMPLEMENTS(module, action, method); \
  Policy::at(::lockstep::Point::action)

/// A step that may block; what follows is the predicate that tells whether it would not.
#define LOCKSTEP_STEP_WHEN(module, action, method, ...) \
  LOCKSTEP_IMPLEMENTS(module, action, method);          \
  Policy::await(::lockstep::Point::action, __VA_ARGS__)

namespace lockstep {

/// Where the arguments begin: what stands in <> may have brackets of its own.
constexpr std::size_t argumentsOf(std::string_view signature) {
  int depth = 0;
  for (std::size_t i = 0; i < signature.size(); ++i) {
    depth += signature[i] == '<' ? 1 : signature[i] == '>' ? -1 : 0;
    if (signature[i] == '(' && depth == 0) {
      return i;
    }
  }
  return std::string_view::npos;
}

/// What follows the type that a function returns, which may name classes too; compilers differ in
/// how they write those.
constexpr std::string_view withoutType(std::string_view function) {
  std::size_t begin = 0;
  int depth = 0;
  for (std::size_t i = 0; i < function.size(); ++i) {
    depth += function[i] == '<' ? 1 : function[i] == '>' ? -1 : 0;
    begin = function[i] == ' ' && depth == 0 ? i + 1 : begin;
  }
  return function.substr(begin);
}

/// Whether the function whose signature this is, is the method `name`, given as Class::method.
constexpr bool isMethod(std::string_view signature, std::string_view name) {
  const auto colons = name.find("::");
  const auto arguments = argumentsOf(signature.substr(0, signature.find(" [with ")));
  if (colons == name.npos || arguments == signature.npos) {
    return false;
  }
  const std::string_view function = withoutType(signature.substr(0, arguments));
  const std::string_view method = name.substr(colons);
  const auto type = function.find(name.substr(0, colons));
  if (type == function.npos || function.size() < method.size() ||
      function.substr(function.size() - method.size()) != method) {
    return false;
  }
  const std::string_view after = function.substr(type + colons);
  return (type == 0 || function[type - 1] == ':') && (after[0] == '<' || after == method);
}

static_assert(isMethod("bool lockstep::Pool<Policy>::enter(int) [with Policy = P]", "Pool::enter"));
static_assert(isMethod("lockstep::Pool::enter()", "Pool::enter"));
static_assert(isMethod("lockstep::Pool::Slot lockstep::Pool<P, Q>::enter() [P = int]",
                       "Pool::enter"));
static_assert(isMethod("void lockstep::Pool<lockstep::(anonymous namespace)::P>::enter() [P = int]",
                       "Pool::enter"));
static_assert(!isMethod("bool lockstep::Pool<Policy>::enter(int)", "Pool::leave"));
static_assert(!isMethod("bool lockstep::Pool<Policy>::reenter(int)", "Pool::enter"));
static_assert(!isMethod("bool lockstep::MyPool<Policy>::enter(int)", "Pool::enter"));
static_assert(!isMethod("bool lockstep::Pools<Policy>::enter(int)", "Pool::enter"));

}  // namespace lockstep

#endif  // LOCKSTEP_IMPLEMENTS_HPP
