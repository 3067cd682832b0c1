// Recording on the streams of pools, and events on them, with real threads and no controller.

#include <atomic>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "check.hpp"
#include "command_stream.hpp"
#include "event_pool.hpp"
#include "lease_pool.hpp"
#include "stream_pool.hpp"

namespace {

using namespace lockstep;
using Names = std::vector<std::string>;
using Event = EventPool::Event;
using Lease = LeasePool::Lease;

/// A device that does what the test says, what was executed, and what nobody else was told of.
struct Bench {
  ManualDevice device;
  Names done;
  Names untold;

  auto does(const std::string& name) {
    return [this, name] { done.push_back(name); };
  }
  template <class Stream>
  void kernel(Stream&& stream, const std::string& name) {
    stream.encode([&](auto recorder) { recorder.dispatch(does(name)); });
  }
  std::size_t uncompleted(int stream = 0) const { return device.inFlight(stream).size(); }
  auto listener() {
    return [this](const Failure& failure) { untold.push_back(*failure); };
  }
  LeasePoolConfig leases(int size = 1) {
    LeasePoolConfig config;
    config.size = size;
    config.hintOf = [] { return 0; };
    config.onFailure = listener();
    return config;
  }
  StreamPoolConfig streams() {
    StreamPoolConfig config;
    config.poolSize = 1;
    config.onFailure = listener();
    return config;
  }
};

void whatIsRecordedWhenALeaseEndsIsPendingWork() {
  Bench bench;
  LeasePool pool(bench.device, bench.leases());
  {
    Lease lease = pool.acquire();
    bench.kernel(lease.commands(), "one");
    bool free = true;
    lease.commands().onCompleted([&](const Failure&) { free = pool.tryAcquire().has_value(); });
    CHECK(bench.uncompleted() == 0);
    lease.release();
    CHECK(bench.uncompleted() == 1 && !pool.tryAcquire());
    bench.device.completeNext(0);
    CHECK(!free);  // nobody has the stream before the last handler has been called
  }
  CHECK(bench.done == Names{"one"} && pool.tryAcquire());
  pool.close();
}

void theStreamOfAnEndedLeaseIsRefused() {
  Bench bench;
  LeasePool pool(bench.device, bench.leases());
  EventPool events{{}};
  Lease lease = pool.acquire();
  auto stale = lease.commands();
  Event event = events.take(stale.events());
  lease.release();
  messageOf<StaleLease>([&] { event.record(); });
  for (const bool leasedAgain : {false, true}) {
    std::optional<Lease> next = leasedAgain ? pool.tryAcquire() : std::nullopt;
    if (next) {
      next->commands().flush();
    }
    long one[1] = {0};
    messageOf<StaleLease>([&] { lease.commands(); });
    messageOf<StaleLease>([&] { bench.kernel(stale, "stale"); });
    messageOf<StaleLease>([&] { stale.fill(one, 1, 7L); });
    messageOf<StaleLease>([&] { stale.onCompleted([](const Failure&) {}); });
    messageOf<StaleLease>([&] { stale.signal([] {}); });
    messageOf<StaleLease>([&] { stale.flush(); });
    messageOf<StaleLease>([&] { stale.synchronize(); });
    messageOf<StaleLease>([&] { stale.query(); });
    messageOf<StaleLease>([&] { lease.submit([](CommandBuffer&) {}); });
    messageOf<StaleLease>([&] { lease.release(); });
  }
  CHECK(bench.uncompleted() == 0 && bench.done.empty() && bench.untold.empty());
  pool.close();
}

void aFailureReachesTheLesseeOrTheListener() {
  Bench bench;
  LeasePool pool(bench.device, bench.leases());
  {
    Lease lease = pool.acquire();
    bench.kernel(lease.commands(), "lost");
    lease.commands().flush();
    bench.device.failNext(0);
    messageOf<WorkFailed>([&] { lease.commands().synchronize(); });
    bench.kernel(lease.commands(), "lost");
    lease.commands().flush();
    bench.device.failNext(0);
    CHECK(bench.untold.empty());
  }
  CHECK(bench.untold.size() == 1);  // it failed before the lease ended
  {
    Lease lease = pool.acquire();
    bench.kernel(lease.commands(), "lost");
  }
  bench.device.failNext(0);
  CHECK(bench.untold.size() == 2);  // it failed after
  {
    Lease lease = pool.acquire();
    lease.commands().synchronize();  // the next lessee is not told of it
  }
  CHECK(bench.untold.size() == 2 && bench.done.empty());
  pool.close();
}

void whatIsSubmittedComesAfterWhatWasRecorded() {
  Bench bench;
  LeasePool pool(bench.device, bench.leases());
  {
    Lease lease = pool.acquire();
    bench.kernel(lease.commands(), "recorded");
    lease.submit([&](CommandBuffer& buffer) { buffer.record(bench.does("submitted")); });
    bench.kernel(lease.commands(), "recorded later");
  }
  CHECK(bench.uncompleted() == 3);
  bench.device.complete(0);
  CHECK((bench.done == Names{"recorded", "submitted", "recorded later"}));
  CHECK(pool.tryAcquire());
  pool.close();
}

void aStreamWhoseSubmittedWorkFailsComesHome() {
  Bench bench;
  LeasePool pool(bench.device, bench.leases());
  bool free = true;
  pool.acquire().submit([&](CommandBuffer& buffer) {
    buffer.record(bench.does("lost"));
    buffer.onCompleted([&](const Failure& failure) { free = !failure || pool.tryAcquire(); });
  });
  CHECK(!pool.tryAcquire());
  bench.device.failNext(0);
  CHECK(!free);  // nobody has the stream before the last handler has been called
  CHECK(bench.done.empty() && pool.tryAcquire());
  pool.close();
}

void aJobNeitherSubmitsNorEndsItsLease() {
  Bench bench;
  LeasePool pool(bench.device, bench.leases());
  {
    Lease lease = pool.acquire();
    lease.commands().encode([&](auto recorder) {
      recorder.dispatch(bench.does("one"));
      bench.kernel(lease.commands(), "two");
      messageOf<IllegalCall>([&] { lease.submit([](CommandBuffer&) {}); });
      messageOf<IllegalCall>([&] { lease.release(); });
      recorder.dispatch(bench.does("three"));
    });
  }
  bench.device.complete(0);
  CHECK((bench.done == Names{"one", "two", "three"}));
  pool.close();
}

void threadsMayShareALease() {
  HostDevice device;
  LeasePoolConfig config;
  config.size = 2;
  LeasePool pool(device, config);
  std::atomic<int> executed{0};
  {
    Lease lease = pool.acquire();
    auto stream = lease.commands();
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([stream, &executed]() mutable {
        for (int round = 0; round < 100; ++round) {
          stream.encode([&](auto recorder) { recorder.dispatch([&executed] { ++executed; }); });
          if (round % 3 == 0) {
            stream.synchronize();
          }
        }
      });
    }
    for (std::thread& thread : threads) {
      thread.join();
    }
  }
  pool.close();
  CHECK(executed == 400);
}

