#ifndef LOCKSTEP_MUTATION_HPP
#define LOCKSTEP_MUTATION_HPP

#include <cstdint>
#include <functional>
#include <string>

#include "step_controller.hpp"
#include "steps.hpp"

namespace lockstep {

/// What can be changed: a step point, one that may block, what a step does, one access of a step to
/// shared memory.
enum class Target : std::int8_t { point, await, step, load, store, exchange, add, sub, bitOr, cas };

/// How it is changed.
enum class Change : std::int8_t {
  none,
  silent,
  misnamed,
  alwaysReady,
  neverReady,
  skip,
  twice,
  late,
  first,
  stale,
  lost,
  blind,
  lie,
  fail,
};

/// A place of the engine, found by running it: `part` is a step point that the model does not know,
/// inside the step; `place` counts the accesses of a step.
struct MutationSite {
  Point step = Point::Idle;
  Point part = Point::Idle;
  std::int16_t place = 0;
  Target target = Target::point;

  bool operator==(const MutationSite& other) const {
    return step == other.step && part == other.part && place == other.place &&
           target == other.target;
  }
  bool operator<(const MutationSite& other) const;
};

/// What a thread is doing, as the mutant sees it.
struct MutantThread {
  bool inCall = false;  // outside, the engine is only looked at
  bool muted = false;   // a step that is done again does not announce itself again
  int looking = 0;      // at a step point: what is read there is read for the replay
  Point step = Point::Idle;
  Point part = Point::Idle;
  Point whole = Point::Idle;  // the step that mutantStep() can leave out or repeat
  std::int16_t place = 0;
  std::function<void()> late;  // of the step before this one
  bool lateIsDue = false;

  bool acts() const { return inCall && looking == 0; }

  static MutantThread& mine() {
    static thread_local MutantThread thread;
    return thread;
  }
};

/// The one change that is active, and all places met so far.
class Mutation {
 public:
  /// "" for none. Throws std::invalid_argument.
  static void activate(const std::string& id);

  /// One a line: id, operator and what it is in words, with tabs between them.
  static std::string list(const std::string& module);

  /// The engine under this name is about to be driven; points outside its alphabet are parts.
  static void begin(const Subject& subject, const char* module);
  static bool isPart(Point point);

  /// The step point that comes in the place of this one.
  static Point misnamed(Point point);

  /// What is to happen here; none, most of the time.
  static Change at(const MutationSite& site);

  /// The same for an access of the calling thread; counts it.
  static Change access(Target target);
  static Change step(Point point) { return at({point, Point::Idle, 0, Target::step}); }

  /// Does what was put off, once the step after the one that put it off is over, or the call is.
  static void settle(MutantThread& me, bool callEnds);
};

}  // namespace lockstep

#endif  // LOCKSTEP_MUTATION_HPP
