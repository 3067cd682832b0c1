#ifndef LOCKSTEP_FREE_ENCODING_LOCK_HPP
#define LOCKSTEP_FREE_ENCODING_LOCK_HPP

#include <atomic>
#include <cstddef>
#include <string>
#include <thread>
#include <vector>

#include "encoder.hpp"
#include "errors.hpp"
#include "free_thread.hpp"
#include "per_thread.hpp"

namespace lockstep {

/// Threads that encode through the same kernels, on a device that refuses work now and then: with
/// the bounds of FreeEncodingLock.cfg, as FreeEncodingLock.java.
template <class EncoderType>
class FreeEncodingLock final : public FreeSystem {
 public:
  static constexpr const char* kModule = "EncodingLock";
  static std::vector<std::string> observed() { return {"result"}; }

  explicit FreeEncodingLock(int calls)
      : calls_(calls), encoder_(device_, kAllSites, [] { return ThreadToken::current(); }) {}

  std::vector<std::string> threads() const override { return {"a", "b", "c", "h", ""}; }

  std::size_t callers() const override { return kCallers; }

  void client(std::size_t place, FreeThread& me) override {
    if (place < kCallers) {
      const Over over{working_};
      work(me);
    } else if (place == kCallers) {
      complete(me);
    } else {
      refuse(me);
    }
  }

 private:
  static constexpr std::size_t kCallers = 3;
  static constexpr int kRefuses = 8;  // one call in so many, or fewer

  /// However a thread ends, the device need not wait for it.
  struct Over {
    std::atomic<int>& working;
    ~Over() { --working; }
  };

  /// It is to call for each work that it has executed.
  class Device final : public EncoderType::Device {
   public:
    void dispatched() override { ++executed_; }
    bool isBusy() const { return executed_.load() > 0; }
    void called() { --executed_; }

   private:
    std::atomic<int> executed_{0};
  };

  void work(FreeThread& me) {
    static constexpr const char* kCalls[] = {
        "contiguous", "linear", "linearContiguous", "linearSliceContiguous", "projection", "matmul",
        "layerNorm",  "fill",   "synchronize"};
    static constexpr const char* kResults[] = {"[\"none\"]", "[\"right\"]", "[\"wrong\"]",
                                               "[\"failed\"]"};
    for (int i = 0; i < calls_; ++i) {
      const int call = me.draw(9);
      ++called_;
      me.call("Call", std::string("[\"") + kCalls[call] + "\"]", [&] {
        try {
          return std::string(kResults[static_cast<int>(make(static_cast<Call>(call)))]);
        } catch (const DeviceError&) {
          return std::string("[\"failed\"]");
        }
      });
    }
    me.call("ThreadExit", "[]", [] { return std::string("[\"none\"]"); });
  }

  Result make(Call call) {
    switch (call) {
      case Call::contiguous:
        return encoder_.contiguous();
      case Call::linear:
        return encoder_.linear();
      case Call::linearContiguous:
        return encoder_.linearContiguous();
      case Call::linearSliceContiguous:
        return encoder_.linearSliceContiguous();
      case Call::projection:
        return encoder_.projection();
      case Call::matmul:
        return encoder_.matmul();
      case Call::layerNorm:
        return encoder_.layerNorm();
      case Call::fill:
        return encoder_.fill();
      default:
        return encoder_.synchronize();
    }
  }

  /// Completes what it finds, until there is nobody left to dispatch more.
  void complete(FreeThread& me) {
    for (bool more = true; more;) {
      more = working_.load() > 0;
      while (device_.isBusy()) {
        more = true;
        me.call("GpuComplete", "[]", [&] {
          device_.called();
          encoder_.handle();
          return std::string("[\"none\"]");
        });
      }
      std::this_thread::yield();
    }
  }

  /// Has a dispatch refused once in some calls.
  void refuse(FreeThread& me) {
    int next = kRefuses;
    while (working_.load() > 0) {
      if (called_.load() >= next && !device_.refusesNext()) {
        me.call("GpuRefuse", "[]", [&] {
          device_.refuseNext();
          return std::string();
        });
        next = called_.load() + kRefuses + me.draw(kRefuses);
      }
      std::this_thread::yield();
    }
  }

  const int calls_;
  Device device_;
  EncoderType encoder_;
  std::atomic<int> working_{static_cast<int>(kCallers)};
  std::atomic<int> called_{0};
};

}  // namespace lockstep

#endif  // LOCKSTEP_FREE_ENCODING_LOCK_HPP
