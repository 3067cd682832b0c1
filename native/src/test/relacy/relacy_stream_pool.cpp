// StreamPool under C++11's memory model: the engine's own flow and steps, its gates and its ranked
// locks, over Relacy's atomics.
#include "relacy_run.hpp"

namespace lockstep::relacy {
namespace {

constexpr int kMostThreads = 3;

/// The sound pool as Relacy's threads see it: they are fibres, so that what the engine keeps per
/// thread of the system is kept here per fibre. A planted fault (`Self`) hides a step.
template <class Policy, class Self>
class CheckedPool : public StreamPoolFlow<Policy, Self> {
  using Flow = StreamPoolFlow<Policy, Self>;

 public:
  using typename Flow::Session;
  using typename Flow::Stream;

  explicit CheckedPool(ManualDevice& device) : Flow(device, configOf()), device_(device) {}

  Session& session() { return sessions_[thread()]; }

  // The buffer that is being recorded is a plain pointer: whoever works on it touches this, too.
  std::shared_ptr<CommandBuffer> takeBuffer(Stream& stream) {
    buffer_.use();
    return Flow::takeBuffer(stream);
  }
  void commit(Stream& stream, const std::shared_ptr<CommandBuffer>& buffer) {
    buffer_.use();
    Flow::commit(stream, buffer);
    device_.complete(stream.index);  // no device runs beside these threads
  }
  void destroy(Stream& stream) {
    buffer_.use();
    Flow::destroy(stream);
  }

 private:
  static StreamPoolConfig configOf() {
    StreamPoolConfig config;
    config.poolSize = 1;
    config.stripes = 1;
    config.isMain = [] { return false; };
    config.stripeOf = [] { return 0; };
    return config;
  }

  ManualDevice& device_;
  Session sessions_[kMostThreads];
  Payload buffer_;
};

template <class Policy>
class SoundPool final : public CheckedPool<Policy, SoundPool<Policy>> {
 public:
  using CheckedPool<Policy, SoundPool<Policy>>::CheckedPool;
};

template <class Policy>
class NoLockOfCreation final : public CheckedPool<Policy, NoLockOfCreation<Policy>> {
 public:
  using CheckedPool<Policy, NoLockOfCreation<Policy>>::CheckedPool;
  void lockCreation() {}
  void unlockCreation() {}
};

template <class Policy>
class NoLockOfStream final : public CheckedPool<Policy, NoLockOfStream<Policy>> {
 public:
  using Checked = CheckedPool<Policy, NoLockOfStream<Policy>>;
  using Checked::Checked;
  void lockStream(typename Checked::Stream&) {}
  void unlockStream(typename Checked::Stream&) {}
};

template <class Policy>
class PublishBeforeReady final : public CheckedPool<Policy, PublishBeforeReady<Policy>> {
 public:
  using Checked = CheckedPool<Policy, PublishBeforeReady<Policy>>;
  using Checked::Checked;
  typename Checked::Stream* build(int s) {
    typename Checked::Stream* const stream = this->publish(s, nullptr);
    stream->queue = this->create(s);
    return stream;
  }
};

/// Looks at the gate and then counts, in two accesses.
template <class Policy>
class EntersInTwo final : public CheckedPool<Policy, EntersInTwo<Policy>> {
 public:
  using Checked = CheckedPool<Policy, EntersInTwo<Policy>>;
  using Checked::Checked;
  bool enter(typename Checked::Session& me) {
    auto& word = this->gateOf(me).word;
    if ((word.load() & Checked::kSealed) != 0) {
      return false;
    }
    word.fetch_add(1);
    return true;
  }
};

/// Looks at the gate but does not count itself in.
template <class Policy>
class UseAfterClose final : public CheckedPool<Policy, UseAfterClose<Policy>> {
 public:
  using Checked = CheckedPool<Policy, UseAfterClose<Policy>>;
  using Checked::Checked;
  bool enter(typename Checked::Session& me) {
    return (this->gateOf(me).word.load() & Checked::kSealed) == 0;
  }
  void leave(typename Checked::Session&) {}
};

template <class Pool, class Derived, int kThreads>
struct OnPool : rl::test_suite<Derived, kThreads> {
  SystemMemory memory;
  ManualDevice device;
  std::unique_ptr<Pool> pool;

