#ifndef LOCKSTEP_ENCODER_HPP
#define LOCKSTEP_ENCODER_HPP

#include <array>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

#include "encoding_lock.hpp"
#include "errors.hpp"
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

/// Threads encode work through kernel objects that they share: specs/EncodingLock/EncodingLock.tla,
/// action by action. Each call is the model's Program of the same name. A dispatch that the device
/// refuses throws DeviceError, after the locks have been given back, the innermost first.
template <class Policy, class Self, class Lock = RankedLock<Policy>>
class EncoderProtocol {
 public:
  using Session = EncoderSession;
  using SessionId = std::function<std::uint64_t()>;

  /// `id` is asked once per thread, on it; default: the thread's token.
  explicit EncoderProtocol(EncodingDevice<Policy>& device, Sites covered = kAllSites,
                           SessionId id = {})
      : device_(device),
        id_(id ? std::move(id) : SessionId([] { return ThreadToken::current(); })),
        encoding_(covered) {}
  EncoderProtocol(const EncoderProtocol&) = delete;
  EncoderProtocol& operator=(const EncoderProtocol&) = delete;

  // -- What a client calls
  // --------------------------------------------------------------------------------------------

  Result contiguous() {
    return run(Call::contiguous, [this](Session& me) { doContiguous(me); });
  }
  Result linear() {
    return run(Call::linear, [this](Session& me) { doLinear(me); });
  }
  Result linearContiguous() {
    return run(Call::linearContiguous, [this](Session& me) {
      doLinear(me);
      doContiguous(me);
    });
  }
  Result linearSliceContiguous() {
    return run(Call::linearSliceContiguous, [this](Session& me) {
      doLinear(me);
      doSlice(me);
      doContiguous(me);
    });
  }
  Result projection() {
    return run(Call::projection, [this](Session& me) {
      doLinear(me);
      doPlaceholder(me);
      site(me, Site::scatter);
    });
  }
  Result matmul() {
    return run(Call::matmul, [this](Session& me) { site(me, Site::matmul); });
  }
  Result layerNorm() {
    return run(Call::layerNorm, [this](Session& me) {
      site(me, Site::pipelineState);
      site(me, Site::layerNorm);
    });
  }
  Result fill() {
    return run(Call::fill, [this](Session& me) {
      locked(me, LockId::stream, [&] { site(me, Site::copyCast); });
    });
  }
  Result synchronize() {
    return run(Call::synchronize, [this](Session& me) { self().doSynchronize(me); });
  }

  /// A completion handler gives back what the encoding lock protects. For a thread of the device.
  Result handle() {
    return run(Call::handle,
               [this](Session& me) { locked(me, LockId::encoding, [&] { self().complete(); }); });
  }

  // -- The steps, in the order of the model (Request, Grant and Unlock are the lock's)
  // --------------------------------

  void setFirst(Session& me, KernelId k) {
    Policy::at(Point::SetFirst);
    kernel(k).first = me.first();
  }

  void setSecond(Session& me, KernelId k) {
    Policy::at(Point::SetSecond);
    kernel(k).second = me.second();
  }

  /// The device executes what stands in the kernel, whoever put it there.
  void dispatch(Session& me, KernelId k) {
    Policy::at(Point::Dispatch);
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
    Policy::await(Point::AwaitGpu, [this, &me] { return !isPending(me.dispatchedAt); });
    std::unique_lock<typename Policy::mutex> guard(monitor_);
    while (isPending(me.dispatchedAt)) {
      completed_.wait(guard);
    }
  }

  /// All that was dispatched so far is done.
  void complete() {
    Policy::at(Point::Complete);
    epoch_.fetch_add(1);
    // A waiter that looked at the epoch before holds the monitor until it sleeps: no wake-up is
    // lost.
    { std::lock_guard<typename Policy::mutex> guard(monitor_); }
    completed_.notify_all();
  }

  // -- What a replay reads while every thread is parked
  // ---------------------------------------------------------------

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

  Self& self() { return static_cast<Self&>(*this); }

  /// Whoever waits for the device holds no lock.
  void doSynchronize(Session& me) {
    locked(me, LockId::stream, [&] { site(me, Site::commit); });
    self().awaitGpu(me);
  }

