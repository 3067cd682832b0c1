#ifndef LOCKSTEP_DEVICE_BARRIER_HPP
#define LOCKSTEP_DEVICE_BARRIER_HPP

#include <functional>
#include <utility>

#include "device_barrier_protocol.hpp"
#include "implements.hpp"
#include "policy.hpp"
#include "stream_guard.hpp"

namespace lockstep {

/// The streams of a device, and how to wait for them: specs/DeviceBarrier/DeviceBarrier.tla, action
/// by action. A stream is registered before anybody has it, and as long as it has work: so a
/// barrier finds all work that was submitted before it.
///
/// Any number of threads may wait at once. Nobody waits for the device with a lock in hand; a
/// barrier waits for what a stream has been given when it comes to that stream, not for what others
/// go on submitting. It goes on until no registered stream is left unvisited.
///
/// A failure is told once, by the first call that waits for its stream. Every stream is waited for,
/// also if another one has failed; then StreamFailed is thrown, which has all failures.
///
/// This class says which step follows which, DeviceBarrierProtocol what each step does.
template <class Policy, class Self>
class DeviceBarrierFlow : public DeviceBarrierProtocol<Policy, Self> {
  using Protocol = DeviceBarrierProtocol<Policy, Self>;

 public:
  using typename Protocol::Session;
  using Home = std::function<FencedStreamPtr()>;

  /// `home` is the calling thread's own stream, where no StreamGuard says otherwise: that to which
  /// its pool has bound it, say.
  explicit DeviceBarrierFlow(Home home) : home_(std::move(home)) {}

  /// The calling thread's stream: that of its newest guard, or its own.
  FencedStreamPtr current() const {
    FencedStreamPtr guarded = GuardNest::mine().current();
    return guarded ? guarded : home_();
  }

  /// Makes a stream and registers it: before anybody has it. `maker` is called with no lock in
  /// hand, and returns a shared_ptr.
  template <class Maker>
  auto open(const Maker& maker) {
    auto stream = maker();
    self().enroll(stream);
    return stream;
  }

  /// Waits for the work of the stream and takes it from the registry; then its queue may be
  /// destroyed. Nobody may use the stream any more, but barriers that have found it may still be
  /// at it. Throws StreamFailed if work of it has failed; it is closed all the same.
  void close(const FencedStreamPtr& stream) {
    inCall([&](Session& me) { self().waitAndRemove(me, stream); });
  }

  /// Returns when all that the calling thread's stream had been given before the call is done.
  /// Throws StreamFailed if work of it has failed since somebody was last told.
  void synchronize() {
    inCall([&](Session& me) {
      me.todo.push_back(current());
      visit(me);
    });
  }

  /// Returns when all that any stream had been given before the call is done. Throws StreamFailed
  /// if work of any has failed since somebody was last told.
  void synchronizeDevice() {
    LOCKSTEP_IMPLEMENTS(DeviceBarrier, Call, DeviceBarrierFlow::synchronizeDevice);
    inCall([&](Session& me) { self().visitAll(me); });
  }

 protected:
  using Protocol::self;

  ~DeviceBarrierFlow() = default;

  void enroll(const FencedStreamPtr& stream) {
    locked([&]() LOCKSTEP_REQUIRES(this->lock_) { self().enlist(stream); });
  }

  void waitAndRemove(Session& me, const FencedStreamPtr& stream) {
    me.todo.push_back(stream);
    visit(me);
    remove(stream);
  }

  void remove(const FencedStreamPtr& stream) {
    locked([&]() LOCKSTEP_REQUIRES(this->lock_) { self().delist(stream); });
  }

  /// While it waits, streams may come into being: it looks again until there is no new one.
  void visitAll(Session& me) {
    while (find(me)) {
      visit(me);
    }
  }

  bool find(Session& me) {
    locked([&]() LOCKSTEP_REQUIRES(this->lock_) { self().look(me); });
    return !me.todo.empty();
  }

  /// All fences are taken before the first is waited for: what comes meanwhile is in none.
  void visit(Session& me) {
    while (!me.todo.empty()) {
      self().fence(me);
    }
    while (!me.fences.empty()) {
      self().await(me);
    }
  }

  /// The lock is given back however `body` ends. That may throw (a replay abandons threads at step
  /// points), hence no destructor.
  template <class Body>
  void locked(const Body& body) LOCKSTEP_UNANALYSED {
    self().lock();
    try {
      body();
    } catch (...) {
      self().unlock();
      throw;
    }
    self().unlock();
  }

 private:
  template <class Body>
  void inCall(const Body& body) {
    Session& me = self().session();
    struct InCall {
      Session& me;
      ~InCall() { me.end(); }
    } scope{me};
    body(me);
    me.throwIfFailed();
  }

  const Home home_;
};

/// The sound barrier.
template <class Policy>
class DeviceBarrierOf final : public DeviceBarrierFlow<Policy, DeviceBarrierOf<Policy>> {
  using Flow = DeviceBarrierFlow<Policy, DeviceBarrierOf<Policy>>;

 public:
  using Flow::Flow;

 private:
  friend DeviceBarrierProtocol<Policy, DeviceBarrierOf<Policy>>;
  friend Flow;
};

using DeviceBarrier = DeviceBarrierOf<ProductionPolicy>;

}  // namespace lockstep

#endif  // LOCKSTEP_DEVICE_BARRIER_HPP
