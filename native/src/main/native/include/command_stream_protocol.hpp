#ifndef LOCKSTEP_COMMAND_STREAM_PROTOCOL_HPP
#define LOCKSTEP_COMMAND_STREAM_PROTOCOL_HPP

#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "command_buffer.hpp"
#include "device.hpp"
#include "errors.hpp"
#include "implements.hpp"
#include "monitor.hpp"
#include "per_thread.hpp"
#include "policy.hpp"
#include "ranked_lock.hpp"

namespace lockstep {

/// What a thread has in its hands of a stream; nobody else reads it but a replay, while the thread
/// is parked.
struct CommandStreamSession {
  bool onQueue = false;
  std::shared_ptr<CommandEncoder> grip;
  std::shared_ptr<CommandBuffer> hand;

  /// What a job has asked for and cannot have while it encodes.
  std::deque<std::function<void()>> putOff;

  /// Where a stream goes from lessee to lessee: whose call this is; 0: of whoever has it.
  std::int64_t tenant = 0;

  /// How often it has entered again, as whoever marks events does, while it was on the queue.
  int inner = 0;

  /// Whether to wait for the device when it has left the queue, and what for; null: for nothing.
  bool synchronizes = false;
  std::shared_ptr<CommandBuffer> awaited;

  bool encodes() const { return grip != nullptr; }
};

/// The first failure of which nobody has been told. As long as there is an heir, it is told of each
/// at once, under the monitor: an heir calls nobody that could come back here.
class UntoldFailure {
 public:
  using Heir = std::function<void(const Failure&)>;

  void note(const Failure& failure) {
    const MonitorGuard guard(monitor_);
    if (heir_) {
      tell(failure);
    } else if (!failure_) {
      failure_ = failure;
    }
  }

  /// Tells the heir what nobody has been told. Without one, the next failure is kept again.
  void inherit(Heir heir) {
    const MonitorGuard guard(monitor_);
    heir_ = std::move(heir);
    if (heir_ && failure_) {
      tell(std::exchange(failure_, nullptr));
    }
  }

  Failure take() {
    const MonitorGuard guard(monitor_);
    return std::exchange(failure_, nullptr);
  }

  bool isSet() const {
    const MonitorGuard guard(monitor_);
    return failure_ != nullptr;
  }

 private:
  void tell(const Failure& failure) const LOCKSTEP_REQUIRES(monitor_) {
    try {
      heir_(failure);
    } catch (const std::exception&) {
      // The device has others to tell.
    }
  }

  mutable Monitor monitor_;
  Failure failure_ LOCKSTEP_GUARDED_BY(monitor_);
  Heir heir_ LOCKSTEP_GUARDED_BY(monitor_);
};

/// The steps of a CommandStreamFlow: each action of specs/CommandStream/CommandStream.tla is the
/// method of the same name, which passes its step point and then makes its one access to shared
/// state. A fault variant (`Self`) hides the faulty step by its own.
template <class Policy, class Self>
class CommandStreamProtocol {
 public:
  using Session = CommandStreamSession;
  using Lock = RankedLock<typename Policy::Parts>;
  using Command = CommandBuffer::Command;
  using Handler = CommandBuffer::Handler;

  /// A handler as its buffer keeps it; a replay knows it by what was given.
  struct Firing {
    Handler handler;
    void operator()(const Failure& failure) const { Self::fire(handler, failure); }
  };

  /// Streams whose kernels are shared have one encoding lock.
  explicit CommandStreamProtocol(
      Device& device, int index = 0,
      std::shared_ptr<Lock> encoding = std::make_shared<Lock>(LockRank::encoding))
      : CommandStreamProtocol(*device.createQueue(index), index, std::move(encoding)) {}
  /// A stream over this queue.
  CommandStreamProtocol(DeviceQueue& queue, int index, std::shared_ptr<Lock> encoding)
      : index_(index), queue_(&queue), encoding_(std::move(encoding)) {}
  CommandStreamProtocol(const CommandStreamProtocol&) = delete;
  CommandStreamProtocol& operator=(const CommandStreamProtocol&) = delete;

  int index() const { return index_; }

  // -- The steps, in the order of the model

  /// One job at a time, on its caller's thread.
  void enter(Session& me) LOCKSTEP_ACQUIRE(owner_) {
    LOCKSTEP_STEP_WHEN(CommandStream, Enter, CommandStreamProtocol::enter,
                       [this] { return owner_.isFree(); });
    owner_.lock("a job");
    me.onQueue = true;
  }

  /// The encoder that is open goes on: kernels coalesce.
  void open(Session& me) LOCKSTEP_REQUIRES(owner_) {
    LOCKSTEP_STEP(CommandStream, Open, CommandStreamProtocol::open);
    if (!encoder_) {
      encoder_ = current()->newEncoder();
    }
    me.grip = encoder_;
  }

  /// The arguments of a kernel are its own until it is dispatched.
  void lock() LOCKSTEP_ACQUIRE(*encoding_) {
    LOCKSTEP_STEP_WHEN(CommandStream, Lock, CommandStreamProtocol::lock,
                       [this] { return encoding_->isFree(); });
    encoding_->lock("a job that encodes");
  }

  void encode(Session& me, Command command) LOCKSTEP_REQUIRES(*encoding_) {
    LOCKSTEP_STEP(CommandStream, Encode, CommandStreamProtocol::encode);
    inHand(me.grip, "encoder was opened")->dispatch(std::move(command));
  }

