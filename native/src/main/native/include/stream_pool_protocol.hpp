#ifndef LOCKSTEP_STREAM_POOL_PROTOCOL_HPP
#define LOCKSTEP_STREAM_POOL_PROTOCOL_HPP

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "command_stream.hpp"
#include "device.hpp"
#include "errors.hpp"
#include "implements.hpp"
#include "monitor.hpp"
#include "per_thread.hpp"
#include "policy.hpp"
#include "ranked_lock.hpp"

namespace lockstep {

/// The calls of the model, and run().
enum class Op : std::int8_t { none = -1, current = 0, submit = 1, close = 2, run = 3 };

/// What a thread keeps about one pool; nobody else reads it but a replay, while the thread is
/// parked.
struct StreamPoolSession {
  static constexpr int kNone = -1;

  bool isMain = false;
  int stripe = 0;

  Op op = Op::none;
  int cursor = 0;
  bool refused = false;
  int binding = kNone;
};

struct StreamPoolConfig {
  int poolSize = 31;
  int stripes = 8;
  std::function<bool()>
      isMain;  // asked once per thread, on it; default: the thread that builds the pool
  /// Is told of failed work, recorded in run(), of which nobody had heard when the pool was closed;
  /// on a thread of the device or the one that closes. May call neither pool nor stream.
  UntoldFailure::Heir onFailure = [](const Failure&) {};
  std::function<int()> stripeOf;  // asked once per thread, on it; default: from the thread's token
};

/// The steps of a StreamPoolFlow: each action of specs/StreamPool/StreamPool.tla is the method
/// of the same name, which passes its step point and then makes its one access to shared state. A
/// fault variant (`Self`) hides the faulty step by its own.
template <class Policy, class Self>
class StreamPoolProtocol {
 public:
  using Session = StreamPoolSession;
  using Lock = RankedLock<Policy>;
  static constexpr int kNone = Session::kNone;

  StreamPoolProtocol(Device& device, StreamPoolConfig config)
      : device_(device), config_(std::move(config)) {
    if (config_.poolSize < 1 || config_.stripes < 1) {
      throw IllegalCall("a stream pool of size " + std::to_string(config_.poolSize) + " with " +
                        std::to_string(config_.stripes) + " stripes: expected at least 1 of each");
    }
    if (!config_.isMain) {
      config_.isMain = [builder = ThreadToken::current()] {
        return ThreadToken::current() == builder;
      };
    }
    if (!config_.stripeOf) {
      config_.stripeOf = [stripes = static_cast<unsigned>(config_.stripes)] {
        return static_cast<int>(ThreadToken::current() % stripes);
      };
    }
    streams_ = std::make_unique<Stream[]>(streams());
    gates_ = std::make_unique<Gate[]>(config_.stripes);
    for (int s = 0; s < streams(); ++s) {
      streams_[s].index = s;
    }
  }
  StreamPoolProtocol(const StreamPoolProtocol&) = delete;
  StreamPoolProtocol& operator=(const StreamPoolProtocol&) = delete;

  int streams() const { return config_.poolSize + 1; }

  // -- The steps, in the order of the model

  struct Stream {
    int index = 0;
    Lock lock{LockRank::stream};
    // Written by the creator before it publishes, then constant.
    typename Policy::template plain<DeviceQueue*> queue = nullptr;
    std::shared_ptr<CommandBuffer> buffer LOCKSTEP_GUARDED_BY(lock);

    /// Made by the first who is to record on it, inside of a gate. A reader finds it complete.
    std::atomic<CommandStream*> commands{nullptr};
    std::unique_ptr<CommandStream> made;  // by who holds `making_`
  };

  // current() and submit(): through the gate, to a stream that exists.

  /// A retired slot tells of the close; an empty one (null) sends the thread to the gate.
  Stream* peek(Session& me) {
    LOCKSTEP_STEP(StreamPool, Peek, StreamPoolProtocol::peek);
    Stream* seen = at(me.binding).slot.load();
    if (seen == retired()) {
      refuse(me);
    }
    return seen;
  }

  /// One compare-and-set counts the thread in unless the gate is shut: no close can come between
  /// looking and counting, and a shut gate's count only ever falls.
  bool enter(Session& me) {
    LOCKSTEP_STEP(StreamPool, Enter, StreamPoolProtocol::enter);
    auto& word = gates_[me.stripe].word;
    std::uint64_t seen = word.load();
    do {
      if ((seen & kSealed) != 0) {
        return false;
      }
    } while (!word.compare_exchange_weak(seen, seen + 1));
    return true;
  }

  /// The counter stays in range, so that its wrap-around skips no stream.
  int count() {
    LOCKSTEP_STEP(StreamPool, Count, StreamPoolProtocol::count);
    int seen = counter_.load();
    while (!counter_.compare_exchange_weak(seen, (seen + 1) % config_.poolSize)) {
    }
    return 1 + seen;
  }