  void before() { pool = std::make_unique<Pool>(device); }
  void after() {
    RL_ASSERT(device.created(1) <= 1);
    RL_ASSERT(pool->inside(0) == 0);
    RL_ASSERT(pool->slot(1) != 2 || device.alive(1) == 0);
    pool.reset();
  }
};

/// Both threads are bound to the one stream, which the first of them makes.
template <class Pool>
struct LazyCreation : OnPool<Pool, LazyCreation<Pool>, 2> {
  void thread(unsigned) {
    Exceptions::none();
    const int s = this->pool->current();
    // Read as a client of the pool reads it: without a lock.
    RL_ASSERT(this->pool->queueOf(s) != nullptr);
  }
};

/// Both threads submit to the one stream, which is there.
template <class Pool>
struct Submits : OnPool<Pool, Submits<Pool>, 2> {
  void before() {
    OnPool<Pool, Submits<Pool>, 2>::before();
    this->pool->byIndex(1);
    this->pool->setCurrent(1);
    this->pool->release();
  }
  void thread(unsigned) {
    Exceptions::none();
    this->pool->setCurrent(1);
    this->pool->submit([](CommandBuffer&) {});
  }
  void after() {
    RL_ASSERT(this->device.commits(1) == 2);
    OnPool<Pool, Submits<Pool>, 2>::after();
  }
};

/// One submits while the other closes: nobody uses a stream that is taken down.
template <class Pool>
struct Closes : OnPool<Pool, Closes<Pool>, 2> {
  void thread(unsigned t) {
    Exceptions::none();
    bool sound = true;
    try {
      if (t == 0) {
        this->pool->current();
        this->pool->submit([](CommandBuffer&) {});
      } else {
        this->pool->close();
      }
    } catch (const PoolClosed&) {
    } catch (const DeviceError&) {
      sound = false;  // used after it was taken down, so says the device
    }
    RL_ASSERT(sound);
  }
};

}  // namespace
}  // namespace lockstep::relacy

int main(int argc, char** argv) {
  using namespace lockstep::relacy;
  using Written = RelacyPolicy<AsWritten>;
  using Sound = SoundPool<Written>;
  // 6 for the long one, by hand.
  const int switches = argc > 1 ? std::atoi(argv[1]) : 4;
  Checks checks;
  checks.faulty<LazyCreation<SoundPool<RelacyPolicy<Relaxed>>>>(
      "fault: all orders relaxed, lazy creation", {rl::test_result_data_race}, switches);
  // Both see that there is none, and both create one: for want of the lock.
  checks.planted<LazyCreation<NoLockOfCreation<Written>>>(
      "StreamPool", "UnsafeLazyInit",
      {rl::test_result_data_race, rl::test_result_user_assert_failed}, switches);
  checks.planted<LazyCreation<PublishBeforeReady<Written>>>(
      "StreamPool", "PublishBeforeReady",
      {rl::test_result_data_race, rl::test_result_user_assert_failed}, switches);
  // All on one stream, which nobody locks.
  checks.planted<Submits<NoLockOfStream<Written>>>("StreamPool", "SharedSingleton",
                                                   {rl::test_result_data_race}, switches);
  checks.planted<Closes<UseAfterClose<Written>>>(
      "StreamPool", "UseAfterClose",
      {rl::test_result_data_race, rl::test_result_user_assert_failed}, switches);
  checks.faulty<Submits<SoundPool<RelacyPolicy<AcquireRelease>>>>(
      "fault: nothing sequentially consistent (ranked lock)", {rl::test_result_deadlock}, switches);
  checks.faulty<Closes<EntersInTwo<Written>>>(
      "fault: the gate is looked at and counted in two accesses",
      {rl::test_result_data_race, rl::test_result_user_assert_failed}, switches);
  checks.sound<Submits<Sound>>("StreamPool: submit, 2 threads, 1 stream", switches);
  checks.sound<LazyCreation<Sound>>("StreamPool: lazy creation, 2 threads, 1 stream", switches);
  checks.sound<Closes<Sound>>("StreamPool: submit against close", switches);
  checks.write("stream_pool");
  return checks.exitCode();
}
