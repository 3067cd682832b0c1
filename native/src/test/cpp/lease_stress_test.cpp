// 64 threads over 31 streams, no controller, with waits that run out, that are cancelled, and
// threads that end with a stream in hand: for the sanitizers, for wrong numbers and lost streams.

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

#include "check.hpp"
#include "lease_pool.hpp"

namespace {

using namespace lockstep;
using namespace std::chrono_literals;
using Lease = LeasePool::Lease;

constexpr int kThreads = 64;
constexpr int kStreams = 31;

class Load {
 public:
  Load(bool fifo, bool exclusive) : exclusive_(exclusive), pool_(device_, config(fifo)) {}

  void run(int rounds) {
    std::thread canceller([this] { cancel(); });
    std::thread collector([this] { collect(); });
    // The second wave is new threads, after the first has ended with streams in hand.
    for (int wave = 0; wave < 2; ++wave) {
      std::vector<std::thread> threads;
      for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([this, t, wave, rounds] { work(t, wave, rounds / 2); });
      }
      for (auto& thread : threads) {
        thread.join();
      }
    }
    over_ = true;
    canceller.join();
    collector.join();
    settleUp(rounds / 2 * 2);
  }

 private:
  struct alignas(64) Stream {
    std::atomic<int> owner{-1};
    std::int64_t uses = 0;  // plain: the lease is its only guard
  };

  static LeasePoolConfig config(bool fifo) {
    LeasePoolConfig config;
    config.size = kStreams;
    config.fifo = fifo;
    return config;
  }

  void work(int t, int wave, int rounds) {
    std::mt19937 random(static_cast<unsigned>(t + wave * kThreads));
    for (int i = 0; i < rounds; ++i) {
      LeaseHandle lease = acquire(t, random);
      if (!lease) {
        ++without_;
        continue;
      }
      use(t, lease, random);
      if (i + 1 == rounds && t % 2 == 0) {
        const std::lock_guard<std::mutex> guard(monitor_);
        left_.push_back(lease);  // the thread ends with it
        return;
      }
      pool_.release(lease);
      if (random() % 8 == 0) {
        messageOf<StaleLease>([&] { pool_.release(lease); });
        messageOf<StaleLease>([&] { pool_.submit(lease, [](CommandBuffer&) {}); });
      }
    }
  }

  LeaseHandle acquire(int t, std::mt19937& random) {
    try {
      switch (random() % 4) {
        case 0: {
          auto lease = pool_.tryAcquire();
          return lease ? lease->detach() : LeaseHandle();
        }
        case 1:
          return pool_.acquire(std::chrono::microseconds(random() % 200)).detach();
        case 2:
          return pool_.acquire(LeasePool::kForEver, &tokens_[t]).detach();
        default:
          return pool_.acquire().detach();
      }
    } catch (const AcquireTimeout&) {
      return LeaseHandle();
    } catch (const AcquireCancelled&) {
      ++cancelled_;
      return LeaseHandle();
    }
  }

  void use(int t, LeaseHandle lease, std::mt19937& random) {
    Stream& stream = streams_[exclusive_ ? lease.slot() : 0];
    const int before = stream.owner.exchange(t);
    CHECK(!exclusive_ || before == -1);
    ++stream.uses;
    if (random() % 4 == 0) {
      ++submitted_;
      pool_.submit(lease, [&](CommandBuffer& buffer) {
        buffer.record([&stream, this] {
          ++stream.uses;  // ordered by the device: no later lessee comes before it
          ++executed_;
        });
      });
      awaitIdle(lease);
    }
    if (random() % 4 == 0) {
      std::this_thread::yield();
    }
    stream.owner.store(-1);
    ++used_;
  }

  /// Half of the works are still pending when the lease ends.
  void awaitIdle(LeaseHandle lease) {
    if (submitted_ % 2 == 0) {
      device_.awaitIdle(lease.slot());
    }
  }

  void cancel() {
    for (std::size_t i = 0; !over_; ++i) {
      tokens_[i % kThreads].cancel();
      std::this_thread::sleep_for(20us);
    }
  }

  void collect() {
    while (!over_) {
      collectAll();
      std::this_thread::yield();
    }
    collectAll();
  }

  void collectAll() {
    std::vector<LeaseHandle> found;
    {
      const std::lock_guard<std::mutex> guard(monitor_);
      found.swap(left_);
    }
    for (const LeaseHandle lease : found) {
      pool_.release(lease);
    }
  }

  void settleUp(int rounds) {
    CHECK(pool_.waiting() == 0 && pool_.queue().empty());
    CHECK(used_ + without_ == std::int64_t{kThreads} * rounds);
    std::vector<Lease> all;
    for (int s = 0; s < kStreams; ++s) {
      all.push_back(pool_.acquire(60s));  // a stream that is lost would not come
    }
    CHECK(executed_ == submitted_);
    std::int64_t uses = 0;
    for (const Stream& stream : streams_) {
      uses += stream.uses;
    }
    CHECK(!exclusive_ || uses == used_ + executed_);
    all.clear();
    pool_.close();
    for (int s = 0; s < kStreams; ++s) {
      CHECK(device_.created(s) == 1 && device_.alive(s) == 0);
    }
    std::printf("%lld leases, %lld calls without one, %lld of them cancelled\n",
                static_cast<long long>(used_), static_cast<long long>(without_),
                static_cast<long long>(cancelled_));
  }

  const bool exclusive_;
  std::array<Stream, kStreams> streams_;
  std::array<Cancellation, kThreads> tokens_;
  std::atomic<std::int64_t> used_{0}, without_{0}, cancelled_{0}, submitted_{0}, executed_{0};
  std::atomic<bool> over_{false};
  std::mutex monitor_;
  std::vector<LeaseHandle> left_;
  HostDevice device_;
  LeasePool pool_;
};

/// Threads wait, lease and give back while two of them close the pool, many times over.
void closeUnderLoad(int rounds) {
  for (int i = 0; i < rounds; ++i) {
    HostDevice device;
    LeasePoolConfig config;
    config.size = 2;
    LeasePool pool(device, config);
    std::vector<std::thread> threads;
    std::atomic<int> ended{0};
    for (int t = 0; t < 8; ++t) {
      threads.emplace_back([&, t] {
        try {
          for (int turn = 0;; ++turn) {
            if (t < 2 && turn == 10 * t) {
              pool.close();
            }
            Lease lease = t % 2 == 0 ? pool.acquire() : pool.acquire(10s);
            lease.submit([](CommandBuffer& buffer) { buffer.record([] {}); });
          }
        } catch (const PoolClosed&) {
          ++ended;
        }
      });
    }
    for (auto& thread : threads) {
      thread.join();
    }
    CHECK(ended == 8);
    pool.close();
    CHECK(device.alive(0) == 0 && device.alive(1) == 0);
  }
}

}  // namespace

/// Arguments: how many rounds each thread makes (1000). With `shared` in their place all use the
/// first stream's numbers, whatever they lease: a race that a sanitizer must find.
int main(int arguments, char** argument) {
  if (arguments > 1 && std::string(argument[1]) == "shared") {
    Load(true, false).run(20);
    return 0;
  }
  const int rounds = arguments > 1 ? std::atoi(argument[1]) : 1000;
  CHECK(rounds > 1);
  Load(true, true).run(rounds);
  Load(false, true).run(rounds);
  closeUnderLoad(rounds / 20);
  return 0;
}