  /// Null unless the stream is there. What is found is complete: it was created before it was
  /// published.
  Stream* readSlot(int s) {
    LOCKSTEP_STEP(StreamPool, ReadSlot, StreamPoolProtocol::readSlot);
    return ready(at(s).slot.load());
  }

  void lockCreation() LOCKSTEP_ACQUIRE(creation_) {
    LOCKSTEP_STEP_WHEN(StreamPool, LockCreation, StreamPoolProtocol::lockCreation,
                       [this] { return creation_.isFree(); });
    creation_.lock();
  }

  /// Another thread may have created the stream since readSlot().
  Stream* recheckSlot(int s) LOCKSTEP_REQUIRES(creation_) {
    LOCKSTEP_STEP(StreamPool, RecheckSlot, StreamPoolProtocol::recheckSlot);
    return ready(at(s).slot.load());
  }

  DeviceQueue* create(int s) LOCKSTEP_REQUIRES(creation_) {
    LOCKSTEP_STEP(StreamPool, Create, StreamPoolProtocol::create);
    return device_.createQueue(s);
  }

  /// Only now may others find it: what they find is complete.
  Stream* publish(int s, DeviceQueue* queue) LOCKSTEP_REQUIRES(creation_) {
    LOCKSTEP_STEP(StreamPool, Publish, StreamPoolProtocol::publish);
    Stream& stream = streams_[s];
    stream.queue = queue;
    at(s).slot.store(&stream);
    return &stream;
  }

  void unlockCreation() LOCKSTEP_RELEASE(creation_) {
    LOCKSTEP_STEP(StreamPool, UnlockCreation, StreamPoolProtocol::unlockCreation);
    creation_.unlock();
  }

  // submit(): from taking the command buffer to committing it, the stream is one thread's. Locking
  // each access by itself would not do: two threads could take the same buffer and both commit it.

  void lockStream(Stream& stream) LOCKSTEP_ACQUIRE(stream.lock) {
    LOCKSTEP_STEP_WHEN(StreamPool, LockStream, StreamPoolProtocol::lockStream,
                       [&stream] { return stream.lock.isFree(); });
    stream.lock.lock();
  }

  std::shared_ptr<CommandBuffer> takeBuffer(Stream& stream) LOCKSTEP_REQUIRES(stream.lock) {
    LOCKSTEP_STEP(StreamPool, TakeBuffer, StreamPoolProtocol::takeBuffer);
    if (stream.queue == nullptr) {
      throw DeviceError("stream " + std::to_string(stream.index) +
                        " has no queue: it was published before it was created");
    }
    if (!stream.buffer) {
      stream.buffer = stream.queue->newBuffer();
    }
    return stream.buffer;
  }

  void commit(Stream& stream, const std::shared_ptr<CommandBuffer>& buffer)
      LOCKSTEP_REQUIRES(stream.lock) {
    LOCKSTEP_STEP(StreamPool, Commit, StreamPoolProtocol::commit);
    stream.queue->commit(buffer);
    stream.buffer.reset();
  }

  void unlockStream(Stream& stream) LOCKSTEP_RELEASE(stream.lock) {
    LOCKSTEP_STEP(StreamPool, UnlockStream, StreamPoolProtocol::unlockStream);
    stream.lock.unlock();
  }

  void leave(Session& me) {
    LOCKSTEP_STEP(StreamPool, Leave, StreamPoolProtocol::leave);
    Gate& gate = gates_[me.stripe];
    if (gate.word.fetch_sub(1) == kSealed + 1) {
      // The last one out of a shut gate. A closer that looked before our fetch_sub holds the
      // monitor until it sleeps, so that our notification cannot fall between its look and its
      // wait.
      { const MonitorGuard guard(gate.monitor); }
      gate.emptied.notify_all();
    }
  }

  // close(): shut every gate, wait until each has emptied, take the streams down one by one.

  void seal(int g) {
    LOCKSTEP_STEP(StreamPool, Seal, StreamPoolProtocol::seal);
    gates_[g].word.fetch_or(kSealed);
  }

  /// Not guarded by "nobody uses the pool": callers inside leave at leisure.
  void awaitEmpty(int g) {
    Gate& gate = gates_[g];
    LOCKSTEP_STEP_WHEN(StreamPool, AwaitEmpty, StreamPoolProtocol::awaitEmpty,
                       [&gate] { return gate.isEmpty(); });
    MonitorGuard guard(gate.monitor);
    while (!gate.isEmpty()) {
      guard.wait(gate.emptied);
    }
  }

  void awaitIdle(int s) {
    LOCKSTEP_STEP_WHEN(StreamPool, AwaitIdle, StreamPoolProtocol::awaitIdle,
                       [this, s] { return !device_.isBusy(s); });
    device_.awaitIdle(s);
  }