  void doContiguous(Session& me) { site(me, Site::gather); }
  void doLinear(Session& me) { site(me, Site::graphCache); }
  void doSlice(Session& me) { site(me, Site::copyCast); }

  /// A placeholder over a strided view gathers it first: a section in a section.
  void doPlaceholder(Session& me) {
    section(me, Site::placeholder, [&] {
      site(me, Site::gather);
      body(me, Site::placeholder);
    });
  }

  void site(Session& me, Site s) {
    section(me, s, [&] { body(me, s); });
  }

  void body(Session& me, Site s) {
    const KernelId k = kernelAt(s);
    if (k != KernelId::own) {
      self().setFirst(me, k);
      self().setSecond(me, k);
    }
    self().dispatch(me, k);
  }

  template <class Body>
  void section(Session& me, Site s, const Body& body) {
    if (encoding_.covers(s)) {
      locked(me, LockId::encoding, body);
    } else {
      body();
    }
  }

  template <class Body>
  void locked(Session& me, LockId l, const Body& body) {
    auto& places = me.places[static_cast<int>(l)];
    lockOf(l).lock([&](std::uint64_t ticket) { places.at[places.count++] = ticket; },
                   l == LockId::stream ? "a stream section" : "an encoding section");
    try {
      body();
    } catch (...) {
      self().unwind(me, l);
      throw;
    }
    giveBack(me, l);
  }

  /// A failed section gives its lock back as well.
  void unwind(Session& me, LockId l) { giveBack(me, l); }

  void giveBack(Session& me, LockId l) {
    if (lockOf(l).unlock()) {
      --me.places[static_cast<int>(l)].count;
    }
  }

 private:
  template <class Program>
  Result run(Call call, const Program& program) {
    Session& me = self().session();
    struct InCall {
      Session& me;
      ~InCall() { me.call = Call::none; }
    } scope{me};
    me.call = call;
    me.result = Result::none;
    program(me);
    return me.result;
  }

  Kernel& kernel(KernelId k) { return kernels_[static_cast<int>(k)]; }

  EncodingDevice<Policy>& device_;
  const SessionId id_;
  PerThread<Session> sessions_;
  Lock stream_{LockRank::stream};
  EncodingLock<Policy, Lock> encoding_;
  std::array<Kernel, kKernels> kernels_{};
  typename Policy::template atomic<std::uint64_t> epoch_{0};
  typename Policy::mutex monitor_;
  typename Policy::condition_variable completed_;
};

/// The sound encoder.
template <class Policy>
class EncoderOf final : public EncoderProtocol<Policy, EncoderOf<Policy>> {
 public:
  using EncoderProtocol<Policy, EncoderOf<Policy>>::EncoderProtocol;
};

using Encoder = EncoderOf<ProductionPolicy>;

/// A device whose one thread calls the completion handler whenever something was dispatched.
class HostEncodingDevice final : public EncodingDevice<ProductionPolicy> {
 public:
  HostEncodingDevice() = default;
  ~HostEncodingDevice() override { stop(); }

  /// `handle` is called until stop(); the encoder behind it must live that long.
  void start(std::function<void()> handle) {
    worker_ = std::thread([this, handle = std::move(handle)] {
      std::unique_lock<std::mutex> guard(monitor_);
      while (true) {
        changed_.wait(guard, [this] { return work_ || stopping_; });
        if (!work_) {
          return;
        }
        work_ = false;
        guard.unlock();
        handle();
        guard.lock();
      }
    });
  }

  void dispatched() override {
    {
      std::lock_guard<std::mutex> guard(monitor_);
      work_ = true;
    }
    changed_.notify_one();
  }

  void stop() {
    {
      std::lock_guard<std::mutex> guard(monitor_);
      stopping_ = true;
    }
    changed_.notify_one();
    if (worker_.joinable()) {
      worker_.join();
    }
  }

 private:
  std::mutex monitor_;
  std::condition_variable changed_;
  bool work_ = false;
  bool stopping_ = false;
  std::thread worker_;
};

}  // namespace lockstep

#endif  // LOCKSTEP_ENCODER_HPP
