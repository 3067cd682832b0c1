#ifndef LOCKSTEP_FREE_LEASE_POOL_HPP
#define LOCKSTEP_FREE_LEASE_POOL_HPP

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "device.hpp"
#include "free_thread.hpp"
#include "lease_pool.hpp"
#include "waiting.hpp"

namespace lockstep {

/// Threads that lease streams, leave work on them, and give them back, once more too: with the
/// bounds of FreeLeasePool.cfg, as FreeLeasePool.java.
template <class Pool>
class FreeLeasePool final : public FreeSystem {
 public:
  static constexpr const char* kModule = "LeasePool";
  static std::vector<std::string> observed() { return {"result", "lease"}; }

  explicit FreeLeasePool(int calls) : calls_(calls), pool_(device_, config()) {}
  // Faulty pools may have lost what close() would wait for: they are left as they are.

  std::vector<std::string> threads() const override { return {"a", "b", "c", "h", ""}; }

  std::size_t callers() const override { return kLessees; }

  void client(std::size_t place, FreeThread& me) override {
    if (place == kLessees) {
      return complete(me);
    }
    if (place > kLessees) {
      return interrupt(me);
    }
    self() = static_cast<int>(place);
    const Leaving leaving(working_);
    work(me);
  }

 private:
  static constexpr std::size_t kLessees = 3;
  static constexpr int kStreams = 2;
  static constexpr int kTotal = 8;
  /// What one tick of the model is here: short, since a thread sleeps so long before it looks.
  static constexpr std::chrono::nanoseconds kTick{10'000};
  static constexpr int kInterrupts = 8;  // in one pause of so many a thread is interrupted
  static constexpr int kClosers = 4;     // one thread in so many closes the pool some time
  static constexpr int kAfterwards = 3;  // calls by who has closed it, or found it closed
  static constexpr int kLooks = 16;      // of a keeper, for others to come and wait
  static constexpr int kKeeps = 4;  // one lease in so many is kept while others wait for a time

  struct Leaving {
    explicit Leaving(std::atomic<int>& left) : working(left) {}
    ~Leaving() { --working; }
    std::atomic<int>& working;
  };

  /// Of a thread. It goes on by one tick each time that the thread has read it: so it is known, and
  /// stands in the log, between which steps that was.
  class OwnClock final : public Clock {
   public:
    std::int64_t now() const override {
      const std::int64_t now = ticks_++ * kTick.count();
      FreeThread::act("Tick");
      return now;
    }

   private:
    mutable std::int64_t ticks_ = 0;
  };

  static int& self() {
    thread_local int mine = 0;
    return mine;
  }

  LeasePoolConfig config() {
    LeasePoolConfig config;
    config.size = kStreams;
    config.hintOf = [] { return self() == 0 ? 0 : kStreams - 1; };
    config.clockOf = [this]() -> const Clock& { return clocks_[self()]; };
    return config;
  }

  void work(FreeThread& me) {
    const int close = me.draw(kClosers) == 0 ? me.draw(calls_) : calls_;
    bool closed = false;
    int over = 0;
    for (int i = 0; i < calls_ && over < kAfterwards; ++i) {
      over += closed ? 1 : 0;
      if (i == close || (closed && me.draw(2) == 0)) {
        closed = true;
        me.call("CallClose", "[]", [this] {
          pool_.close();
          return answer("none");
        });
      }
      const LeaseHandle lease = acquire(me, closed);
      if (!lease) {
        continue;
      }
      const bool keeps = me.draw(kKeeps) == 0;
      for (int works = me.draw(3); works > 0; --works) {
        submit(me, lease);
      }
      if (keeps) {
        keep();
      }
      release(me, lease);
      if (me.draw(4) == 0) {
        me.draw(2) == 0 ? submit(me, lease) : release(me, lease);
      }
    }
    me.call("ThreadExit", "[]", [] { return answer("none"); });
  }

  /// Until nobody waits for a limited time: that has to end by itself.
  void keep() {
    ++keeping_;
    for (int looks = 0; looks < kLooks || limited_.load() > 0; ++looks) {
      std::this_thread::yield();
    }
    --keeping_;
  }

  LeaseHandle acquire(FreeThread& me, bool& closed) {
    LeaseHandle given;
    const int how = me.draw(3);
    if (how == 0) {
      me.call("CallTry", "[]", [&] {
        try {
          auto lease = pool_.tryAcquire();
          given = lease ? lease->detach() : LeaseHandle();
          return given ? answer("none", given.slot()) : answer("timeout");
        } catch (const PoolClosed&) {
          closed = true;
          return answer("closed");
        }
      });
      return given;
    }
    const bool forEver = how == 1;
    const Limited limited(limited_, !forEver);
    me.call("CallAcquire", forEver ? "[-1]" : "[" + std::to_string(kTotal) + "]", [&] {
      try {
        given =
            pool_.acquire(forEver ? Pool::kForEver : kTick * kTotal, &interrupts_[self()]).detach();
        return answer("none", given.slot());
      } catch (const AcquireTimeout&) {
        return answer("timeout");
      } catch (const AcquireCancelled&) {
        return answer("interrupted");
      } catch (const PoolClosed&) {
        closed = true;
        return answer("closed");
      }
    });
    return given;
  }

  void submit(FreeThread& me, const LeaseHandle& lease) {
    me.call("CallSubmit", "[]", [&] {
      try {
        pool_.submit(lease, [](CommandBuffer& buffer) { buffer.record([] {}); });
        return answer("none", lease.slot());
      } catch (const StaleLease&) {
        return answer("stale");
      }
    });
  }

  void release(FreeThread& me, const LeaseHandle& lease) {
    me.call("CallRelease", "[]", [&] {
      try {
        pool_.release(lease);
        return answer("none");
      } catch (const StaleLease&) {
        return answer("stale");
      }
    });
  }

  /// Completes what it finds, until there is nobody left to commit more.
  void complete(FreeThread& me) {
    for (bool more = true; more;) {
      more = working_.load() > 0;
      for (int s = 0; s < kStreams; ++s) {
        while (pool_.queueOf(s).backlog() > 0) {
          more = true;
          me.call("GpuComplete", "[" + std::to_string(s) + "]", [&] {
            device_.completeNext(s);
            return answer("none");
          });
        }
      }
      std::this_thread::yield();
    }
  }

  /// Until there is nobody left to interrupt.
  void interrupt(FreeThread& me) {
    static constexpr const char* kWhom[] = {"[\"a\"]", "[\"b\"]", "[\"c\"]"};
    while (working_.load() > 0) {
      const int thread = me.draw(static_cast<int>(kLessees));
      // A wait during which streams are kept is to end because its time is up.
      if (keeping_.load() == 0 && me.draw(kInterrupts) == 0) {
        me.call("Interrupt", kWhom[thread], [&] {
          interrupts_[thread].cancel();
          return std::string();
        });
      }
      std::this_thread::sleep_for(kTick);
    }
  }

  static std::string answer(const char* result, int slot = -1) {
    return std::string("[\"") + result + "\"," + (slot < 0 ? "\"None\"" : std::to_string(slot)) +
           "]";
  }

  /// One who waits, or may wait, for a limited time.
  struct Limited {
    Limited(std::atomic<int>& all, bool is) : count(all), counted(is ? 1 : 0) { count += counted; }
    Limited(const Limited&) = delete;
    Limited& operator=(const Limited&) = delete;
    ~Limited() { count -= counted; }
    std::atomic<int>& count;
    const int counted;
  };

  const int calls_;
  OwnClock clocks_[kLessees];
  Cancellation interrupts_[kLessees];
  std::atomic<int> limited_{0};
  std::atomic<int> keeping_{0};
  ManualDevice device_;
  Pool pool_;
  std::atomic<int> working_{static_cast<int>(kLessees)};
};

}  // namespace lockstep

#endif  // LOCKSTEP_FREE_LEASE_POOL_HPP
