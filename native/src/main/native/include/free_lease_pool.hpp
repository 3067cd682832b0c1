#ifndef LOCKSTEP_FREE_LEASE_POOL_HPP
#define LOCKSTEP_FREE_LEASE_POOL_HPP

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "device.hpp"
#include "free_thread.hpp"
#include "lease_pool.hpp"

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

  std::vector<std::string> threads() const override { return {"a", "b", "c", "h"}; }

  void client(std::size_t place, FreeThread& me) override {
    if (place == kLessees) {
      complete(me);
      return;
    }
    hint() = place == 0 ? 0 : kStreams - 1;
    const Leaving leaving(working_);
    work(me);
  }

 private:
  static constexpr std::size_t kLessees = 3;
  static constexpr int kStreams = 2;
  static constexpr int kTotal = 1;
  /// What one tick of the model is here.
  static constexpr std::chrono::nanoseconds kTick{20'000};

  struct Leaving {
    explicit Leaving(std::atomic<int>& left) : working(left) {}
    ~Leaving() { --working; }
    std::atomic<int>& working;
  };

  static int& hint() {
    thread_local int mine = 0;
    return mine;
  }

  static LeasePoolConfig config() {
    LeasePoolConfig config;
    config.size = kStreams;
    config.hintOf = [] { return hint(); };
    return config;
  }

  void work(FreeThread& me) {
    for (int i = 0; i < calls_; ++i) {
      const LeaseHandle lease = acquire(me);
      if (!lease) {
        continue;
      }
      for (int works = me.draw(3); works > 0; --works) {
        submit(me, lease);
      }
      release(me, lease);
      if (me.draw(4) == 0) {
        me.draw(2) == 0 ? submit(me, lease) : release(me, lease);
      }
    }
    me.call("ThreadExit", "[]", [] { return answer("none"); });
  }

  LeaseHandle acquire(FreeThread& me) {
    LeaseHandle given;
    const int how = me.draw(3);
    if (how == 0) {
      me.call("CallTry", "[]", [&] {
        auto lease = pool_.tryAcquire();
        given = lease ? lease->detach() : LeaseHandle();
        return given ? answer("none", given.slot()) : answer("timeout");
      });
      return given;
    }
    const bool forEver = how == 1;
    me.call("CallAcquire", forEver ? "[-1]" : "[" + std::to_string(kTotal) + "]", [&] {
      try {
        given = pool_.acquire(forEver ? Pool::kForEver : kTick * kTotal).detach();
        return answer("none", given.slot());
      } catch (const AcquireTimeout&) {
        return answer("timeout");
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

  static std::string answer(const char* result, int slot = -1) {
    return std::string("[\"") + result + "\"," + (slot < 0 ? "\"None\"" : std::to_string(slot)) +
           "]";
  }

  const int calls_;
  ManualDevice device_;
  Pool pool_;
  std::atomic<int> working_{static_cast<int>(kLessees)};
};

}  // namespace lockstep

#endif  // LOCKSTEP_FREE_LEASE_POOL_HPP