  void unlock() LOCKSTEP_RELEASE(*encoding_) {
    LOCKSTEP_STEP(CommandStream, Unlock, CommandStreamProtocol::unlock);
    encoding_->unlock();
  }

  void close(Session& me) LOCKSTEP_REQUIRES(owner_) {
    LOCKSTEP_STEP(CommandStream, Close, CommandStreamProtocol::close);
    if (encoder_) {
      encoder_->end();
      encoder_.reset();
    }
    me.grip.reset();
  }

  /// False if there is nothing to commit; then what was committed last is what to wait for: by
  /// whoever has the queue beside this stream, as a pool has, or else by this stream.
  bool take(Session& me, bool toCommit) LOCKSTEP_REQUIRES(owner_) {
    LOCKSTEP_STEP(CommandStream, Take, CommandStreamProtocol::take);
    if (toCommit && !buffer_) {
      const auto ofAll = queue_->last();
      me.awaited = ofAll ? ofAll : last_;
      return false;
    }
    me.hand = current();
    return true;
  }

  void commit(Session& me) LOCKSTEP_REQUIRES(owner_) {
    LOCKSTEP_STEP(CommandStream, Commit, CommandStreamProtocol::commit);
    queue_->commit(inHand(me.hand, "buffer was taken"));
    last_ = me.awaited = std::move(me.hand);
    me.hand.reset();
    buffer_.reset();
  }

  /// An event is signalled by the device when it has come this far.
  void mark(Session& me, Command signal) LOCKSTEP_REQUIRES(owner_) {
    LOCKSTEP_STEP(CommandStream, Mark, CommandStreamProtocol::mark);
    inHand(me.hand, "buffer was taken")->record(std::move(signal));
    me.hand.reset();
  }

  void addHandler(Session& me, Handler handler) LOCKSTEP_REQUIRES(owner_) {
    LOCKSTEP_STEP(CommandStream, AddHandler, CommandStreamProtocol::addHandler);
    inHand(me.hand, "buffer was taken")->onCompleted(Firing{std::move(handler)});
    me.hand.reset();
  }

  /// However the job ended, the queue goes to the next one.
  void leave(Session& me) LOCKSTEP_RELEASE(owner_) {
    LOCKSTEP_STEP(CommandStream, Leave, CommandStreamProtocol::leave);
    me.grip.reset();
    me.hand.reset();
    me.onQueue = false;
    owner_.unlock();
  }

  /// Off the queue, with no lock in hand. Of several who wait one is told of a failure.
  void await(Session& me) {
    LOCKSTEP_STEP_WHEN(CommandStream, Await, CommandStreamProtocol::await,
                       [&me] { return !me.awaited || me.awaited->isCompleted(); });
    if (me.awaited) {
      self().sleepUntilCompleted(*me.awaited);
    }
    if (const Failure failure = error_->take()) {
      throw WorkFailed("work of this stream has failed: " + *failure);
    }
  }

  /// On a thread of the device, after the buffer has completed; the stream may be gone.
  static void fire(const Handler& handler, const Failure& failure) {
    LOCKSTEP_STEP(CommandStream, Fire, CommandStreamProtocol::fire);
    handler(failure);
  }

  // -- What a replay reads while every thread is parked

  Session& session() {
    return sessions_.get([] { return Session(); });
  }
  std::uint64_t owner() const { return owner_.owner(); }
  std::uint64_t encodingOwner() const { return encoding_->owner(); }
  const CommandBuffer* buffer() const LOCKSTEP_READ_WHILE_PARKED { return buffer_.get(); }
  bool isEncoding() const LOCKSTEP_READ_WHILE_PARKED { return encoder_ != nullptr; }
  bool hasFailed() const { return error_->isSet(); }

 protected:
  ~CommandStreamProtocol() = default;

  Self& self() LOCKSTEP_IS_THIS { return static_cast<Self&>(*this); }

  void sleepUntilCompleted(const CommandBuffer& buffer) { buffer.awaitCompleted(); }

  /// The buffer that is being recorded; a new one if need be.
  const std::shared_ptr<CommandBuffer>& current() LOCKSTEP_REQUIRES(owner_) {
    if (!buffer_) {
      buffer_ = queue_->newBuffer();
      // Not the stream: it may be gone when the device is through.
      buffer_->onFailure([error = error_](const Failure& failure) { error->note(failure); });
    }
    return buffer_;
  }

  DeviceQueue& queue() const { return *queue_; }

 private:
  template <class Held>
  static const Held& inHand(const Held& held, const char* expected) {
    if (!held) {
      throw IllegalCall(std::string("no ") + expected + " by this thread");
    }
    return held;
  }

  const int index_;
  DeviceQueue* const queue_;
  PerThread<Session> sessions_;

 protected:
  Lock owner_{LockRank::stream};
  const std::shared_ptr<Lock> encoding_;
  const std::shared_ptr<UntoldFailure> error_ = std::make_shared<UntoldFailure>();

  // Touched on the queue only.
  std::shared_ptr<CommandBuffer> buffer_ LOCKSTEP_GUARDED_BY(owner_);
  std::shared_ptr<CommandEncoder> encoder_ LOCKSTEP_GUARDED_BY(owner_);
  std::shared_ptr<CommandBuffer> last_ LOCKSTEP_GUARDED_BY(owner_);
};

}  // namespace lockstep

#endif  // LOCKSTEP_COMMAND_STREAM_PROTOCOL_HPP
