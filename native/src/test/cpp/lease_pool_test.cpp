// The lease pool with real threads and no controller.

#include "lease_pool.hpp"

#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "check.hpp"

namespace {

using namespace lockstep;
using namespace std::chrono_literals;
using Lease = LeasePool::Lease;

LeasePoolConfig sized(int size, bool fifo = true) {
  LeasePoolConfig config;
  config.size = size;
  config.fifo = fifo;
  config.hintOf = [] { return 0; };
  return config;
}

void awaitWaiting(const LeasePool& pool, int count) {
  while (pool.waiting() != count) {
    std::this_thread::yield();
  }
}

void eachStreamIsLeasedOnce() {
  HostDevice device;
  LeasePool pool(device, sized(3));
  {
    const Lease a = pool.acquire();
    const std::optional<Lease> b = pool.tryAcquire();
    const Lease c = pool.acquire(1s);
    CHECK(a.index() == 0 && b->index() == 1 && c.index() == 2);
    CHECK(!pool.tryAcquire());
  }
  const Lease again = pool.acquire(0s);
  CHECK(again.index() == 2);  // the one that this thread had last
  std::thread([&] { CHECK(pool.acquire().index() == 0); }).join();
}

void aStaleHandleIsRefused() {
  HostDevice device;
  LeasePool pool(device, sized(1));
  Lease first = pool.acquire();
  first.release();
  CHECK(messageOf<StaleLease>([&] { first.release(); }).find("stream 0 is over") !=
        std::string::npos);
  Lease second = pool.acquire();
  messageOf<StaleLease>([&] { first.release(); });
  messageOf<StaleLease>([&] { first.submit([](CommandBuffer&) {}); });
  second.submit([](CommandBuffer&) {});  // untouched by all that
  const LeaseHandle handle = second.detach();
  pool.release(handle);
  messageOf<StaleLease>([&] { pool.release(handle); });
  CHECK(messageOf<IllegalCall>([&] { pool.release(LeaseHandle(7, 1)); }).find("names stream 7") !=
        std::string::npos);
  pool.close();
}

void aWaitIsAsLongAsItSaysInTotal() {
  HostDevice device;
  LeasePool pool(device, sized(1));
  const Lease held = pool.acquire();
  std::thread([&] {
    const auto begin = std::chrono::steady_clock::now();
    const std::string why = messageOf<AcquireTimeout>([&] { pool.acquire(30ms); });
    CHECK(std::chrono::steady_clock::now() - begin >= 30ms);
    CHECK(why.find("none of 1 streams became free within 30.0") != std::string::npos);
    messageOf<AcquireTimeout>([&] { pool.acquire(0s); });
    CHECK(messageOf<IllegalCall>([&] { pool.acquire(-2ns); }).find("-1 to wait for ever") !=
          std::string::npos);
  }).join();
  CHECK(pool.waiting() == 0);
}

/// They come one after the other, so their order is known.
void waitersAreServedInTheirOrder() {
  HostDevice device;
  LeasePool pool(device, sized(1));
  std::optional<Lease> held = pool.acquire();
  std::vector<int> served;  // guarded by the lease
  std::vector<std::thread> threads;
  for (int t = 0; t < 5; ++t) {
    threads.emplace_back([&, t] {
      const Lease mine = t % 2 == 0 ? pool.acquire() : pool.acquire(1h);
      served.push_back(t);
    });
    awaitWaiting(pool, t + 1);
  }
  CHECK(!pool.tryAcquire());
  held.reset();
  for (auto& thread : threads) {
    thread.join();
  }
  CHECK(served == (std::vector<int>{0, 1, 2, 3, 4}));
}

void aBargingPoolServesEverybodyToo() {
  HostDevice device;
  LeasePool pool(device, sized(1, false));
  std::optional<Lease> held = pool.acquire();
  std::thread waiter([&] { pool.acquire(); });
  awaitWaiting(pool, 1);
  held.reset();
  waiter.join();
  CHECK(pool.tryAcquire());
}

void aCancellationEndsOneWait() {
  HostDevice device;
  LeasePool pool(device, sized(1));
  Lease held = pool.acquire();
  Cancellation early;
  early.cancel();
  messageOf<AcquireCancelled>([&] { pool.acquire(LeasePool::kForEver, &early); });
  CHECK(!early.isRequested());

  Cancellation both;
  std::atomic<int> cancelled{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 2; ++t) {
    threads.emplace_back([&, t] {
      try {
        const Lease mine = pool.acquire(t == 0 ? LeasePool::kForEver : 1h, &both);
      } catch (const AcquireCancelled&) {
        ++cancelled;
      }
    });
  }
  awaitWaiting(pool, 2);
  both.cancel();
  awaitWaiting(pool, 1);
  held.release();
  for (auto& thread : threads) {
    thread.join();
  }
  CHECK(cancelled == 1);
  CHECK(pool.waiting() == 0 && pool.tryAcquire());
}

/// Another wait takes each cancellation a moment before this one would.
class TakenByAnother final : public LeasePoolFlow<ProductionPolicy, TakenByAnother> {
 public:
  using LeasePoolFlow<ProductionPolicy, TakenByAnother>::LeasePoolFlow;
  WaitEnd withdraw(Session& me) LOCKSTEP_REQUIRES(lock_) {
    taken += me.isCancelled();
    return LeasePoolFlow<ProductionPolicy, TakenByAnother>::withdraw(me);
  }
  std::atomic<int> taken{0};
};

void aCancellationThatAnotherWaitHasTakenEndsNone() {
  HostDevice device;
  TakenByAnother pool(device, sized(1));
  auto held = pool.acquire();
  Cancellation both;
  both.cancel();
  std::thread waiter([&] { pool.acquire(TakenByAnother::kForEver, &both); });
  while (pool.taken == 0) {
    std::this_thread::yield();
  }
  held.release();
  waiter.join();
  held = pool.acquire();
  both.cancel();
  messageOf<AcquireTimeout>([&] { pool.acquire(10ms, &both); });
  CHECK(pool.taken == 2 && pool.waiting() == 0);
}

void closeRefusesWaitersAndAwaitsLessees() {
  HostDevice device;
  LeasePool pool(device, sized(2));
  Lease first = pool.acquire();
  const LeaseHandle second = pool.acquire().detach();
  std::atomic<int> refused{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t) {
    threads.emplace_back([&] {
      messageOf<PoolClosed>([&] { pool.acquire(); });
      ++refused;
    });
  }
  awaitWaiting(pool, 3);
  std::atomic<int> closed{0};
  for (int t = 0; t < 2; ++t) {
    threads.emplace_back([&] {
      pool.close();
      ++closed;
    });
  }
  while (refused != 3 || !pool.word(1).isShut()) {
    std::this_thread::yield();
  }
  CHECK(closed == 0);
  std::atomic<int> ran{0};
  first.submit([&](CommandBuffer& buffer) { buffer.record([&] { ++ran; }); });
  first.release();
  CHECK(closed == 0 && device.alive(1) == 1);
  pool.release(second);
  for (auto& thread : threads) {
    thread.join();
  }
  CHECK(ran == 1);
  CHECK(device.alive(0) == 0 && device.alive(1) == 0);
  messageOf<PoolClosed>([&] { pool.tryAcquire(); });
  messageOf<PoolClosed>([&] { pool.acquire(); });
  messageOf<PoolClosed>([&] { pool.acquire(0s); });
  messageOf<StaleLease>([&] { first.submit([](CommandBuffer&) {}); });
  pool.close();
}

void pendingWorkIsFinishedFirst() {
  ManualDevice device;
  LeasePool pool(device, sized(1));
  Lease lease = pool.acquire();
  int ran = 0;
  lease.submit([&](CommandBuffer& buffer) { buffer.record([&] { ++ran; }); });
  lease.submit([&](CommandBuffer& buffer) { buffer.record([&] { ++ran; }); });
  lease.release();
  CHECK(pool.word(0).state() == SlotState::draining && !pool.tryAcquire());
  std::thread next([&] {
    const Lease mine = pool.acquire();
    CHECK(ran == 2);
  });
  awaitWaiting(pool, 1);
  CHECK(device.completeNext(0) && pool.waiting() == 1);
  CHECK(device.completeNext(0) && !device.completeNext(0));
  next.join();
  CHECK(pool.tryAcquire());
}

void workThatThrowsIsNotCounted() {
  ManualDevice device;
  LeasePool pool(device, sized(1));
  Lease lease = pool.acquire();
  CHECK(messageOf<std::runtime_error>([&] {
          lease.submit([](CommandBuffer&) { throw std::runtime_error("work"); });
        }) == "work");
  CHECK(pool.word(0).pending() == 0 && pool.queueOf(0).backlog() == 0);
}

class RefusesCommits final : public LeasePoolFlow<ProductionPolicy, RefusesCommits> {
 public:
  using LeasePoolFlow<ProductionPolicy, RefusesCommits>::LeasePoolFlow;
  void commit(int, const std::shared_ptr<CommandBuffer>&) { throw DeviceError("planted"); }
};

void aRefusedCommitIsTakenBack() {
  HostDevice device;
  RefusesCommits pool(device, sized(1));
  {
    auto lease = pool.acquire();
    CHECK(messageOf<DeviceError>([&] { lease.submit([](CommandBuffer&) {}); }) == "planted");
    CHECK(pool.word(0).pending() == 0);
  }
  CHECK(pool.tryAcquire());
}

void moreWorkThanCanBeCountedIsRefused() {
  ManualDevice device;
  LeasePool pool(device, sized(1));
  const LeaseHandle lease = pool.acquire().detach();
  for (int i = 0; i < SlotWord::kMostPending; ++i) {
    CHECK(pool.pend(lease));
  }
  CHECK(messageOf<IllegalCall>([&] { pool.pend(lease); }).find("which is the most") !=
        std::string::npos);
  CHECK(pool.word(0).isHeldBy(lease) && pool.word(0).pending() == SlotWord::kMostPending);
}

void aLeaseMayMoveToAnotherThread() {
  HostDevice device;
  LeasePool pool(device, sized(1));
  std::optional<Lease> lease = pool.acquire();
  std::thread([moved = std::move(*lease)]() mutable {
    moved.submit([](CommandBuffer&) {});
  }).join();
  lease.reset();  // has nothing left to give back
  CHECK(pool.acquire(10s).index() == 0);
  pool.close();
}

void wrongBoundsAreErrors() {
  HostDevice device;
  CHECK(messageOf<IllegalCall>([&] { LeasePool pool(device, sized(0)); }).find("expected 1..") !=
        std::string::npos);
  LeasePoolConfig config = sized(2);
  config.hintOf = [] { return 2; };
  LeasePool pool(device, config);
  CHECK(messageOf<IllegalCall>([&] { pool.tryAcquire(); }).find("streams are 0..1") !=
        std::string::npos);
}

}  // namespace

int main() {
  eachStreamIsLeasedOnce();
  aStaleHandleIsRefused();
  aWaitIsAsLongAsItSaysInTotal();
  waitersAreServedInTheirOrder();
  aBargingPoolServesEverybodyToo();
  aCancellationEndsOneWait();
  aCancellationThatAnotherWaitHasTakenEndsNone();
  closeRefusesWaitersAndAwaitsLessees();
  pendingWorkIsFinishedFirst();
  workThatThrowsIsNotCounted();
  aRefusedCommitIsTakenBack();
  moreWorkThanCanBeCountedIsRefused();
  aLeaseMayMoveToAnotherThread();
  wrongBoundsAreErrors();
  return 0;
}
