// 64 threads record all there is to record on 31 streams of the pools, no controller, on a device
// that fails one buffer in a thousand: nothing may be lost or done twice, and of each failure
// somebody must be told. For the sanitizers too.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "command_ledger.hpp"
#include "command_load.hpp"
#include "command_soak_faults.hpp"
#include "command_stream.hpp"
#include "lease_pool.hpp"
#include "stream_pool.hpp"

namespace {

using namespace lockstep;

constexpr int kThreads = 64;
constexpr int kStreams = 31;
constexpr unsigned kFailsOneIn = 1000;

class FlakyDevice final : public Device {
 public:
  FlakyDevice(CommandLedger& ledger, int streams) : ledger_(ledger), streams_(streams) {}

  /// Returns when the last handler has been called.
  void close() {
    for (int s = 0; s < streams_; ++s) {
      for (DeviceQueue* const queue : queuesOf(s)) {
        if (queue->isAlive()) {
          queue->awaitIdle();
          queue->destroy();
        }
      }
    }
  }

 protected:
  std::unique_ptr<DeviceQueue> makeQueue(int stream) override {
    return std::make_unique<DeviceQueue>(stream, /*hosted=*/true,
                                         [this, stream](const CommandBuffer& buffer) {
                                           return ledger_.begin(stream, buffer.commands());
                                         });
  }

 private:
  CommandLedger& ledger_;
  const int streams_;
};

auto listener(CommandLedger& ledger) {
  return [&ledger](const Failure& failure) { ledger.told(*failure, CommandLedger::kAnybody); };
}

/// Streams for one thread at a time.
class Leased {
 public:
  Leased(Device& device, CommandLedger& ledger) : ledger_(ledger), pool_(device, config(ledger)) {}

  void serve(CommandLoad& visitor) {
    LeasePool::Lease lease = pool_.acquire();
    ledger_.book(lease.index()).lease = ++leases_;
    const auto submit = [&](const LeasePool::Work& work) { lease.submit(work); };
    if (visitor.random() % 4 == 0) {
      visitor.submit(lease.index(), submit);
    }
    auto commands = lease.commands();
    visitor.work(commands);
    if (visitor.random() % 8 == 0) {
      visitor.submit(lease.index(), submit);
    }
    lease.release();
    if (visitor.random() % 16 == 0) {
      try {
        commands.flush();
        ledger_.wrong(Wrong::unexpected, "a lease is over, and serves");
      } catch (const StaleLease&) {
        // Nobody's work was touched.
      }
    }
  }
  void close() { pool_.close(); }

 private:
  static LeasePoolConfig config(CommandLedger& ledger) {
    LeasePoolConfig config;
    config.size = kStreams;
    config.onFailure = listener(ledger);
    return config;
  }

  CommandLedger& ledger_;
  LeasePool pool_;
  std::atomic<std::int64_t> leases_{0};
};

/// Streams that threads share, and change.
class Shared {
 public:
  Shared(Device& device, CommandLedger& ledger) : pool_(device, config(ledger)) {}

  void serve(CommandLoad& visitor) {
    switch (visitor.random() % 16) {
      case 0:
        return pool_.setCurrent(1 + static_cast<int>(visitor.random() % kStreams));
      case 1:
        return pool_.release();
      case 2:
      case 3:
        return visitor.submit(pool_.current(),
                              [this](const StreamPool::Work& work) { pool_.submit(work); });
      default:
        return pool_.run([&](CommandStream& stream) { visitor.work(stream); });
    }
  }
  void close() { pool_.close(); }

 private:
  static StreamPoolConfig config(CommandLedger& ledger) {
    StreamPoolConfig config;
    config.poolSize = kStreams;
    config.onFailure = listener(ledger);
    return config;
  }

  StreamPool pool_;
};

/// Streams without a pool.
template <class Stream, int size>
class Plain {
 public:
  Plain(Device& device, CommandLedger& ledger) : ledger_(ledger) {
    for (int i = 0; i < size; ++i) {
      streams_.emplace_back(device, i);
    }
  }