void oneWhoIsLateIsRefusedOrDone() {
  HostDevice device;
  LeasePoolConfig config;
  config.size = 1;
  LeasePool pool(device, config);
  for (int round = 0; round < 50; ++round) {
    std::atomic<int> executed{0};
    std::atomic<int> recorded{0};
    Lease lease = pool.acquire();
    std::thread other([stream = lease.commands(), &executed, &recorded]() mutable {
      try {
        while (true) {
          stream.standAlone([&executed] { ++executed; });
          ++recorded;
        }
      } catch (const StaleLease&) {
        // as it should
      }
    });
    while (recorded == 0) {
      std::this_thread::yield();
    }
    lease.release();
    other.join();
    Lease next = pool.acquire();
    CHECK(executed == recorded);
    next.release();
  }
  pool.close();
}

void runsCoalesceAndSubmitComesAfterThem() {
  Bench bench;
  StreamPool pool(bench.device, bench.streams());
  CommandStream* seen = nullptr;
  pool.run([&](CommandStream& stream) {
    seen = &stream;
    bench.kernel(stream, "one");
  });
  pool.run([&](CommandStream& stream) {
    CHECK(seen == &stream);
    bench.kernel(stream, "two");
  });
  CHECK(bench.uncompleted() == 0);
  pool.submit([&](CommandBuffer& buffer) { buffer.record(bench.does("three")); });
  CHECK(bench.uncompleted() == 2);
  bench.device.complete(0);
  CHECK((bench.done == Names{"one", "two", "three"}));
  pool.close();
}

