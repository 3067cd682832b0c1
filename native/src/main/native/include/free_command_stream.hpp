#ifndef LOCKSTEP_FREE_COMMAND_STREAM_HPP
#define LOCKSTEP_FREE_COMMAND_STREAM_HPP

#include <atomic>
#include <chrono>
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

  std::size_t callers() const override { return kCallers; }

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
  static constexpr int kFails = 8;     // one buffer in so many
  static constexpr int kKeepers = 12;  // one call in so many keeps the stream busy for the waiters
  static constexpr auto kPause = std::chrono::microseconds(20);

  static constexpr const char* kCalls[] = {"kernel",     "fill",  "throw",       "onCompleted",
                                           "signal",     "flush", "synchronize", "innerSynchronize",
                                           "innerSignal"};
  static constexpr int kKernel = 0;
  static constexpr int kFlush = 5;
  static constexpr int kSynchronize = 6;
  static constexpr int kInnerSynchronize = 7;

  /// One more of those who are at something, as long as this lives.
  struct Counted {
    Counted(std::atomic<int>& all, bool is) : count(all), one(is ? 1 : 0) { count += one; }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;
    ~Counted() { count -= one; }
    std::atomic<int>& count;
    const int one;
  };

  struct JobFailed : std::runtime_error {
    JobFailed() : std::runtime_error("as it should") {}
  };

  void work(FreeThread& me) {
    for (int i = 0; i < calls_; ++i) {
      if (me.draw(kKeepers) == 0) {
        keepBusy(me);
        continue;
      }
      const int drawn = me.draw(9);
      const Counted waits(waiting_, drawn == kSynchronize || drawn == kInnerSynchronize);
      call(me, drawn);
    }
    me.call("ThreadExit", "[]", [] { return std::string("[\"none\"]"); });
  }

  /// As long as somebody waits: who does so has only what came before to wait for.
  void keepBusy(FreeThread& me) {
    const Counted keeps(keeping_, true);
    while (waiting_.load() > 0) {
      if (device_.inFlight(stream_.index()).size() < 2) {
        call(me, kKernel);
        call(me, kFlush);
      }
      std::this_thread::sleep_for(kPause);
    }
  }

  void call(FreeThread& me, int call) {
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
      // While somebody keeps the stream busy, it is never seen idle.
      while (device_.inFlight(stream_.index()).size() > (keeping_.load() > 0 ? 1U : 0U)) {
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
  std::atomic<int> waiting_{0};  // for the device, or about to
  std::atomic<int> keeping_{0};  // the stream busy
  std::atomic<int> working_{static_cast<int>(kCallers)};
};

}  // namespace lockstep

#endif  // LOCKSTEP_FREE_COMMAND_STREAM_HPP
