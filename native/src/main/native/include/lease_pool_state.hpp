#ifndef LOCKSTEP_LEASE_POOL_STATE_HPP
#define LOCKSTEP_LEASE_POOL_STATE_HPP

#include <algorithm>
#include <cstdint>
#include <deque>
#include <functional>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "command_buffer.hpp"
#include "device.hpp"
#include "errors.hpp"
#include "leaf_lock.hpp"
#include "lease_waiting.hpp"
#include "lease_word.hpp"
#include "monitor.hpp"
#include "per_thread.hpp"
#include "policy.hpp"

namespace lockstep {

struct LeasePoolConfig {
  int size = 32;
  /// Is told of failed work, recorded through commands(), of which nobody had heard when the lease
  /// ended; on a thread of the device or the one that ends it. May call neither pool nor stream.
  CommandBuffer::Handler onFailure = [](const Failure&) {};
  bool fifo = true;             // may nobody overtake who waits?
  std::function<int()> hintOf;  // where a thread looks first; asked once per thread, on it;
                                // default: from the thread's token
  std::function<const Clock&()> clockOf;  // asked once per thread, on it; default: the steady clock
};

/// What a thread keeps about one pool; nobody else reads it but a replay, while the thread is
/// parked.
template <class Policy>
struct LeasePoolSession {
  static constexpr int kNone = -1;
  static constexpr std::int64_t kForEver = std::numeric_limits<std::int64_t>::max();

  int hint = 0;
  const Clock* clock = nullptr;

  int last = kNone;  // the slot that it leased last
  // What the word of the first slot to look at may be, that of a free slot in any case: if nobody
  // has had it since this thread had, there is no need to read it. A wrong guess fails to claim.
  SlotWord guess{0};
  int cursor = 0;    // how far a call has come with the slots

  // Of the acquire under way, once it has to wait.
  bool waits = false;
  std::int64_t limit = -1;  // as the caller said it
  std::int64_t deadline = kForEver;
  Cancellation* cancellation = nullptr;
  WaitEnd end = WaitEnd::none;
  std::shared_ptr<LeaseWaiter<Policy>> waiter;  // null until it first has to wait

  /// Negative: for ever.
  std::int64_t timeLeft() const { return deadline == kForEver ? -1 : deadline - clock->now(); }
  bool isLate() const { return deadline != kForEver && timeLeft() <= 0; }
  bool givesUp() const {
    return (cancellation != nullptr && cancellation->isRequested()) || isLate();
  }
  /// True for the one wait that the cancellation ends.
  bool isCancelled() const { return cancellation != nullptr && cancellation->take(); }
};

/// What the steps of a LeasePool work on, and what a replay reads of it while every thread is
/// parked.
template <class Policy>
class LeasePoolState {
 public:
  using Session = LeasePoolSession<Policy>;
  using Waiter = LeaseWaiter<Policy>;
  using Lock = LeafLock<Policy>;
  using Guard = typename Lock::Guard;
  static constexpr int kNone = Session::kNone;

  LeasePoolState(Device& device, LeasePoolConfig config) : config_(std::move(config)) {
    if (config_.size < 1 || config_.size > 1 << LeaseHandle::kSlotBits) {
      throw IllegalCall("a lease pool of " + std::to_string(config_.size) +
                        " streams: expected 1.." + std::to_string(1 << LeaseHandle::kSlotBits));
    }
    if (!config_.hintOf) {
      config_.hintOf = [size = static_cast<unsigned>(config_.size)] {
        return static_cast<int>(ThreadToken::current() % size);
      };
    }
    if (!config_.clockOf) {
      config_.clockOf = []() -> const Clock& { return SteadyClock::instance(); };
    }
    words_ = std::make_unique<Word[]>(config_.size);
    for (int s = 0; s < config_.size; ++s) {
      queues_.push_back(device.createQueue(s));
    }
  }
  LeasePoolState(const LeasePoolState&) = delete;
  LeasePoolState& operator=(const LeasePoolState&) = delete;

  int size() const { return config_.size; }

  Session& session() {
    return sessions_.get([this] {
      Session fresh;
      fresh.hint = config_.hintOf();
      requireSlot(fresh.hint, "the hint of a thread");
      fresh.clock = &config_.clockOf();
      return fresh;
    });
  }
  /// The slot of a lease, or of a number that a caller took for one.
  int slotOf(LeaseHandle lease) const {
    requireSlot(lease.slot(), "a lease");
    return lease.slot();
  }
  SlotWord word(int s) const { return SlotWord(words_[s].value.load()); }
  DeviceQueue& queueOf(int s) const { return *queues_[s]; }
  std::uint64_t guardOwner() const { return lock_.holder(); }
  const std::deque<std::shared_ptr<Waiter>>& queue() const LOCKSTEP_READ_WHILE_PARKED {
    return queue_;
  }
  int waiting() const { return waiting_.load(); }
  bool isSealed() const LOCKSTEP_READ_WHILE_PARKED { return sealed_; }