void whoSynchronizesWaitsForWhatWasSubmittedToo() {
  Bench bench;
  StreamPool pool(bench.device, bench.streams());
  pool.submit([&](CommandBuffer& buffer) { buffer.record(bench.does("one")); });
  pool.run([&](CommandStream& stream) {
    const Fence fence = stream.fence();
    CHECK(!fence.isPassed());
    bench.device.completeNext(0);
    CHECK(fence.isPassed());
    stream.synchronize();
  });
  pool.close();
}

void aRunInARunIsInlineAndOtherCallsAreRefused() {
  Bench bench;
  StreamPool pool(bench.device, bench.streams());
  pool.run([&](CommandStream& stream) {
    stream.encode([&](auto recorder) {
      recorder.dispatch(bench.does("one"));
      pool.run([&](CommandStream& inner) {
        CHECK(&inner == &stream);
        bench.kernel(inner, "two");
        inner.flush();
      });
      CHECK(pool.current() == 0 && bench.uncompleted() == 0);
      messageOf<IllegalCall>([&] { pool.submit([](CommandBuffer&) {}); });
      messageOf<IllegalCall>([&] { pool.close(); });
      messageOf<IllegalCall>([&] { pool.release(); });
    });
    CHECK(bench.uncompleted() == 1);
  });
  bench.device.complete(0);
  CHECK((bench.done == Names{"one", "two"}));
  messageOf<std::runtime_error>(
      [&] { pool.run([](CommandStream&) { throw std::runtime_error("of the work"); }); });
  pool.run([&](CommandStream& stream) { stream.flush(); });
  pool.close();
}

void closeCommitsWhatWasRecordedAndRefusesTheRest() {
  Bench bench;
  StreamPool pool(bench.device, bench.streams());
  CommandStream* kept = nullptr;
  std::atomic<bool> inside{false};
  std::atomic<bool> goOn{false};
  std::thread user([&] {
    pool.run([&](CommandStream& stream) {
      kept = &stream;
      inside = true;
      while (!goOn) {
        std::this_thread::yield();
      }
      bench.kernel(stream, "late");
    });
  });
  while (!inside) {
    std::this_thread::yield();
  }
  std::atomic<int> closed{0};
  std::vector<std::thread> closers;
  for (int i = 0; i < 2; ++i) {
    closers.emplace_back([&] {
      pool.close();
      ++closed;
    });
  }
  goOn = true;
  user.join();
  while (bench.uncompleted(1) == 0) {
    std::this_thread::yield();
  }
  CHECK(closed == 0);
  bench.device.failNext(1);
  for (std::thread& closer : closers) {
    closer.join();
  }
  CHECK(bench.untold.size() == 1 && bench.device.alive(1) == 0);
  messageOf<PoolClosed>([&] { pool.run([](CommandStream&) {}); });
  messageOf<PoolClosed>([&] { bench.kernel(*kept, "stale"); });
  messageOf<PoolClosed>([&] { kept->flush(); });
}

