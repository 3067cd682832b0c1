#ifndef LOCKSTEP_STREAM_POOL_HPP
#define LOCKSTEP_STREAM_POOL_HPP

#include <functional>
#include <memory>

#include "device.hpp"
#include "implements.hpp"
#include "policy.hpp"
#include "stream_pool_protocol.hpp"

namespace lockstep {

/// A pool of GPU streams that many threads share: specs/StreamPool/StreamPool.tla, action by
/// action.
///
/// Stream 0 is the default one and belongs to the main thread. A worker is bound round robin to one
/// of 1..poolSize at first use and keeps it. The pool can be closed while callers are inside: the
/// close waits for them. No thread may be in a call while the pool is destroyed.
///
/// This class says which step follows which, StreamPoolProtocol what each step does.
template <class Policy, class Self>
class StreamPoolFlow : public StreamPoolProtocol<Policy, Self> {
  using Protocol = StreamPoolProtocol<Policy, Self>;

 public:
  using typename Protocol::Session;
  using typename Protocol::Stream;
  using Work = std::function<void(CommandBuffer&)>;
  using Protocol::kNone;
  using Protocol::Protocol;
  using Protocol::streams;

  // -- What a client calls

  /// The calling thread's stream; binds the thread at first use.
  int current() {
    LOCKSTEP_IMPLEMENTS(StreamPool, CallCurrent, StreamPoolFlow::current);
    Session& me = self().session();
    if (me.op == Op::run) {
      return me.binding;
    }
    const InCall scope(me, Op::current);
    // A bound thread need not pass the gate to learn its stream.
    if (me.binding != kNone && self().peek(me) != nullptr) {
      return me.binding;
    }
    return bind(me);
  }

  /// Records `work` on the calling thread's stream and commits it.
  void submit(const Work& work) {
    LOCKSTEP_IMPLEMENTS(StreamPool, CallSubmit, StreamPoolFlow::submit);
    Session& me = self().session();
    const InCall scope(me, Op::submit);
    pass(me);
    finally([&] { encode(me, bound(me), work); }, [&] { self().leave(me); });
  }

  /// Has the caller record on its stream; `work` is given the CommandStream. A close waits until it
  /// has returned. What is recorded and not flushed waits for whoever flushes the stream next, or
  /// for close. Inside of another run it is inline. Whoever calls the stream after the close is
  /// refused with PoolClosed; the stream is there as long as the pool.
  template <class Record>
  void run(const Record& work) {
    Session& me = self().session();
    if (me.op == Op::run) {
      work(this->commandsOf(this->streamAt(me.binding)));
      return;
    }
    const InCall scope(me, Op::run);
    pass(me);
    finally([&] { work(this->commandsOf(bound(me))); }, [&] { self().leave(me); });
  }

  /// From now on the calling thread works on stream `s`.
  void setCurrent(int s) {
    LOCKSTEP_IMPLEMENTS(StreamPool, SetCurrent, StreamPoolFlow::setCurrent);
    Session& me = self().session();
    requireOutsideOfRun(me);
    requireStream(s);
    self().requireMayBind(me, s);
    me.binding = s;
  }

  /// The calling thread is bound to no stream any more.
  void release() {
    LOCKSTEP_IMPLEMENTS(StreamPool, Release, StreamPoolFlow::release);
    Session& me = self().session();
    requireOutsideOfRun(me);
    me.binding = kNone;
  }

  /// Stream `s`, created if need be; the calling thread's binding stays as it is.
  int byIndex(int s) {
    requireStream(s);
    Session& me = self().session();
    const InCall scope(me, Op::current);
    pass(me);
    finally([&] { obtain(s); }, [&] { self().leave(me); });
    return s;
  }

  int defaultStream() { return byIndex(0); }

  /// The next stream in turn; the calling thread's binding stays as it is.
  int fromPool() {
    Session& me = self().session();
    const InCall scope(me, Op::current);
    pass(me);
    int s = kNone;
    finally([&] { obtain(s = self().count()); }, [&] { self().leave(me); });
    return s;
  }

  /// Shuts every gate, waits until each has emptied, then takes the streams down one by one. Any
  /// number of threads may be at it at once, and again.
  void close() {
    LOCKSTEP_IMPLEMENTS(StreamPool, CallClose, StreamPoolFlow::close);
    Session& me = self().session();
    const InCall scope(me, Op::close);
    overGates(me, [&](int g) { self().seal(g); });
    overGates(me, [&](int g) { self().awaitEmpty(g); });
    for (int s = 0; s < streams(); ++s) {
      me.cursor = s;
      retireCommands(s);
      self().awaitIdle(s);
      if (Stream* mine = self().retire(s)) {
        self().destroy(*mine);
      }
    }
  }