  /// An atomic exchange: of several closers exactly one gets the stream.
  Stream* retire(int s) {
    LOCKSTEP_STEP(StreamPool, Retire, StreamPoolProtocol::retire);
    return ready(at(s).slot.exchange(retired()));
  }

  void destroy(Stream& stream) {
    LOCKSTEP_STEP(StreamPool, Destroy, StreamPoolProtocol::destroy);
    stream.queue->destroy();
  }

  // -- What a replay reads while every thread is parked

  Session& session() {
    return sessions_.get([this] {
      Session fresh;
      fresh.isMain = config_.isMain();
      fresh.stripe = config_.stripeOf();
      return fresh;
    });
  }
  int counter() const { return counter_.load(); }
  int slot(int s) const {
    const Stream* seen = slots_[s].slot.load();
    return seen == nullptr ? 0 : seen == retired() ? 2 : 1;
  }
  std::uint64_t creationOwner() const { return creation_.owner(); }
  std::int64_t inside(int g) const {
    return static_cast<std::int64_t>(gates_[g].word.load() << 1) >> 1;
  }
  bool isSealed(int g) const { return (gates_[g].word.load() & kSealed) != 0; }
  std::uint64_t streamOwner(int s) const { return streams_[s].lock.owner(); }
  const DeviceQueue* queueOf(int s) const { return streams_[s].queue; }
  bool isRecording(int s) const LOCKSTEP_READ_WHILE_PARKED { return streams_[s].buffer != nullptr; }

 protected:
  static constexpr std::uint64_t kSealed = std::uint64_t{1} << 63;

  // Callers at different gates share no cache line. (One word: sealed bit and count.)
  struct alignas(64) Gate {
    typename Policy::template atomic<std::uint64_t> word{0};
    MonitorOf<Policy> monitor;
    typename Policy::condition_variable emptied;

    bool isEmpty() const { return (word.load() & ~kSealed) == 0; }
  };

  ~StreamPoolProtocol() = default;

  Self& self() LOCKSTEP_IS_THIS { return static_cast<Self&>(*this); }

  /// Stream 0 is nobody's but main's.
  void requireMayBind(const Session& me, int s) {
    if (s == 0 && !me.isMain) {
      throw IllegalCall(
          "stream 0 belongs to the main thread: a worker cannot make it its own; take one of 1.." +
          std::to_string(config_.poolSize));
    }
  }

  /// Creates and publishes stream `s`.
  Stream* build(int s) LOCKSTEP_REQUIRES(this->creation_) {
    DeviceQueue* const queue = self().create(s);
    return self().publish(s, queue);
  }

  CommandStream& commandsOf(Stream& stream) {
    if (CommandStream* const there = stream.commands.load()) {
      return *there;
    }
    const MonitorGuard guard(making_);
    if (!stream.made) {
      stream.made = std::make_unique<CommandStream>(*stream.queue, stream.index, encoding_);
      stream.commands.store(stream.made.get());
    }
    return *stream.made;
  }

  Stream& streamAt(int s) { return streams_[s]; }

  const StreamPoolConfig& config() const { return config_; }
  Gate& gateOf(const Session& me) { return gates_[me.stripe]; }

  [[noreturn]] static void refuse(Session& me) {
    me.refused = true;
    throw PoolClosed();
  }

  /// Every look at a slot passes here, so that a wrong number is an error and never a wild access.
  void requireStream(int s) const {
    if (s < 0 || s >= streams()) {
      throw IllegalCall("stream " + std::to_string(s) + " does not exist; streams are 0.." +
                        std::to_string(config_.poolSize));
    }
  }

 private:
  struct alignas(64) Slot {
    typename Policy::template atomic<Stream*> slot{nullptr};
  };

  Slot& at(int s) {
    requireStream(s);
    return slots_[s];
  }

  /// What a retired slot holds: an address that no stream has.
  static Stream* retired() { return reinterpret_cast<Stream*>(std::uintptr_t{alignof(Stream)}); }
  static Stream* ready(Stream* seen) { return seen == retired() ? nullptr : seen; }

  Device& device_;
  StreamPoolConfig config_;
  PerThread<Session> sessions_;
  typename Policy::template atomic<int> counter_{0};

 protected:
  Lock creation_{LockRank::creation};

 private:
  std::unique_ptr<Stream[]> streams_;
  Monitor making_;
  const std::shared_ptr<CommandStream::Lock> encoding_ =
      std::make_shared<CommandStream::Lock>(LockRank::encoding);
  std::unique_ptr<Slot[]> slots_ = std::make_unique<Slot[]>(config_.poolSize + 1);
  std::unique_ptr<Gate[]> gates_;
};

}  // namespace lockstep

#endif  // LOCKSTEP_STREAM_POOL_PROTOCOL_HPP
