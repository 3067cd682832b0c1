#ifndef LOCKSTEP_FREE_THREAD_HPP
#define LOCKSTEP_FREE_THREAD_HPP

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "free_log.hpp"
#include "steps.hpp"

namespace lockstep {

/// What a client does beside its calls, as a user of a stream would: it multiplies two matrices.
class Workload {
 public:
  explicit Workload(int rows);
  void run();

 private:
  const std::size_t rows_;
  std::vector<double> left_;
  std::vector<double> right_;
  std::vector<double> product_;
};

/// A thread that nobody controls. It writes its log itself, so that to do so costs a look at the
/// clock and nobody waits for it; others may read the log when the thread has ended.
class FreeThread {
 public:
  /// Points of `within` lie within the steps of the model.
  FreeThread(std::uint64_t seed, bool dawdles, int workload, const PointSet& within)
      : random_(seed), dawdles_(dawdles), workload_(workload), within_(within) {}

  /// A call of a client. `body` returns what the thread knows afterwards, in JSON.
  template <class Body>
  void call(const char* action, std::string further, const Body& body) {
    workload_.run();
    dawdle();
    log_.call(action, reached(action), std::move(further));
    std::string known = body();
    log_.returned(now(), std::move(known));
  }

  /// The calling thread is about to take a step; on a thread that has no log, nothing.
  static void reach(Point point, Readiness) {
    FreeThread* const me = current();
    if (me != nullptr && !me->within_[numberOf(point)]) {
      me->dawdle();
      me->note(nameOf(point));
    }
  }

  /// Something that the calling thread does within a step; without a log, or a recorder, nothing.
  static void act(const char* action) {
    FreeThread* const me = current();
    if (me != nullptr && stepHook.load() == &FreeThread::reach) {
      me->note(action);
    }
  }

  /// Has a thread of its own, of this name, do it with this log; it ends before this returns.
  void liveAs(const std::string& name, const std::function<void()>& deed);

  /// A number below `bound`.
  int draw(int bound) { return static_cast<int>(random_() % static_cast<unsigned>(bound)); }

  /// From now on the calling thread, which is new, writes this log.
  void enter() { current() = this; }

  /// It ends.
  static void leave();

  /// What its threads have spent, those that have left.
  std::chrono::nanoseconds processorTime() const { return processorTime_; }
  std::size_t calls() const { return log_.calls(); }

  std::vector<FreeEvent> events() const { return log_.events(); }

  /// Where it was last, also while it goes on; null before its first call.
  const char* lastAction() const { return last_.load(std::memory_order_relaxed); }

 private:
  static constexpr int kDawdles = 16;  // once in so many step points
  static constexpr int kLongestSpin = 512;

  static FreeThread*& current() {
    thread_local FreeThread* me = nullptr;
    return me;
  }

  /// Behind a full fence: what was done before is visible to all before the time is taken.
  static std::int64_t now();

  void note(const char* action) { log_.step(action, reached(action)); }

  std::int64_t reached(const char* action) {
    // relaxed: only for a message.
    last_.store(action, std::memory_order_relaxed);
    return now();
  }

  /// Not to make a race likely, but to have more than one of the orders that there are.
  void dawdle();

  std::mt19937_64 random_;
  const bool dawdles_;
  Workload workload_;
  const PointSet within_;
  std::chrono::nanoseconds processorTime_{0};
  std::atomic<const char*> last_{nullptr};
  FreeLog log_;
};

/// A module's engine with clients for it: one round.
class FreeSystem {
 public:
  FreeSystem() = default;
  FreeSystem(const FreeSystem&) = delete;
  FreeSystem& operator=(const FreeSystem&) = delete;
  virtual ~FreeSystem() = default;

  /// The names of its threads; each runs `client` with its place among them.
  virtual std::vector<std::string> threads() const = 0;

  /// So many of them, the first, call the engine; the others are what surrounds it.
  virtual std::size_t callers() const = 0;
  virtual void client(std::size_t place, FreeThread& me) = 0;

  /// Points that lie within the steps of the model: of locks, say.
  virtual PointSet within() const { return {}; }
};

/// How to make the systems of a module's variant.
struct FreeVariant {
  std::string module;
  std::string name;
  std::vector<std::string> observed;
  std::unique_ptr<FreeSystem> (*make)(int calls);
};

/// Those that this library holds; they register themselves when it is loaded.
std::vector<FreeVariant>& freeVariants();

template <class System>
class FreeRegistrar {
 public:
  explicit FreeRegistrar(const char* name) {
    freeVariants().push_back(
        {System::kModule, name, System::observed(),
         [](int calls) -> std::unique_ptr<FreeSystem> { return std::make_unique<System>(calls); }});
  }
};

/// What is to be recorded.
struct FreeRequest {
  std::string module;
  std::string variant;
  std::string model;
  std::string built;
  std::uint64_t seed = 0;
  std::int64_t events = 0;
  int calls = 0;
  bool dawdles = false;
  int workload = 0;  // rows of the matrices that a client multiplies beside each call
  /// After which a round's thread that has not ended is stuck.
  std::chrono::milliseconds patience{20'000};
};

/// Rounds of free threads, until there are so many events, written to the file; returns how many
/// events there were. Throws if the file cannot be written, or if a thread does not end or lets
/// something out that its client did not expect; the file is then not whole.
std::int64_t recordFreely(const FreeRequest& request, const std::string& file);

/// What recording costs: the processor time that a call takes in a round that is recorded, and in
/// one that is not. Not the time of the round: that is how long its threads wait for each other.
struct FreeTimes {
  std::chrono::nanoseconds recorded{0};
  std::chrono::nanoseconds unrecorded{0};
};

/// The medians of so many, one of these and one of those in turn.
FreeTimes timeFreely(const FreeRequest& request, int rounds);

}  // namespace lockstep

#endif  // LOCKSTEP_FREE_THREAD_HPP
