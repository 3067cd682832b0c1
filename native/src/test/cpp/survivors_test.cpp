// Mutants that no replay can kill, because what they break lies below a step: between the two
// halves of a compare-and-set, in how threads sleep and are woken, or in what a message says. Free
// threads must show the harm of each, and none of the engine without a mutation, nor of those
// mutants that a manifest calls equivalent although they do other things in another order.

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "check.hpp"
#include "encoding_lock_subject.hpp"
#include "event_pool_subject.hpp"
#include "lease_pool_subject.hpp"
#include "mutants/mutant_encoder.hpp"
#include "mutants/mutant_event_pool.hpp"
#include "mutants/mutant_lease_pool.hpp"
#include "mutants/mutant_stream_pool.hpp"
#include "stream_pool_subject.hpp"

namespace {

using namespace lockstep;

constexpr int kThreads = 8;
constexpr int kRounds = 2000;
constexpr unsigned kStuckAfterSeconds = 20;  // never waited for unless threads are stuck

template <class Body>
void onThreads(const Body& body) {
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      MutantThread::mine().enterCall();
      body(t);
    });
  }
  for (auto& thread : threads) {
    thread.join();
  }
}

StreamPoolConfig oneGate() {
  StreamPoolConfig config;
  config.poolSize = 7;
  config.stripes = 1;
  return config;
}

/// Everyone draws streams: no draw and no visitor may be lost.
void counting() {
  HostDevice device;
  MutantStreamPool pool(device, oneGate());
  onThreads([&](int) {
    for (int i = 0; i < 20 * kRounds; ++i) {
      pool.fromPool();
    }
  });
  CHECK(pool.inside(0) == 0);
  CHECK(pool.counter() == kThreads * 20 * kRounds % 7);
}

/// Half of the threads close while the others are inside.
void closing() {
  for (int i = 0; i < kRounds; ++i) {
    HostDevice device;
    MutantStreamPool pool(device, oneGate());
    onThreads([&](int t) {
      try {
        if (t % 2 == 0) {
          pool.submit([](CommandBuffer&) { std::this_thread::yield(); });
        } else {
          pool.close();
        }
      } catch (const PoolClosed&) {
        return;  // came too late
      }
    });
  }
}

/// Everyone wants the one lock.
void locking() {
  MutantLock lock(LockRank::encoding);
  std::int64_t sum = 0;
  onThreads([&](int) {
    for (int i = 0; i < kRounds; ++i) {
      lock.lock();
      ++sum;
      std::this_thread::yield();
      lock.unlock();
    }
  });
  CHECK(sum == std::int64_t{kThreads} * kRounds);
}

/// Whoever has waited for the device finds its work done.
void synchronizing() {
  MutantEncoder::Device device;
  MutantEncoder encoder(device);
  std::atomic<bool> over{false};
  std::thread handler([&] {
    MutantThread::mine().enterCall();
    while (!over) {
      encoder.handle();
      std::this_thread::yield();
    }
  });
  MutantThread::mine().enterCall();
  for (int i = 0; i < kRounds; ++i) {
    encoder.synchronize();
    CHECK(!encoder.isPending(encoder.session().dispatchedAt));
  }
  over = true;
  handler.join();
}

/// Whoever has closed finds the device idle.
void draining() {
  for (int i = 0; i < kRounds / 10; ++i) {
    ManualDevice device;
    MutantStreamPool pool(device, oneGate());
    std::atomic<bool> over{false};
    std::thread gpu([&] {
      while (!over) {
        std::this_thread::yield();
        device.complete(0);
      }
    });
    MutantThread::mine().enterCall();
    pool.submit([](CommandBuffer& buffer) { buffer.record([] {}); });
    pool.close();
    CHECK(!device.isBusy(0));
    over = true;
    gpu.join();
  }
}

