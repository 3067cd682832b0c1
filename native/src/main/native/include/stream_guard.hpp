#ifndef LOCKSTEP_STREAM_GUARD_HPP
#define LOCKSTEP_STREAM_GUARD_HPP

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "device_barrier_protocol.hpp"
#include "errors.hpp"
#include "fence.hpp"
#include "implements.hpp"
#include "per_thread.hpp"
#include "policy.hpp"

namespace lockstep {

/// What a guard stands for; its thread's, however the guard is moved.
struct GuardState {
  FencedStreamPtr stream;
  std::function<void()> giveBack;  // null: it is nobody's
  std::uint64_t owner = ThreadToken::current();
  std::shared_ptr<GuardState> before;
  bool open = true;
};

/// The guards of the calling thread.
class GuardNest {
 public:
  /// Out of line: inlined, GCC 12's -fsanitize=undefined looks for the address of the variable's
  /// guard in a register that it has used for something else, and reports a null pointer.
  __attribute__((noinline)) static GuardNest& mine() {
    static thread_local GuardNest nest;
    return nest;
  }

  std::shared_ptr<GuardState> newest;

  /// The stream of the newest guard; null if there is none.
  FencedStreamPtr current() const { return newest ? newest->stream : nullptr; }
};

/// Makes a stream the calling thread's own until the guard ends, then the one from before. Guards
/// nest. A guard over a stream of a pool gives it back, once.
///
/// A guard is ended by the thread that has opened it, the newest one first; anything else is
/// refused, and changes nothing. To end it again has no effect. close() throws what goes wrong; the
/// destructor of a guard that is to be closed cannot: it leaves undone what close() would refuse,
/// and forgets what giving back throws.
template <class Policy, class Self>
class StreamGuardFlow {
 public:
  StreamGuardFlow(const StreamGuardFlow&) = delete;
  StreamGuardFlow& operator=(const StreamGuardFlow&) = delete;

  const FencedStreamPtr& stream() const { return state_->stream; }

  /// The thread's stream is the one from before, also if giving this one back throws.
  void close() {
    LOCKSTEP_IMPLEMENTS(DeviceBarrier, End, StreamGuardFlow::close);
    requireOwner();
    if (!state_->open) {
      return;
    }
    requireNewest();
    self().restore();
    if (state_->giveBack) {
      self().giveBack();
    }
  }

  void giveBack() {
    LOCKSTEP_STEP(DeviceBarrier, GiveBack, StreamGuardFlow::giveBack);
    state_->giveBack();
  }

  // -- What a replay reads while every thread is parked

  const GuardState& state() const { return *state_; }

 protected:
  explicit StreamGuardFlow(FencedStreamPtr stream, std::function<void()> giveBack)
      : state_(begin(std::move(stream), std::move(giveBack))) {}
  StreamGuardFlow(StreamGuardFlow&& other) noexcept = default;
  ~StreamGuardFlow() = default;

  Self& self() LOCKSTEP_IS_THIS { return static_cast<Self&>(*this); }

  static std::shared_ptr<GuardState> begin(FencedStreamPtr stream, std::function<void()> giveBack) {
    LOCKSTEP_IMPLEMENTS(DeviceBarrier, Guard, StreamGuardFlow::begin);
    auto state = std::make_shared<GuardState>();
    state->stream = std::move(stream);
    state->giveBack = std::move(giveBack);
    state->before = GuardNest::mine().newest;
    GuardNest::mine().newest = state;
    return state;
  }

  /// For the destructor of `Self`.
  void closeQuietly() noexcept {
    try {
      if (state_ && state_->open) {
        self().close();
      }
    } catch (const std::exception&) {
      // There is nobody who could be told.
    }
  }

  void requireOwner() const {
    if (ThreadToken::current() != state_->owner) {
      throw IllegalCall("close() of the guard over stream " +
                        std::to_string(state_->stream->index()) +
                        " by another thread: it says which stream is whose of the thread that "
                        "has opened it; close it there");
    }
  }

  void requireNewest() const {
    if (GuardNest::mine().newest != state_) {
      throw IllegalCall("close() of the guard over stream " +
                        std::to_string(state_->stream->index()) +
                        " out of order: a newer one is open; close that one first");
    }
  }

  void restore() {
    state_->open = false;
    GuardNest::mine().newest = state_->before;
  }

  std::shared_ptr<GuardState> state_;  // null: moved from
};

/// The sound guard.
template <class Policy>
class StreamGuardOf final : public StreamGuardFlow<Policy, StreamGuardOf<Policy>> {
  using Flow = StreamGuardFlow<Policy, StreamGuardOf<Policy>>;

 public:
  explicit StreamGuardOf(FencedStreamPtr stream, std::function<void()> giveBack = {})
      : Flow(std::move(stream), std::move(giveBack)) {}
  StreamGuardOf(StreamGuardOf&&) noexcept = default;
  ~StreamGuardOf() { this->closeQuietly(); }

  /// The stream of the calling thread's newest guard; null if it has none.
  static FencedStreamPtr current() { return GuardNest::mine().current(); }

 private:
  friend Flow;
};

using StreamGuard = StreamGuardOf<ProductionPolicy>;

}  // namespace lockstep

#endif  // LOCKSTEP_STREAM_GUARD_HPP
