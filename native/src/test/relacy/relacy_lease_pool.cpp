// LeasePool under C++11's memory model: the engine's own flow and steps, over Relacy's atomics.
#include "relacy_run.hpp"

namespace lockstep::relacy {
namespace {

constexpr int kMostThreads = 3;

/// The sound pool as Relacy's threads see it: they are fibres, so that what the engine keeps per
/// thread of the system is kept here per fibre. A planted fault (`Self`) hides a step.
template <class Policy, class Self>
class CheckedPool : public LeasePoolFlow<Policy, Self> {
  using Flow = LeasePoolFlow<Policy, Self>;

 public:
  using typename Flow::Guard;
  using typename Flow::Session;

  CheckedPool(Device& device, int size) : Flow(device, configOf(size)) {
    for (Session& mine : sessions_) {
      mine.clock = &SteadyClock::instance();
    }
  }

  Session& session() { return sessions_[thread()]; }

  // The queue is a plain deque: whoever works on it touches this, too.
  bool enlist(Session& me) {
    queueTouched_.use();
    return Flow::enlist(me);
  }
  bool delist() {
    queueTouched_.use();
    return Flow::delist();
  }

  void use(int s) { payloads_[s].use(); }

 private:
  static LeasePoolConfig configOf(int size) {
    LeasePoolConfig config;
    config.size = size;
    return config;
  }

  Session sessions_[kMostThreads];
  Payload queueTouched_;
  Payload payloads_[2];
};

template <class Policy>
class SoundPool final : public CheckedPool<Policy, SoundPool<Policy>> {
 public:
  using CheckedPool<Policy, SoundPool<Policy>>::CheckedPool;
};

template <class Policy>
class RelaxedCheckWaiting final : public CheckedPool<Policy, RelaxedCheckWaiting<Policy>> {
 public:
  using CheckedPool<Policy, RelaxedCheckWaiting<Policy>>::CheckedPool;
  bool checkWaiting() { return this->waiting_.load(std::memory_order_relaxed) != 0; }
};

template <class Policy>
class RelaxedGrant final : public CheckedPool<Policy, RelaxedGrant<Policy>> {
 public:
  using CheckedPool<Policy, RelaxedGrant<Policy>>::CheckedPool;
  void grant(LeaseHandle lease) {
    auto& turn = this->first();
    turn.granted = lease;
    turn.status.store(WaitStatus::granted, std::memory_order_relaxed);
  }
};

template <class Policy>
class NoLockOfWaiters final : public CheckedPool<Policy, NoLockOfWaiters<Policy>> {
 public:
  using CheckedPool<Policy, NoLockOfWaiters<Policy>>::CheckedPool;
  typename CheckedPool<Policy, NoLockOfWaiters<Policy>>::Guard lockWaiters() { return {}; }
};

/// Asks first whether anyone waits, and then gives the stream back.
template <class Policy>
class LostWakeup final : public CheckedPool<Policy, LostWakeup<Policy>> {
 public:
  using Checked = CheckedPool<Policy, LostWakeup<Policy>>;
  using Checked::Checked;
  void giveBack(LeaseHandle lease) {
    const bool waited = this->checkWaiting();
    this->free(lease);
    if (waited) {
      this->serveWaiters(lease.slot());
    }
  }
};

/// Wakes whose turn it is before there is anything to find.
template <class Policy>
class WakeBeforeGrant final : public CheckedPool<Policy, WakeBeforeGrant<Policy>> {
 public:
  using CheckedPool<Policy, WakeBeforeGrant<Policy>>::CheckedPool;
  void tell(LeaseHandle lease) {
    this->wake();
    this->grant(lease);
  }
};

/// What the scenarios have in common: a pool per execution.
template <class Pool, class Derived, int kThreads>
struct OnPool : rl::test_suite<Derived, kThreads> {
  SystemMemory memory;
  ManualDevice device;
  std::unique_ptr<Pool> pool;

