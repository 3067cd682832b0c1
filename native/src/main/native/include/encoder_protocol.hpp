#ifndef LOCKSTEP_ENCODER_PROTOCOL_HPP
#define LOCKSTEP_ENCODER_PROTOCOL_HPP

#include <array>
#include <cstdint>
#include <functional>
#include <utility>

#include "encoding_lock.hpp"
#include "errors.hpp"
#include "implements.hpp"
#include "monitor.hpp"
#include "per_thread.hpp"
#include "policy.hpp"
#include "ranked_lock.hpp"

namespace lockstep {

enum class Call : std::int8_t {
  none = -1,
  contiguous,
  linear,
  linearContiguous,
  linearSliceContiguous,
  projection,
  matmul,
  layerNorm,
  fill,
  synchronize,
  handle,
};

enum class Result : std::int8_t { none, right, wrong, failed };

enum class LockId : std::int8_t { stream, encoding };

/// An object that keeps the arguments of its next dispatch in itself. Plain words: the encoding
/// lock is their only guard.
struct Kernel {
  std::int64_t first = 0;
  std::int64_t second = 0;

  std::int64_t dispatch() const { return first + second; }
};

/// What a thread keeps about one encoder; nobody else reads it but a replay, while the thread is
/// parked.
struct EncoderSession {
  static constexpr std::uint64_t kNothing = ~std::uint64_t{0};

  /// The thread's two arguments; no other pair of threads' arguments has the same sum.
  std::uint64_t id = 0;
  std::int64_t first() const { return static_cast<std::int64_t>(id + 1) << 31; }
  std::int64_t second() const { return static_cast<std::int64_t>(id + 1); }

  Call call = Call::none;
  Result result = Result::none;
  std::uint64_t dispatchedAt = kNothing;  // the epoch of the last work given to the device

  /// The tickets drawn and not given back.
  struct Places {
    std::array<std::uint64_t, 2> at{};
    int count = 0;
  };
  std::array<Places, 2> places{};
};

/// The device as far as an encoder sees it.
template <class Policy>
class EncodingDevice {
 public:
  EncodingDevice() = default;
  EncodingDevice(const EncodingDevice&) = delete;
  EncodingDevice& operator=(const EncodingDevice&) = delete;
  virtual ~EncodingDevice() = default;

  /// There is work; when it is done, the device calls the encoder's handle() on a thread of its
  /// own.
  virtual void dispatched() {}

  void refuseNext() { broken_.store(true); }
  bool refusesNext() const { return broken_.load(); }
  bool refuses() { return broken_.exchange(false); }

 private:
  typename Policy::template atomic<bool> broken_{false};
};

/// The steps of an EncoderFlow: each action of specs/EncodingLock/EncodingLock.tla is the
/// method of the same name, which passes its step point and then makes its one access to shared
/// state. Request, Grant and Unlock are the lock's.
template <class Policy, class Self, class Lock>
class EncoderProtocol {
 public:
  using Session = EncoderSession;
  using Device = EncodingDevice<Policy>;
  using SessionId = std::function<std::uint64_t()>;

  /// `id` is asked once per thread, on it; default: the thread's token.
  explicit EncoderProtocol(Device& device, Sites covered = kAllSites, SessionId id = {})
      : device_(device),
        id_(id ? std::move(id) : SessionId([] { return ThreadToken::current(); })),
        encoding_(covered) {}
  EncoderProtocol(const EncoderProtocol&) = delete;
  EncoderProtocol& operator=(const EncoderProtocol&) = delete;

  // -- The steps, in the order of the model

  void setFirst(Session& me, KernelId k) {
    LOCKSTEP_STEP(EncodingLock, SetFirst, EncoderProtocol::setFirst);
    kernel(k).first = me.first();
  }

  void setSecond(Session& me, KernelId k) {
    LOCKSTEP_STEP(EncodingLock, SetSecond, EncoderProtocol::setSecond);
    kernel(k).second = me.second();
  }

  /// The device executes what stands in the kernel, whoever put it there.
  void dispatch(Session& me, KernelId k) {
    LOCKSTEP_STEP(EncodingLock, Dispatch, EncoderProtocol::dispatch);
    if (device_.refuses()) {
      me.result = Result::failed;
      throw DeviceError(
          "the device refused a dispatch; the locks have been given back, call again");
    }
    const std::int64_t expected = me.first() + me.second();
    const std::int64_t sum =
        k == KernelId::own ? Kernel{me.first(), me.second()}.dispatch() : kernel(k).dispatch();
    me.result = sum == expected && me.result != Result::wrong ? Result::right : Result::wrong;
    me.dispatchedAt = epoch_.load();
    device_.dispatched();
  }

  void awaitGpu(Session& me) {
    LOCKSTEP_STEP_WHEN(EncodingLock, AwaitGpu, EncoderProtocol::awaitGpu,
                       [this, &me] { return !isPending(me.dispatchedAt); });
    MonitorGuard guard(monitor_);
    while (isPending(me.dispatchedAt)) {
      guard.wait(completed_);
    }
  }

  /// All that was dispatched so far is done.
  void complete() {
    LOCKSTEP_STEP(EncodingLock, Complete, EncoderProtocol::complete);
    epoch_.fetch_add(1);
    // A waiter that looked at the epoch before holds the monitor until it sleeps: no wake-up is
    // lost.
    { const MonitorGuard guard(monitor_); }
    completed_.notify_all();
  }

  // -- What a replay reads while every thread is parked

  Session& session() {
    return sessions_.get([this] {
      Session fresh;
      fresh.id = id_();
      return fresh;
    });
  }
  Lock& lockOf(LockId l) { return l == LockId::stream ? stream_ : encoding_.ranked(); }
  EncodingLock<Policy, Lock>& encodingLock() { return encoding_; }
  const Kernel& kernelOf(int k) const { return kernels_[k]; }
  bool isPending(std::uint64_t dispatchedAt) const { return dispatchedAt == epoch_.load(); }

 protected:
  ~EncoderProtocol() = default;

  Self& self() LOCKSTEP_IS_THIS { return static_cast<Self&>(*this); }

 private:
  Kernel& kernel(KernelId k) { return kernels_[static_cast<int>(k)]; }

  Device& device_;
  const SessionId id_;
  PerThread<Session> sessions_;
  Lock stream_{LockRank::stream};
  EncodingLock<Policy, Lock> encoding_;
  std::array<Kernel, kKernels> kernels_{};
  typename Policy::template atomic<std::uint64_t> epoch_{0};
  MonitorOf<Policy> monitor_;
  typename Policy::condition_variable completed_;
};

}  // namespace lockstep

#endif  // LOCKSTEP_ENCODER_PROTOCOL_HPP