  int bound() { return self().session().binding; }

 protected:
  using Protocol::requireStream;
  using Protocol::self;

  ~StreamPoolFlow() = default;

  /// The stream that a thread inside works on.
  Stream& bound(Session& me) {
    if (me.binding == kNone) {
      me.binding = self().count();
    }
    return obtain(me.binding);
  }

 private:
  static void requireOutsideOfRun(const Session& me) {
    if (me.op == Op::run) {
      throw IllegalCall(
          "a call from inside of run() of the same thread: record on the stream that the work is "
          "given, and make the call after run() has returned");
    }
  }

  /// Nobody is inside any more: what they recorded is committed, and nothing is recorded later.
  void retireCommands(int s) {
    if (CommandStream* const commands = this->streamAt(s).commands.load()) {
      commands->retire([] { throw PoolClosed(); }, this->config().onFailure);
    }
  }

  /// The call a thread is in, and how far a closer has come, are forgotten however the call ends.
  class InCall {
   public:
    InCall(Session& me, Op op) : me_(me) {
      requireOutsideOfRun(me);
      me.op = op;
      me.refused = false;
    }
    InCall(const InCall&) = delete;
    InCall& operator=(const InCall&) = delete;
    ~InCall() {
      me_.op = Op::none;
      me_.cursor = 0;
    }

   private:
    Session& me_;
  };

  /// `release` runs however `body` ends. It may throw (a replay abandons threads at step points),
  /// hence no destructor.
  template <class Body, class Release>
  static void finally(const Body& body, const Release& release) LOCKSTEP_UNANALYSED {
    try {
      body();
    } catch (...) {
      release();
      throw;
    }
    release();
  }

  /// The long way of current(). Out of line: inlined, it would cost the short way its registers.
  __attribute__((noinline)) int bind(Session& me) {
    pass(me);
    finally([&] { bound(me); }, [&] { self().leave(me); });
    return me.binding;
  }

  /// Through the gate; main gets its own stream with it.
  void pass(Session& me) {
    if (!self().enter(me)) {
      Protocol::refuse(me);
    }
    if (me.binding == kNone && me.isMain) {
      me.binding = 0;
    }
  }

  /// The stream, by whoever needs it first.
  Stream& obtain(int s) LOCKSTEP_UNANALYSED {
    if (Stream* there = self().readSlot(s)) {
      return *there;
    }
    Stream* stream = nullptr;
    self().lockCreation();
    finally(
        [&]() LOCKSTEP_REQUIRES(this->creation_) {
          stream = self().recheckSlot(s);
          if (stream == nullptr) {
            stream = self().build(s);
          }
        },
        [&]() LOCKSTEP_RELEASE(this->creation_) { self().unlockCreation(); });
    return *stream;
  }

  void encode(Session&, Stream& stream, const Work& work) LOCKSTEP_UNANALYSED {
    if (CommandStream* const commands = stream.commands.load()) {
      commands->flush();  // what was recorded before comes before
    }
    self().lockStream(stream);
    finally(
        [&]() LOCKSTEP_REQUIRES(stream.lock) {
          const std::shared_ptr<CommandBuffer> buffer = self().takeBuffer(stream);
          try {
            work(*buffer);
          } catch (...) {
            stream.buffer.reset();  // half a recording must not be committed by the next one
            throw;
          }
          self().commit(stream, buffer);
        },
        [&]() LOCKSTEP_RELEASE(stream.lock) { self().unlockStream(stream); });
  }

  template <class Step>
  void overGates(Session& me, const Step& step) {
    for (int g = 0; g < this->config().stripes; ++g) {
      me.cursor = g;
      step(g);
    }
    me.cursor = 0;
  }
};

/// The sound pool.
template <class Policy>
class StreamPoolOf final : public StreamPoolFlow<Policy, StreamPoolOf<Policy>> {
 public:
  using StreamPoolFlow<Policy, StreamPoolOf<Policy>>::StreamPoolFlow;

 private:
  friend class StreamPoolFlow<Policy, StreamPoolOf<Policy>>;
};

using StreamPool = StreamPoolOf<ProductionPolicy>;

}  // namespace lockstep

#endif  // LOCKSTEP_STREAM_POOL_HPP
