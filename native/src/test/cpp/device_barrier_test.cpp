// The barrier and its guards with real threads and no controller.

#include "device_barrier.hpp"

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "check.hpp"
#include "command_stream.hpp"
#include "lease_pool.hpp"
#include "fenced_lease.hpp"
#include "queue_stream.hpp"
#include "stream_guard.hpp"

namespace {

using namespace lockstep;

using Stream = std::shared_ptr<QueueStream>;

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// Two streams; the first one is everybody's where no guard says otherwise.
template <class Device>
struct Bench {
  Device device;
  Stream home = std::make_shared<QueueStream>(device, 0);
  DeviceBarrier barrier{[this]() -> FencedStreamPtr { return home; }};
  Stream other;

  Bench() {
    barrier.open([this] { return home; });
    other = barrier.open([this] { return std::make_shared<QueueStream>(device, 1); });
  }
};

void guardsNestAndRestore() {
  Bench<ManualDevice> b;
  CHECK(StreamGuard::current() == nullptr && b.barrier.current() == b.home);
  {
    StreamGuard outer(b.other);
    CHECK(b.barrier.current() == b.other);
    {
      StreamGuard inner(b.home);
      CHECK(b.barrier.current() == b.home);
      std::thread([&] { CHECK(StreamGuard::current() == nullptr); }).join();
    }
    CHECK(b.barrier.current() == b.other);
    try {
      StreamGuard failing(b.home);
      throw std::runtime_error("own");
    } catch (const std::runtime_error&) {
      CHECK(b.barrier.current() == b.other);
    }
  }
  CHECK(StreamGuard::current() == nullptr);
}

void aGuardEndsOnceInOrderOnItsThread() {
  Bench<ManualDevice> b;
  int given = 0;
  StreamGuard outer(b.other, [&] { ++given; });
  StreamGuard inner(b.home);
  CHECK(contains(messageOf<IllegalCall>([&] { outer.close(); }), "out of order"));
  std::thread([&] {
    CHECK(contains(messageOf<IllegalCall>([&] { inner.close(); }), "by another thread"));
  }).join();
  CHECK(b.barrier.current() == b.home && given == 0);
  inner.close();
  inner.close();
  outer.close();
  outer.close();
  std::thread([&] { messageOf<IllegalCall>([&] { outer.close(); }); }).join();
  CHECK(StreamGuard::current() == nullptr && given == 1);
}

void aMovedGuardIsOneGuard() {
  Bench<ManualDevice> b;
  int given = 0;
  {
    std::optional<StreamGuard> kept;
    {
      StreamGuard guard(b.other, [&] { ++given; });
      kept.emplace(std::move(guard));
    }
    CHECK(b.barrier.current() == b.other && given == 0);
  }
  CHECK(StreamGuard::current() == nullptr && given == 1);
}

void givingBackMayThrow() {
  Bench<ManualDevice> b;
  StreamGuard guard(b.other, [] { throw StaleLease(1); });
  messageOf<StaleLease>([&] { guard.close(); });
  CHECK(StreamGuard::current() == nullptr);
  guard.close();
  {
    StreamGuard quiet(b.other, [] { throw StaleLease(1); });
  }
  CHECK(StreamGuard::current() == nullptr);
}

void aLeaseIsGivenBackOnce() {
  HostDevice device;
  LeasePoolConfig settings;
  settings.size = 1;
  LeasePool pool(device, settings);
  {
    StreamGuard guard = guardOver(std::move(*pool.tryAcquire()));
    CHECK(!pool.tryAcquire());
    CHECK(guard.stream()->index() == 0);
    const Fence fence = guard.stream()->fence();
    fence.await();
    CHECK(fence.isPassed());
    guard.close();
    // The device counts a buffer out of its queue a moment after the fence: until then the stream
    // drains, and nobody is given it.
    const auto other = pool.acquire(std::chrono::seconds(30));
    guard.close();
    CHECK(!pool.tryAcquire());
  }
  CHECK(pool.tryAcquire().has_value());
  pool.close();
}

void synchronizeIsForTheThreadsStream() {
  Bench<ManualDevice> b;
  std::atomic<int> ran{0};
  b.home->submit([&] { ++ran; });
  StreamGuard guard(b.other);
  b.barrier.synchronize();
  CHECK(ran == 0 && b.device.inFlight(0).size() == 1);
}

void aBarrierIsForAllStreams() {
  Bench<HostDevice> b;
  std::atomic<int> ran{0};
  for (int i = 0; i < 100; ++i) {
    (i % 2 == 0 ? b.home : b.other)->submit([&] { ++ran; });
  }
  b.barrier.synchronizeDevice();
  CHECK(ran == 100);
}

void everyFailureIsToldOnceAfterAllWereWaitedFor() {
  Bench<HostDevice> b;
  std::atomic<bool> slow{false};
  b.home->submit([] { throw std::runtime_error("first"); });
  b.other->submit([] { throw std::runtime_error("second"); });
  b.other->submit([&] {
    for (int i = 0; i < 1000; ++i) std::this_thread::yield();
    slow = true;
  });
  try {
    b.barrier.synchronizeDevice();
    CHECK(false);
  } catch (const StreamFailed& failed) {
    CHECK(slow);
    CHECK(failed.stream() == 0 && failed.all().size() == 2);
    CHECK(failed.all()[0].reason == "first" && failed.all()[1].reason == "second");
    CHECK(contains(failed.what(), "stream 0 has failed: first; so has work of stream 1: second"));
  }
  b.barrier.synchronizeDevice();
}

/// A stream that cannot commit is a failure, and the others are waited for.
void aFenceMayBeRefused() {
  Bench<HostDevice> b;
  std::atomic<bool> done{false};
  struct Refusing final : FencedStream {
    int index() const override { return 7; }
    Fence fence() override { throw DeviceError("no more room"); }
    Failure takeFailure() override { return nullptr; }
  };
  b.barrier.open([] { return std::make_shared<Refusing>(); });
  b.other->submit([&] { done = true; });
  CHECK(contains(messageOf<StreamFailed>([&] { b.barrier.synchronizeDevice(); }),
                 "stream 7 has failed: no more room"));
  CHECK(done);
}

void aClosedStreamIsNotKnown() {
  Bench<HostDevice> b;
  std::atomic<bool> done{false};
  b.other->submit([&] { done = true; });
  b.barrier.close(b.other);
  CHECK(done && b.barrier.registry().size() == 1);
  b.other->destroy();
  CHECK(contains(messageOf<IllegalCall>([&] { b.barrier.close(b.other); }), "does not know"));
  b.barrier.synchronizeDevice();
}

void aCommandStreamHasFences() {
  HostDevice device;
  CommandStream stream(device);
  DeviceBarrier barrier([]() -> FencedStreamPtr { return nullptr; });
  barrier.open([&] { return std::make_shared<FencedRef<CommandStream>>(stream); });
  CHECK(stream.fence().isPassed());
  std::atomic<int> ran{0};
  stream.encode([&](auto recorder) { recorder.dispatch([&] { ++ran; }); });
  barrier.synchronizeDevice();
  CHECK(ran == 1);
  stream.standAlone([] { throw std::runtime_error("overflow"); });
  CHECK(contains(messageOf<StreamFailed>([&] { barrier.synchronizeDevice(); }), "overflow"));
  stream.synchronize();
  stream.call([&] {
    CHECK(contains(messageOf<RankViolation>([&] { barrier.synchronizeDevice(); }), "in a job"));
    CHECK(contains(messageOf<IllegalCall>([&] { stream.fence(); }), "inside of one of its jobs"));
  });
  barrier.synchronizeDevice();
}

/// The barrier takes the lock of the registry, which comes before that of a stream.
void ranksAreChecked() {
  Bench<HostDevice> b;
  RankedLock<ProductionPolicy> encoding(LockRank::encoding, "of encoding");
  encoding.lock();
  CHECK(contains(messageOf<RankViolation>([&] { b.barrier.synchronizeDevice(); }), "encoding"));
  encoding.unlock();
  b.barrier.synchronizeDevice();
}

/// Streams come and go, everybody submits, everybody waits: nobody finds own work undone.
void manyAtOnce() {
  Bench<HostDevice> b;
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&b, t] {
      for (int round = 0; round < 50; ++round) {
        std::atomic<int> ran{0};
        auto mine = b.barrier.open([&] { return std::make_shared<QueueStream>(b.device, 2 + t); });
        for (int i = 0; i < 5; ++i) {
          mine->submit([&] { ++ran; });
          b.home->submit([&] { ++ran; });
        }
        if (round % 2 == 0) {
          b.barrier.synchronizeDevice();
          CHECK(ran == 10);
        }
        b.barrier.close(mine);
        mine->destroy();
        b.barrier.synchronize();
        CHECK(ran == 10);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(b.barrier.registry().size() == 2);
}

}  // namespace

int main() {
  setenv("LOCKSTEP_LOCK_RANKS", "check", 1);
  guardsNestAndRestore();
  aGuardEndsOnceInOrderOnItsThread();
  aMovedGuardIsOneGuard();
  givingBackMayThrow();
  aLeaseIsGivenBackOnce();
  synchronizeIsForTheThreadsStream();
  aBarrierIsForAllStreams();
  everyFailureIsToldOnceAfterAllWereWaitedFor();
  aFenceMayBeRefused();
  aClosedStreamIsNotKnown();
  aCommandStreamHasFences();
  ranksAreChecked();
  manyAtOnce();
  return 0;
}
