#ifndef LOCKSTEP_EVENT_POOL_STATE_HPP
#define LOCKSTEP_EVENT_POOL_STATE_HPP

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "errors.hpp"
#include "event_stream.hpp"
#include "event_word.hpp"
#include "leaf_lock.hpp"
#include "monitor.hpp"
#include "per_thread.hpp"
#include "policy.hpp"
#include "waiting.hpp"

namespace lockstep {

using EventCallback = std::function<void(const Completion&)>;

struct EventPoolConfig {
  int limit = 4096;                       // of events that are in use at one time
  std::uint32_t start = 0;                // where they begin to count
  std::function<const Clock&()> clockOf;  // asked once per thread, on it; default: the steady clock
  std::function<void(const std::string&)> onError;  // hears of callbacks that throw, on whatever
                                                    // thread; default: one line to stderr
};

/// How far a call has come with what it asks for.
enum class EventResult : std::int8_t {
  none,
  asked,
  waiting,
  done,
  notYet,
  timeout,
  stale,
  exhausted
};

/// Who waits for an event, or is to be called.
template <class Policy>
struct EventEntry {
  std::uint64_t who = 0;  // the token of its thread
  std::uint32_t value = 0;
  std::uint32_t generation = 0;
  std::shared_ptr<Permit<Policy>> permit;  // of who waits; shared: its thread may end before it is
                                           // told
  EventCallback callback;                  // of who is to be called

  bool isWait() const { return permit != nullptr; }
};

/// What a thread keeps about one pool; nobody else reads it but a replay, while the thread is
/// parked.
template <class Policy>
struct EventPoolSession {
  static constexpr std::int64_t kForEver = std::numeric_limits<std::int64_t>::max();

  /// The call that the thread is in.
  struct Call {
    std::uint32_t ticket = 0;  // how far the event must count
    EventResult result = EventResult::none;
    std::int64_t deadline = kForEver;
    Cancellation* cancellation = nullptr;
    bool cancelled = false;
  };

  /// A signal that the device has come to, on its thread.
  struct Raising {
    int event;
    std::uint32_t value;
    std::int64_t nanos;
    std::deque<EventEntry<Policy>> todo;  // who has yet to be told
  };

  const Clock* clock = nullptr;
  Call call;
  EventHandle taken;                       // the last one
  Raising* raising = nullptr;              // null: none
  std::shared_ptr<Permit<Policy>> permit;  // null until it first has to wait

  bool isLate() const { return call.deadline != kForEver && timeLeft() <= 0; }
  bool givesUp() const {
    return (call.cancellation != nullptr && call.cancellation->isRequested()) || isLate();
  }
  /// Negative: for ever.
  std::int64_t timeLeft() const {
    return call.deadline == kForEver ? -1 : std::max<std::int64_t>(0, call.deadline - clock->now());
  }
};

/// The threads of the device that are inside of a pool: whoever destroys it has to wait for them,
/// and cannot know of them, since a waiter is told before its event is settled.
class Visitors {
 public:
  class Visit {
   public:
    explicit Visit(Visitors& of) : of_(of) {
      const MonitorGuard guard(of_.monitor_);
      ++of_.inside_;
    }
    Visit(const Visit&) = delete;
    Visit& operator=(const Visit&) = delete;
    ~Visit() {
      const MonitorGuard guard(of_.monitor_);
      --of_.inside_;
      of_.left_.notify_all();  // under the lock: without it, all of this might be gone
    }

   private:
    Visitors& of_;
  };

  void awaitNone() {
    MonitorGuard guard(monitor_);
    while (inside_ != 0) {
      guard.wait(left_);
    }
  }

 private:
  Monitor monitor_;
  std::condition_variable left_;
  int inside_ LOCKSTEP_GUARDED_BY(monitor_) = 0;
};

/// What the steps of an EventPool work on, and what a replay reads of it while every thread is
/// parked.
template <class Policy>
class EventPoolState {
 public:
  using Session = EventPoolSession<Policy>;
  using Entry = EventEntry<Policy>;
  using Lock = LeafLock<Policy>;
  using Guard = typename Lock::Guard;

  /// One event. Two of them share no cache line, nor a pair of lines that the processor fetches
  /// together.
  struct alignas(128) Slot : std::enable_shared_from_this<Slot> {
    explicit Slot(std::uint32_t start) : word(EventWord::fresh(start).bits()), counter(start) {}

    typename Policy::template atomic<std::uint64_t> word;
    typename Policy::template atomic<std::uint32_t> counter;
    /// When the device came to its latest signal; never goes back. No part of the model.
    std::atomic<std::int64_t> nanos{0};
    Lock desk;
    std::vector<Entry> list LOCKSTEP_GUARDED_BY(desk);