  void serve(CommandLoad& visitor) { visitor.work(streams_[visitor.random() % size]); }
  void close() {
    for (Stream& stream : streams_) {
      stream.retire([] { throw PoolClosed(); }, listener(ledger_));
    }
  }

 private:
  CommandLedger& ledger_;
  std::deque<Stream> streams_;
};

template <class Source>
void soak(CommandLedger& ledger, std::int64_t commands, std::uint64_t seed) {
  FlakyDevice device(ledger, kStreams + 1);
  PostedEvents events;
  Source streams(device, ledger);
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      CommandLoad(ledger, events, t, commands / kThreads, seed + 1000 * t).run(streams);
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  events.clear();
  streams.close();
  device.close();
  ledger.settle();
}

template <class Source>
bool holds(const char* name, std::int64_t commands, std::uint64_t seed) {
  const auto begin = std::chrono::steady_clock::now();
  std::printf("%s, seed %llu: ", name, static_cast<unsigned long long>(seed));
  std::fflush(stdout);
  CommandLedger ledger(kThreads, kStreams + 1, kFailsOneIn, seed);
  soak<Source>(ledger, commands, seed);
  ledger.print();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  std::printf("  in %.1f s\n%s", took.count(), ledger.complaints().c_str());
  return ledger.wrongs().empty() && ledger.failures() > 0;
}

template <class Stream>
bool isNoticed(const char* name, Wrong wrong, std::uint64_t seed) {
  CommandLedger ledger(kThreads, kStreams + 1, kFailsOneIn / 20, seed);
  soak<Plain<Stream, 1>>(ledger, 20000, seed);
  const auto wrongs = ledger.wrongs();
  const bool noticed = wrongs.count(wrong) == 1;
  std::printf("%s, seed %llu: %s%s\n", name, static_cast<unsigned long long>(seed),
              noticed ? "" : "NOT noticed: ", nameOf(wrong));
  return noticed;
}

bool allAreNoticed(std::uint64_t seed) {
  bool all = isNoticed<Forgets>("Forgets", Wrong::lost, seed);
  all &= isNoticed<EncodesTwice>("EncodesTwice", Wrong::doubled, seed);
  all &= isNoticed<Overtakes>("Overtakes", Wrong::lost, seed);
  all &= isNoticed<DropsSignals>("DropsSignals", Wrong::lost, seed);
  all &= isNoticed<ForgetsBuffers>("ForgetsBuffers", Wrong::lost, seed);
  all &= isNoticed<TellsNobody>("TellsNobody", Wrong::untold, seed);
  all &= isNoticed<TellsAgain>("TellsAgain", Wrong::toldTwice, seed);
  all &= isNoticed<FiresTwice>("FiresTwice", Wrong::handler, seed);
  all &= isNoticed<HandlerLostOnFailure>("HandlerLostOnFailure", Wrong::handler, seed);
  all &= isNoticed<WaitsForNothing>("WaitsForNothing", Wrong::tooEarly, seed);
  all &= isNoticed<CommitSilentlySkipped>("CommitSilentlySkipped", Wrong::tooEarly, seed);
  return all;
}

}  // namespace

/// Arguments: how many commands in all (200000); the seed, which repeats the draws and not the
/// schedule. With `faults` in place of the first, streams with a fault each, which must be noticed;
/// with `unqueued`, one whose jobs run side by side: a race that a sanitizer must find.
int main(int arguments, char** argument) {
  const std::string first = arguments > 1 ? argument[1] : "200000";
  const std::uint64_t seed =
      arguments > 2
          ? std::strtoull(argument[2], nullptr, 10)
          : static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
  if (first == "faults") {
    return allAreNoticed(seed) ? 0 : 1;
  }
  if (first == "unqueued") {
    CommandLedger ledger(kThreads, kStreams + 1, kFailsOneIn, seed);
    soak<Plain<Unqueued, 1>>(ledger, 20000, seed);
    return 0;
  }
  const std::int64_t commands = std::strtoll(first.c_str(), nullptr, 10);
  bool all = holds<Leased>("leased", commands, seed);
  all &= holds<Shared>("shared", commands, seed);
  all &= holds<Plain<CommandStream, kStreams>>("no pool", commands, seed);
  return all ? 0 : 1;
}
