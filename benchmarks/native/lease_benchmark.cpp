// What it costs to take a stream and give it back: our pool of leases, first come first served and barging, beside a
// mutex with a vector and a condition variable, and beside one atomic word of bits. All in one run, in turns.
//
//   lease_benchmark [milliseconds of a measurement, 200] [rounds, 7]
#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "device.hpp"
#include "lease_pool.hpp"

namespace {

lockstep::LeasePoolConfig configOf(int streams, bool fifo) {
  lockstep::LeasePoolConfig config;
  config.size = streams;
  config.fifo = fifo;
  return config;
}

/// Ours: exclusive, with generations, works pending, timeouts, close; `Fifo` serves in the order of arrival.
template <bool Fifo>
class Leases {
 public:
  static constexpr const char* kName = Fifo ? "lease, fifo" : "lease, barging";

  explicit Leases(int streams) : pool_(device_, configOf(streams, Fifo)) {}
  auto acquire() { return pool_.acquire().detach(); }
  void release(lockstep::LeaseHandle lease) { pool_.release(lease); }

 private:
  lockstep::ManualDevice device_;
  lockstep::LeasePool pool_;
};

/// As it is written most often. Barging; nothing tells a stale handle.
class MutexPool {
 public:
  static constexpr const char* kName = "mutex + vector";

  explicit MutexPool(int streams) {
    for (int s = 0; s < streams; ++s) {
      free_.push_back(s);
    }
  }
  int acquire() {
    std::unique_lock<std::mutex> guard(monitor_);
    freed_.wait(guard, [this] { return !free_.empty(); });
    const int s = free_.back();
    free_.pop_back();
    return s;
  }
  void release(int s) {
    {
      const std::lock_guard<std::mutex> guard(monitor_);
      free_.push_back(s);
    }
    freed_.notify_one();
  }

 private:
  std::mutex monitor_;
  std::condition_variable freed_;
  std::vector<int> free_;
};

/// A compare-and-set on one word. Who finds none yields and tries again: unfair, and never asleep.
class BitmaskPool {
 public:
  static constexpr const char* kName = "atomic bitmask";

  explicit BitmaskPool(int streams) : free_((std::uint64_t{1} << streams) - 1) {}
  int acquire() {
    std::uint64_t seen = free_.load();
    while (true) {
      if (seen == 0) {
        std::this_thread::yield();
        seen = free_.load();
      } else if (free_.compare_exchange_weak(seen, seen & (seen - 1))) {
        return __builtin_ctzll(seen);
      }
    }
  }
  void release(int s) { free_.fetch_or(std::uint64_t{1} << s); }

 private:
  std::atomic<std::uint64_t> free_;
};

struct Sample {
  double nanos;  // of one thread's wall clock, for one acquire and release
  double share;  // of the thread that got least, of what it should have got
};

template <class Pool>
Sample measure(int threads, int streams, std::chrono::milliseconds time) {
  Pool pool(streams);
  std::atomic<int> ready{0};
  std::atomic<bool> over{false};
  std::vector<std::int64_t> counts(threads);
  std::vector<std::thread> crew;
  for (int t = 0; t < threads; ++t) {
    crew.emplace_back([&, t] {
      pool.release(pool.acquire());
      std::int64_t count = 0;
      ++ready;
      while (ready < threads) {
        std::this_thread::yield();
      }
      // relaxed: a little later is soon enough.
      while (!over.load(std::memory_order_relaxed)) {
        const auto stream = pool.acquire();
        asm volatile("" ::: "memory");
        pool.release(stream);
        ++count;
      }
      counts[t] = count;
    });
  }
  while (ready < threads) {
    std::this_thread::yield();
  }
  const auto begin = std::chrono::steady_clock::now();
  std::this_thread::sleep_for(time);
  const std::chrono::duration<double, std::nano> taken = std::chrono::steady_clock::now() - begin;
  over = true;
  for (auto& thread : crew) {
    thread.join();
  }
  double total = 0;
  for (const std::int64_t count : counts) {
    total += static_cast<double>(count);
  }
  const auto least = static_cast<double>(*std::min_element(counts.begin(), counts.end()));
  return {taken.count() * threads / total, least * threads / total};
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

struct Row {
  const char* name;
  Sample (*measure)(int, int, std::chrono::milliseconds);
  std::vector<double> nanos, share, ratio;
};

/// Every round measures all of them; a ratio is one of neighbours in time, and the median of those is printed.
void compare(int threads, int streams, std::chrono::milliseconds time, int rounds) {
  std::vector<Row> rows = {{Leases<true>::kName, measure<Leases<true>>, {}, {}, {}},
                           {Leases<false>::kName, measure<Leases<false>>, {}, {}, {}},
                           {MutexPool::kName, measure<MutexPool>, {}, {}, {}},
                           {BitmaskPool::kName, measure<BitmaskPool>, {}, {}, {}}};
  for (int round = 0; round < rounds; ++round) {
    for (Row& row : rows) {
      const Sample sample = row.measure(threads, streams, time);
      row.nanos.push_back(sample.nanos);
      row.share.push_back(sample.share);
    }
    for (Row& row : rows) {
      row.ratio.push_back(row.nanos.back() / rows[0].nanos.back());
    }
  }
  for (Row& row : rows) {
    std::printf("%7d %8d   %-16s %10.1f %9.2f %9.0f %%\n", threads, streams, row.name,
                median(row.nanos), median(row.ratio), 100 * median(row.share));
  }
}

}  // namespace

int main(int arguments, char** argument) {
  const std::chrono::milliseconds time(arguments > 1 ? std::atoi(argument[1]) : 200);
  const int rounds = arguments > 2 ? std::atoi(argument[2]) : 7;
  std::printf("%u processors, %d rounds of %lld ms\n", std::thread::hardware_concurrency(), rounds,
              static_cast<long long>(time.count()));
  std::printf("threads  streams   pool                 ns/op  to first  least got\n");
  for (const int threads : {1, 2, 4, 8}) {
    compare(threads, 32, time, rounds);
  }
  for (const int threads : {2, 4, 8}) {
    compare(threads, threads / 2, time, rounds);
  }
  return 0;
}
