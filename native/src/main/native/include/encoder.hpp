#ifndef LOCKSTEP_ENCODER_HPP
#define LOCKSTEP_ENCODER_HPP

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <thread>
#include <utility>

#include "encoder_protocol.hpp"
#include "encoding_lock.hpp"
#include "implements.hpp"
#include "monitor.hpp"
#include "policy.hpp"
#include "ranked_lock.hpp"

namespace lockstep {

/// Threads encode work through kernel objects that they share: specs/EncodingLock/EncodingLock.tla,
/// action by action. Each call is the model's Program of the same name. A dispatch that the device
/// refuses throws DeviceError, after the locks have been given back, the innermost first.
///
/// This class says which step follows which, EncoderProtocol what each step does.
template <class Policy, class Self, class Lock = RankedLock<Policy>>
class EncoderFlow : public EncoderProtocol<Policy, Self, Lock> {
  using Protocol = EncoderProtocol<Policy, Self, Lock>;

 public:
  using Protocol::lockOf;
  using Protocol::Protocol;
  using typename Protocol::Session;

  // -- What a client calls

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

 protected:
  using Protocol::self;

  ~EncoderFlow() = default;

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
    if (this->encodingLock().covers(s)) {
      locked(me, LockId::encoding, body);
    } else {
      body();
    }
  }

  template <class Body>
  void locked(Session& me, LockId l, const Body& body) LOCKSTEP_UNANALYSED {
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

  void giveBack(Session& me, LockId l) LOCKSTEP_UNANALYSED {
    if (lockOf(l).unlock()) {
      --me.places[static_cast<int>(l)].count;
    }
  }

 private:
  template <class Program>
  Result run(Call call, const Program& program) {
    LOCKSTEP_IMPLEMENTS(EncodingLock, Call, EncoderFlow::run);
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
};

/// The sound encoder.
template <class Policy>
class EncoderOf final : public EncoderFlow<Policy, EncoderOf<Policy>> {
 public:
  using EncoderFlow<Policy, EncoderOf<Policy>>::EncoderFlow;
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
      MonitorGuard guard(monitor_);
      while (true) {
        while (!work_ && !stopping_) {
          guard.wait(changed_);
        }
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
      const MonitorGuard guard(monitor_);
      work_ = true;
    }
    changed_.notify_one();
  }

  void stop() {
    {
      const MonitorGuard guard(monitor_);
      stopping_ = true;
    }
    changed_.notify_one();
    if (worker_.joinable()) {
      worker_.join();
    }
  }

 private:
  Monitor monitor_;
  std::condition_variable changed_;
  bool work_ LOCKSTEP_GUARDED_BY(monitor_) = false;
  bool stopping_ LOCKSTEP_GUARDED_BY(monitor_) = false;
  std::thread worker_;
};

}  // namespace lockstep

#endif  // LOCKSTEP_ENCODER_HPP