void threadsThatShareAStreamNeverCommitTwice() {
  HostDevice device;
  StreamPoolConfig config;
  config.poolSize = 1;
  StreamPool pool(device, config);
  std::atomic<int> executed{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&pool, &executed, t] {
      const auto count = [&executed] { ++executed; };
      for (int round = 0; round < 100; ++round) {
        switch ((t + round) % 3) {
          case 0:
            pool.submit([&](CommandBuffer& buffer) { buffer.record(count); });
            break;
          case 1:
            pool.run([&](CommandStream& stream) { stream.standAlone(count); });
            break;
          default:
            pool.run([&](CommandStream& stream) {
              stream.encode([&](auto recorder) {
                recorder.dispatch(count);
                stream.synchronize();
              });
            });
        }
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  pool.close();
  CHECK(executed == 400);
}

void anEventIsCommittedWhenItIsRecordedAlsoIfWorkFails() {
  Bench bench;
  CommandStream stream(bench.device);
  EventPool events{{}};
  Event event = events.take(stream);
  bench.kernel(stream, "one");
  event.record();
  CHECK(bench.uncompleted() == 1 && !event.isDone());
  bench.device.completeNext(0);
  CHECK(event.await() && bench.done == Names{"one"});
  bench.kernel(stream, "two");
  event.record();
  bench.device.failNext(0);
  CHECK(event.await() && bench.done == Names{"one"});
  messageOf<WorkFailed>([&] { stream.synchronize(); });
}

void eventsInAJobArePutOffInOrder() {
  Bench bench;
  CommandStream stream(bench.device, 0);
  CommandStream other(bench.device, 1);
  EventPool events{{}};
  Event ahead = events.take(other);
  Event mine = events.take(stream);
  ahead.record();
  stream.encode([&](auto recorder) {
    recorder.dispatch(bench.does("one"));
    mine.record();
    ahead.follow(stream);
    mine.record();
    recorder.dispatch(bench.does("two"));
    CHECK(bench.uncompleted() == 0);
  });
  bench.kernel(stream, "three");
  stream.flush();
  // What the job recorded with its first signal; the gate; the second signal; what came later.
  CHECK(bench.uncompleted() == 4 && !mine.isDone());
  bench.device.complete(0);
  CHECK((bench.done == Names{"one", "two"}) && bench.uncompleted() == 3 && !mine.isDone());
  bench.device.complete(1);
  bench.device.complete(0);
  CHECK((bench.done == Names{"one", "two", "three"}) && mine.isDone());
}

void anEventOfALeasedStreamIsFollowedByAnother() {
  Bench bench;
  LeasePool pool(bench.device, bench.leases(2));
  EventPool events{{}};
  Lease first = pool.acquire();
  Lease second = pool.acquire();
  const int ahead = first.index();
  const int behind = second.index();
  bench.kernel(first.commands(), "before");
  Event event = events.take(first.commands().events());
  event.record();
  event.follow(second.commands().events());
  bench.kernel(second.commands(), "after");
  first.release();
  second.release();
  bench.device.complete(behind);
  CHECK(bench.done.empty() && !event.isDone());
  bench.device.complete(ahead);
  bench.device.complete(behind);
  CHECK((bench.done == Names{"before", "after"}) && event.isDone());
  event.give();
  pool.close();
}

}  // namespace

int main() {
  whatIsRecordedWhenALeaseEndsIsPendingWork();
  theStreamOfAnEndedLeaseIsRefused();
  aFailureReachesTheLesseeOrTheListener();
  whatIsSubmittedComesAfterWhatWasRecorded();
  aStreamWhoseSubmittedWorkFailsComesHome();
  aJobNeitherSubmitsNorEndsItsLease();
  threadsMayShareALease();
  oneWhoIsLateIsRefusedOrDone();
  runsCoalesceAndSubmitComesAfterThem();
  whoSynchronizesWaitsForWhatWasSubmittedToo();
  aRunInARunIsInlineAndOtherCallsAreRefused();
  closeCommitsWhatWasRecordedAndRefusesTheRest();
  threadsThatShareAStreamNeverCommitTwice();
  anEventIsCommittedWhenItIsRecordedAlsoIfWorkFails();
  eventsInAJobArePutOffInOrder();
  anEventOfALeasedStreamIsFollowedByAnother();
}
