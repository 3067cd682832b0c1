#ifndef LOCKSTEP_MUTATION_HPP
#define LOCKSTEP_MUTATION_HPP

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

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
  int lateOf = 0;  // the plan that it belongs to

  /// Forgets what an abandoned call has left; what was put off stays so across calls.
  void enterCall() {
    inCall = true;
    muted = false;
    looking = 0;
    step = part = whole = Point::Idle;
    place = 0;
  }

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

  /// An engine with these actions is about to run; points that are none of them are parts of steps.
  static void begin(const std::vector<Action>& alphabet, const char* module);
  static bool isPart(Point point);

  /// The step point that comes in the place of this one.
  static Point misnamed(Point point);

  /// What is to happen here; none, most of the time.
  static Change at(const MutationSite& site);

  /// The same for an access of the calling thread; counts it.
  static Change access(Target target);
  static Change step(Point point) { return at({point, Point::Idle, 0, Target::step}); }

  /// Puts off what a step should do, until the thread's next step is over.
  static void putOff(std::function<void()> work);

  /// At each step point: does what was put off, once the step after that one is over.
  static void settle(MutantThread& me);
};

}  // namespace lockstep

#endif  // LOCKSTEP_MUTATION_HPP