LeasePoolConfig streams(int size) {
  LeasePoolConfig config;
  config.size = size;
  config.fifo = false;  // who comes meets who serves
  return config;
}

/// Completes what is committed on stream 0 and 1 until it is told to stop.
class Gpu {
 public:
  explicit Gpu(ManualDevice& device)
      : thread_([this, &device] {
          MutantThread::mine().enterCall();
          while (!over_) {
            device.completeNext(0);
            device.completeNext(1);
            std::this_thread::yield();
          }
        }) {}
  ~Gpu() {
    over_ = true;
    thread_.join();
  }

 private:
  std::atomic<bool> over_{false};
  std::thread thread_;
};

/// Nobody shares a stream, no work is lost or counted twice, no stream is lost.
void leasing() {
  ManualDevice device;
  MutantLeasePool pool(device, streams(2));
  const Gpu gpu(device);
  std::array<std::atomic<int>, 2> users{};
  onThreads([&](int t) {
    for (int i = 0; i < kRounds / 2; ++i) {
      auto lease = pool.acquire();
      CHECK(++users[lease.index()] == 1);
      for (int work = 0; work < (i + t) % 4; ++work) {
        lease.submit([](CommandBuffer&) {});
      }
      if (i % 8 == 0) {
        std::this_thread::yield();
      }
      --users[lease.index()];
    }
  });
  MutantThread::mine().enterCall();
  const auto first = pool.acquire();
  const auto second = pool.acquire();
  CHECK(pool.word(0).pending() == 0 && pool.word(1).pending() == 0);
}

/// Half of the threads close while the others lease.
void leaseClosing() {
  for (int i = 0; i < kRounds / 2; ++i) {
    ManualDevice device;
    MutantLeasePool pool(device, streams(1));
    const Gpu gpu(device);
    onThreads([&](int t) {
      try {
        while (t % 2 == 0) {
          auto lease = pool.acquire();
          std::this_thread::yield();
          lease.submit([](CommandBuffer&) {});
        }
        pool.close();
      } catch (const PoolClosed&) {
        return;  // came too late
      }
    });
  }
}

/// Whoever gave up is told how many wait still.
void telling() {
  ManualDevice device;
  MutantLeasePool pool(device, streams(1));
  MutantThread::mine().enterCall();
  auto held = pool.acquire();
  std::thread other([&] {
    MutantThread::mine().enterCall();
    pool.acquire();
  });
  MutantThread::mine().inCall = false;  // looks on
  while (pool.waiting() != 1) {
    std::this_thread::yield();
  }
  MutantThread::mine().enterCall();
  const std::string why =
      messageOf<AcquireTimeout>([&] { pool.acquire(std::chrono::milliseconds(1)); });
  CHECK(why.find("and 1 threads wait") != std::string::npos);
  held.release();
  other.join();
}

/// Every signal counts once, no counter goes back, and every event comes home.
void eventing() {
  constexpr int kEvents = 2;
  ManualDevice device;
  MutantEventPool::Stream stream(device, 0);
  EventPoolConfig config;
  config.limit = kEvents;
  MutantEventPool pool(config);
  const Gpu one(device), two(device);
  const auto take = [&] {
    while (true) {
      try {
        return pool.take(stream);
      } catch (const EventsExhausted&) {
        std::this_thread::yield();
      }
    }
  };
  onThreads([&](int t) {
    for (int i = 0; i < kRounds / 2; ++i) {
      auto event = take();
      for (int n = 0; n <= (i + t) % 4; ++n) {
        event.record();
      }
      if (i % 8 == 0) {
        CHECK(event.await() && event.isDone());
      }
    }
  });
  MutantThread::mine().enterCall();
  const auto first = take();
  const auto second = take();
  for (int e = 0; e < kEvents; ++e) {
    CHECK(pool.word(e).pending() == 0);
    CHECK(pool.slot(e)->counter.load() == pool.word(e).recorded());
  }
}