    const std::vector<Entry>& parkedList() const LOCKSTEP_READ_WHILE_PARKED { return list; }
  };

  explicit EventPoolState(EventPoolConfig config = {}) : config_(std::move(config)) {
    requireRange("limit", config_.limit, 1, kMostEvents);
    requireRange("start", config_.start, 0, EventCount::kWrap - 1);
    if (!config_.clockOf) {
      config_.clockOf = []() -> const Clock& { return SteadyClock::instance(); };
    }
    if (!config_.onError) {
      config_.onError = [](const std::string& what) {
        std::fprintf(stderr, "lockstep: a callback of an event has failed: %s\n", what.c_str());
      };
    }
    slots_ = std::make_unique<std::atomic<Slot*>[]>(static_cast<std::size_t>(config_.limit));
  }
  EventPoolState(const EventPoolState&) = delete;
  EventPoolState& operator=(const EventPoolState&) = delete;

  int limit() const { return config_.limit; }
  std::uint32_t start() const { return config_.start; }

  Session& session() {
    return sessions_.get([this] {
      Session fresh;
      fresh.clock = &config_.clockOf();
      fresh.call.ticket = config_.start;
      return fresh;
    });
  }

  // -- What a replay reads while every thread is parked

  const Lock& guard() const { return guard_; }
  /// The one to take first stands last.
  const std::vector<int>& free() const LOCKSTEP_READ_WHILE_PARKED { return free_; }
  int made() const LOCKSTEP_READ_WHILE_PARKED { return made_; }
  /// Null: not made.
  const Slot* slot(int event) const { return slots_[event].load(); }
  EventWord word(int event) const { return EventWord(slot(event)->word.load()); }

 protected:
  static constexpr int kMostEvents = 1 << 20;

  /// What became of a word.
  struct Change {
    EventWord before;
    EventWord after;
    explicit operator bool() const { return before.bits() != after.bits(); }
  };

  ~EventPoolState() = default;

  /// One compare-and-set, from the word that `next` was asked about to the one it gave; nothing if
  /// it gave the same. A failed round has changed nothing.
  template <class Next>
  Change change(int event, const Next& next) {
    auto& word = at(event).word;
    std::uint64_t seen = word.load();
    while (true) {
      const EventWord before(seen);
      const EventWord after = next(before);
      if (after.bits() == seen || word.compare_exchange_weak(seen, after.bits())) {
        return {before, after};
      }
    }
  }

  /// The event of a handle, or of a number that a caller took for one.
  Slot& at(int event) const {
    Slot* const slot = event < 0 || event >= config_.limit ? nullptr : slots_[event].load();
    if (slot == nullptr) {
      throw IllegalCall("this handle names event " + std::to_string(event) +
                        ", which this pool never gave out: use a handle with the pool that it was "
                        "taken from");
    }
    return *slot;
  }

  /// -1: all are in use.
  int nextFree() LOCKSTEP_REQUIRES(guard_) {
    if (!free_.empty()) {
      const int event = free_.back();
      free_.pop_back();
      return event;
    }
    if (made_ == config_.limit) {
      return -1;
    }
    all_.push_back(std::make_shared<Slot>(config_.start));
    slots_[made_].store(all_.back().get());
    return made_++;
  }

  static void requireRoom(int event, EventWord seen) {
    if (seen.pending() == EventWord::kMostPending) {
      throw IllegalCall("event " + std::to_string(event) + " has " +
                        std::to_string(EventWord::kMostPending) +
                        " signals pending, which is the most; wait until some of them are done");
    }
  }

 private:
  static void requireRange(const char* name, std::int64_t value, std::int64_t least,
                           std::int64_t most) {
    if (value < least || value > most) {
      throw IllegalCall(std::string("an event pool with ") + name + " = " + std::to_string(value) +
                        ": expected " + std::to_string(least) + ".." + std::to_string(most));
    }
  }

 protected:
  EventPoolConfig config_;
  PerThread<Session> sessions_;
  Followers followers_;
  Visitors visitors_;

  // Never moved, and gone with the pool at the earliest, so that a stale handle finds what it
  // names.
  std::unique_ptr<std::atomic<Slot*>[]> slots_;

  Lock guard_;
  std::vector<int> free_ LOCKSTEP_GUARDED_BY(guard_);
  int made_ LOCKSTEP_GUARDED_BY(guard_) = 0;
  std::vector<std::shared_ptr<Slot>> all_ LOCKSTEP_GUARDED_BY(guard_);
};

}  // namespace lockstep

#endif  // LOCKSTEP_EVENT_POOL_STATE_HPP
