#ifndef LOCKSTEP_STEP_CONTROLLER_HPP
#define LOCKSTEP_STEP_CONTROLLER_HPP

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "steps.hpp"

namespace lockstep {

/// Who carries an action out.
enum class Kind : std::int8_t { client, step, environment, threadExit, threadStart };

/// An action of a model, as a plan names it by its place in the alphabet.
struct Action {
  const char* name;
  Kind kind;
  Point point;  // of a step; else Idle
};

/// One entry of a plan.
struct PlanEntry {
  std::int32_t action;
  std::int32_t thread;  // -1: the environment
  std::int32_t arg;
};

/// Where the threads stand, seen by the one that holds the baton.
struct Standing {
  const Point* at;
  int threads;
  std::int32_t ready;  // bit i: thread i stands at a step point and could take the step now
};

/// The system under replay. All methods are called by the holder of the baton while every other
/// thread is parked.
class Subject {
 public:
  Subject() = default;
  Subject(const Subject&) = delete;
  Subject& operator=(const Subject&) = delete;
  virtual ~Subject() = default;

  virtual const std::vector<Action>& alphabet() const = 0;
  virtual int threads() const = 0;
  virtual int rowInts() const = 0;
  virtual void writeRow(const Standing& standing, std::int32_t* row) = 0;

  /// On a thread that a plan starts, or has exit.
  virtual void threadStarted(int thread) = 0;
  virtual void threadEnding(int thread) = 0;

  /// Makes the call, on its thread. A refusal that the model knows of is no exception.
  virtual void call(int thread, const PlanEntry& entry) = 0;

  /// Why thread `thread` may not begin this call now, if so.
  virtual std::optional<std::string> forbids(const PlanEntry& entry) = 0;

  /// Carries the environment's action out; returns why it cannot, if so.
  virtual std::optional<std::string> environment(const Standing& standing,
                                                 const PlanEntry& entry) = 0;

  /// What the device would do next by itself, when no thread can move.
  virtual std::optional<PlanEntry> nudge(const Standing& standing) = 0;

  /// Observations for the report, as the fields of a JSON object.
  virtual std::string facts() = 0;
};

/// What became of a plan.
struct ReplayReport {
  struct Refusal {
    int step;
    std::string reason;
  };
  struct Thrown {
    int thread;
    int step;
    std::string call;
    std::string message;
  };
  struct Stuck {
    int thread;
    Point at;
  };

  int carriedOut = 0;
  int finishSteps = 0;
  bool hung = false;
  std::optional<Refusal> refusal;
  std::vector<Thrown> exceptions;
  std::vector<Stuck> stuck;
  std::vector<std::int32_t> finalRow;
};

/// Drives real threads along a plan, one step at a time.
///
/// Exactly one thread runs: the holder of the baton. It has reached a step point (or come to rest),
/// writes the row down, looks at the next entry of the plan, and either goes on itself or wakes the
/// thread whose turn it is and sleeps. Blocking is announced by the step points, so that a thread
/// that cannot go on is known and never guessed at.
class StepController {
 public:
  StepController();
  StepController(const StepController&) = delete;
  StepController& operator=(const StepController&) = delete;
  ~StepController();

  /// Rows: one of subject.rowInts() before the first step and one after each. With `finish`, all
  /// threads then go on in turn until everybody is idle or nobody can move.
  ReplayReport replay(Subject& subject, const PlanEntry* plan, int steps, bool finish,
                      std::int32_t* rows);

  /// Ends the worker threads; the next replay starts new ones.
  void stopThreads();

  /// The index of the calling thread in the plans; -1 on a thread that no controller knows.
  static int currentThread();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Pins the calling thread to the core on which replays run, so that a hand-over costs no
/// migration.
bool pinCurrentThread();

}  // namespace lockstep

#endif  // LOCKSTEP_STEP_CONTROLLER_HPP