/// In a process of its own, since threads may be stuck or the process may crash.
bool isHarmed(const char* mutation, const std::vector<Action>& actions, void (*work)()) {
  const pid_t child = fork();
  if (child == 0) {
    alarm(kStuckAfterSeconds);
    Mutation::begin(actions, "");
    Mutation::activate(mutation);
    work();
    _exit(0);
  }
  int status = 0;
  CHECK(waitpid(child, &status, 0) == child);
  return !WIFEXITED(status) || WEXITSTATUS(status) != 0;
}

}  // namespace

int main() {
  struct Case {
    const char* mutation;
    const std::vector<Action>& actions;
    void (*work)();
  };
  const auto& pool = StreamPoolSubject<MutantStreamPool>::actions();
  const auto& lock = EncodingLockSubject<MutantEncoder>::actions();
  const auto& lease = leasePoolActions();
  const auto& event = eventPoolActions();
  const std::vector<Case> cases = {
      {"Enter.cas-2.blind", pool, counting},     {"Count.cas-2.blind", pool, counting},
      {"AwaitEmpty.skip", pool, closing},        {"Leave.sub-1.lost", pool, closing},
      {"AwaitIdle.skip", pool, draining},        {"Unlock.load-4.stale", lock, locking},
      {"AwaitGpu.skip", lock, synchronizing},    {"Claim.cas-2.blind", lease, leasing},
      {"ClaimFor.cas-2.blind", lease, leasing},  {"Pend.cas-2.blind", lease, leasing},
      {"Free.cas-2.blind", lease, leasing},      {"Settle.cas-2.blind", lease, leasing},
      {"Shut.cas-2.blind", lease, leaseClosing}, {"AwaitHome.skip", lease, leaseClosing},
      {"AwaitHome.late", lease, leaseClosing},   {"TakeDown.cas-2.blind", lease, leaseClosing},
      {"Reserve.cas-2.blind", event, eventing},  {"Give.cas-2.blind", event, eventing},
      {"Settle.cas-2.blind", event, eventing},   {"Raise.cas-2.blind", event, eventing},
      {"UnlockWaiters.load-1.first", lease, telling},
      {"UnlockWaiters.load-1.stale", lease, telling},
  };
  const std::vector<Case> equivalent = {
      {"Grant.twice", lease, leasing},
      {"Wake.twice", lease, leasing},
      {"UnlockWaiters.twice", lease, leasing},
      {"Park.load-1.first", lease, leasing},
      {"Park.load-1.stale", lease, leasing},
      {"Claim.load-1.first", lease, leasing},
      {"ClaimFor.load-1.first", lease, leasing},
      {"Settle.load-1.first", lease, leasing},
      {"Settle.load-1.stale", lease, leasing},
      {"Seal.twice", lease, leaseClosing},
      {"Refuse.twice", lease, leaseClosing},
      {"Shut.twice", lease, leaseClosing},
      {"Shut.load-1.first", lease, leaseClosing},
      {"Shut.load-1.stale", lease, leaseClosing},
      {"Shut.cas-2.lie", lease, leaseClosing},
      {"AwaitHome.twice", lease, leaseClosing},
      {"TakeDown.load-1.first", lease, leaseClosing},
      {"TakeDown.load-1.stale", lease, leaseClosing},
  };
  for (const Case& c : cases) {
    if (isHarmed("", c.actions, c.work)) {
      std::fprintf(stderr, "without a mutation there is harm in the work of %s\n", c.mutation);
      return 1;
    }
    if (!isHarmed(c.mutation, c.actions, c.work)) {
      std::fprintf(stderr, "%s did no harm\n", c.mutation);
      return 1;
    }
  }
  for (const Case& c : equivalent) {
    if (isHarmed(c.mutation, c.actions, c.work)) {
      std::fprintf(stderr, "%s is no equivalent: it did harm\n", c.mutation);
      return 1;
    }
  }
  return 0;
}
