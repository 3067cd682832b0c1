#ifndef LOCKSTEP_FREE_COMMAND_STREAM_HPP
#define LOCKSTEP_FREE_COMMAND_STREAM_HPP

#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "command_stream.hpp"
#include "device.hpp"
#include "free_thread.hpp"

namespace lockstep {

/// Threads that share one stream and make every call, on a device that fails now and then: with the
/// bounds of FreeCommandStream.cfg, as FreeCommandStream.java.
template <class Stream>
class FreeCommandStream final : public FreeSystem {
 public:
  static constexpr const char* kModule = "CommandStream";
  static std::vector<std::string> observed() { return {"result"}; }

  explicit FreeCommandStream(int calls) : calls_(calls), stream_(device_) {}

  std::vector<std::string> threads() const override { return {"a", "b", "c", "h"}; }

  void client(std::size_t place, FreeThread& me) override {
    if (place == kCallers) {
      complete(me);
      return;
    }
    const Leaving leaving{working_};
    work(me);
  }

 private:
  /// One who throws leaves too, or the device would wait for it.
  struct Leaving {
    std::atomic<int>& working;
    ~Leaving() { --working; }
  };

  static constexpr std::size_t kCallers = 3;
  static constexpr int kFails = 8;  // one buffer in so many

  struct JobFailed : std::runtime_error {
    JobFailed() : std::runtime_error("as it should") {}
  };

  void work(FreeThread& me) {
    static constexpr const char* kCalls[] = {
        "kernel", "fill",        "throw",            "onCompleted", "signal",
        "flush",  "synchronize", "innerSynchronize", "innerSignal"};
    for (int i = 0; i < calls_; ++i) {
      const int call = me.draw(9);
      me.call("Call", std::string("[\"") + kCalls[call] + "\"]", [&] {
        try {
          make(call);
          return std::string("[\"none\"]");
        } catch (const JobFailed&) {
          return std::string("[\"thrown\"]");
        } catch (const WorkFailed&) {
          return std::string("[\"failed\"]");
        }
      });
    }
    me.call("ThreadExit", "[]", [] { return std::string("[\"none\"]"); });
  }

  /// By the place in the list of calls.
  void make(int call) {
    const auto kernel = [](auto recorder) { recorder.dispatch([] {}); };
    const auto nested = [&](const auto& inner) {
      stream_.encode([&](auto recorder) {
        kernel(recorder);
        inner();
        stream_.encode(kernel);
      });
    };
    switch (call) {
      case 0:
        return stream_.encode(kernel);
      case 1:
        return stream_.standAlone([] {});
      case 2:
        return stream_.encode([](auto) { throw JobFailed(); });
      case 3:
        return stream_.onCompleted([](const Failure&) {});
      case 4:
        return stream_.signal([] {});
      case 5:
        return stream_.flush();
      case 6:
        return stream_.synchronize();
      case 7:
        return nested([&] { stream_.synchronize(); });
      default:
        return nested([&] { stream_.signal([] {}); });
    }
  }

  /// Completes what it finds, until there is nobody left to commit more.
  void complete(FreeThread& me) {
    for (bool more = true; more;) {
      more = working_.load() > 0;
      while (!device_.inFlight(stream_.index()).empty()) {
        more = true;
        const bool fails = me.draw(kFails) == 0;
        me.call(fails ? "GpuFail" : "GpuComplete", "[]", [&] {
          fails ? device_.failNext(stream_.index()) : device_.completeNext(stream_.index());
          return std::string();
        });
      }
      std::this_thread::yield();
    }
  }

  const int calls_;
  ManualDevice device_;
  Stream stream_;
  std::atomic<int> working_{static_cast<int>(kCallers)};
};

}  // namespace lockstep

#endif  // LOCKSTEP_FREE_COMMAND_STREAM_HPP