  void before() { pool = std::make_unique<Pool>(device, 1); }
  void after() {
    RL_ASSERT(pool->word(0).state() == SlotState::free || pool->word(0).state() == SlotState::gone);
    RL_ASSERT(pool->waiting() == 0 && pool->queue().empty());
    pool.reset();
  }
};

/// One stream, wanted by each thread at once if it is free: claim and free.
template <class Pool, int kThreads>
struct Claims : OnPool<Pool, Claims<Pool, kThreads>, kThreads> {
  void thread(unsigned) {
    Exceptions::none();
    if (auto lease = this->pool->tryAcquire()) {
      this->pool->use(lease->index());
    }
  }
};

/// One thread has the stream and gives it back, the other must have it: Dekker's argument and the
/// grant, with nothing else around them.
template <class Pool>
struct GivesBack : OnPool<Pool, GivesBack<Pool>, 2> {
  LeaseHandle held;

  void before() {
    OnPool<Pool, GivesBack<Pool>, 2>::before();
    held = this->pool->tryAcquire()->detach();
  }
  void thread(unsigned t) {
    Exceptions::none();
    if (t == 0) {
      this->pool->use(0);
      this->pool->release(held);
    } else {
      const LeaseHandle lease = this->pool->acquire().detach();
      this->pool->use(lease.slot());
      this->pool->release(lease);
    }
  }
};

/// One stream and two threads that both must have it: the one waits until the other hands it over.
template <class Pool>
struct HandOver : OnPool<Pool, HandOver<Pool>, 2> {
  void thread(unsigned) {
    Exceptions::none();
    bool queueIsWhole = true;
    try {
      const LeaseHandle lease = this->pool->acquire().detach();
      this->pool->use(lease.slot());
      this->pool->release(lease);
    } catch (const std::logic_error&) {
      queueIsWhole = false;  // so says the engine
    }
    RL_ASSERT(queueIsWhole);
  }
};

/// One leases while the other closes: the stream is taken down after its lessee's last use.
template <class Pool>
struct Closes : OnPool<Pool, Closes<Pool>, 2> {
  void thread(unsigned t) {
    Exceptions::none();
    if (t == 0) {
      try {
        auto lease = this->pool->tryAcquire();
        if (lease) {
          this->pool->use(lease->index());
        }
      } catch (const PoolClosed&) {
      }
    } else {
      this->pool->close();
      this->pool->use(0);
    }
  }
};

}  // namespace
}  // namespace lockstep::relacy

int main(int argc, char** argv) {
  using namespace lockstep::relacy;
  using Written = RelacyPolicy<AsWritten>;
  using Sound = SoundPool<Written>;
  using Unordered = SoundPool<RelacyPolicy<Relaxed>>;
  using NotDekker = SoundPool<RelacyPolicy<AcquireRelease>>;
  // 6 for the long one, by hand.
  const int switches = argc > 1 ? std::atoi(argv[1]) : 4;
  Checks checks;
  checks.faulty<Claims<Unordered, 2>>("fault: all orders relaxed, claims",
                                      {rl::test_result_data_race});
  checks.sound<Claims<Sound, 2>>("LeasePool: claim and free, 2 threads, 1 stream");
  checks.sound<Closes<Sound>>("LeasePool: lease against close");
  checks.faulty<GivesBack<NotDekker>>("fault: nothing sequentially consistent (lost wake-up)",
                                      {rl::test_result_deadlock}, switches);
  checks.faulty<GivesBack<RelaxedCheckWaiting<Written>>>(
      "fault: checkWaiting relaxed (lost wake-up)", {rl::test_result_deadlock}, switches);
  checks.faulty<GivesBack<RelaxedGrant<Written>>>("fault: grant relaxed",
                                                  {rl::test_result_data_race}, switches);
  checks.faulty<HandOver<NoLockOfWaiters<Written>>>(
      "fault: no lock of the waiters",
      {rl::test_result_data_race, rl::test_result_user_assert_failed}, switches);
  checks.planted<GivesBack<LostWakeup<Written>>>("LeasePool", "LostWakeup",
                                                 {rl::test_result_deadlock}, switches);
  checks.planted<GivesBack<WakeBeforeGrant<Written>>>("LeasePool", "WakeBeforeGrant",
                                                      {rl::test_result_deadlock}, switches);
  checks.sound<GivesBack<Sound>>("LeasePool: given back to who comes, 2 threads, 1 stream",
                                 switches);
  checks.sound<HandOver<Sound>>("LeasePool: hand-over, 2 threads, 1 stream", switches);
  checks.sound<Claims<Sound, 3>>("LeasePool: claim and free, 3 threads, 1 stream", switches);
  checks.write("lease_pool");
  return checks.exitCode();
}