 protected:
  /// What became of a word.
  struct Change {
    SlotWord before;
    SlotWord after;
    explicit operator bool() const { return before.bits() != after.bits(); }
  };

  ~LeasePoolState() = default;

  /// One compare-and-set, from the word that `next` was asked about to the one it gave; nothing if
  /// it gave the same. A failed round has changed nothing.
  template <class Next>
  Change change(int s, const Next& next) {
    return change(s, word(s), next);
  }
  /// Without reading it first: `perhaps` must be one of which `next` makes another. If the word is
  /// not that, it is read by that.
  template <class Next>
  Change change(int s, SlotWord perhaps, const Next& next) {
    auto& word = words_[s].value;
    std::uint64_t seen = perhaps.bits();
    while (true) {
      const SlotWord before(seen);
      const SlotWord after = next(before);
      if (after.bits() == seen || word.compare_exchange_weak(seen, after.bits())) {
        return {before, after};
      }
    }
  }

  // Who comes, whose turn it is, and who leaves. Checked, since of an empty queue
  // neither must ever be asked.
  void join(Session& me) LOCKSTEP_REQUIRES(lock_) {
    queue_.push_back(me.waiter);
    me.waiter->status.store(WaitStatus::waiting);
    waiting_.fetch_add(1);
  }
  Waiter& first() const LOCKSTEP_REQUIRES(lock_) {
    requireQueued(!queue_.empty());
    return *queue_.front();
  }
  void remove(const Waiter& waiter) LOCKSTEP_REQUIRES(lock_) {
    const auto place = std::find_if(queue_.begin(), queue_.end(),
                                    [&](const auto& queued) { return queued.get() == &waiter; });
    requireQueued(place != queue_.end());
    queue_.erase(place);
  }

  static void requireRoom(int s, SlotWord seen) {
    if (seen.pending() == SlotWord::kMostPending) {
      throw IllegalCall("stream " + std::to_string(s) + " has " +
                        std::to_string(SlotWord::kMostPending) +
                        " works pending, which is the most; wait until some have completed");
    }
  }

  bool isHome(int s) const {
    const SlotState now = word(s).state();
    return now == SlotState::retired || now == SlotState::gone;
  }

  /// Tells the closers if a slot is retired now. True: it is free.
  bool cameHome(SlotWord word) {
    if (word.state() == SlotState::retired) {
      // A closer that looked before holds the monitor until it sleeps, so that our notification
      // cannot fall between its look and its wait.
      { const MonitorGuard guard(closers_); }
      home_.notify_all();
    }
    return word.state() == SlotState::free;
  }

 private:
  void requireSlot(int s, const char* what) const {
    if (s < 0 || s >= config_.size) {
      throw IllegalCall(std::string(what) + " names stream " + std::to_string(s) +
                        "; streams are 0.." + std::to_string(config_.size - 1));
    }
  }

  static void requireQueued(bool queued) {
    if (!queued) {
      throw std::logic_error("the queue of the waiters does not hold who should be in it");
    }
  }

 protected:
  // Two slots share no cache line, nor a pair of lines that the processor fetches together.
  struct alignas(128) Word {
    typename Policy::template atomic<std::uint64_t> value{0};
  };

  LeasePoolConfig config_;
  PerThread<Session> sessions_;
  std::vector<DeviceQueue*> queues_;
  std::unique_ptr<Word[]> words_;

  // Read by every acquire and release, written by those who wait.
  alignas(128) typename Policy::template atomic<int> waiting_{0};

  // Of the waiters. A leaf: whoever holds it asks for no lock but that of a waiter's sleep, so it
  // needs no rank. It promises no order among those who want it: the model's
  // fairness of LockWaiters stands for its being held for a few steps only.
  alignas(128) Lock lock_;
  std::deque<std::shared_ptr<Waiter>> queue_ LOCKSTEP_GUARDED_BY(lock_);
  typename Policy::template plain<bool> sealed_ LOCKSTEP_GUARDED_BY(lock_) = false;

  MonitorOf<Policy> closers_;
  typename Policy::condition_variable home_;
};

}  // namespace lockstep

#endif  // LOCKSTEP_LEASE_POOL_STATE_HPP
