#ifndef LOCKSTEP_FREE_DEVICE_BARRIER_HPP
#define LOCKSTEP_FREE_DEVICE_BARRIER_HPP

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "device.hpp"
#include "device_barrier.hpp"
#include "errors.hpp"
#include "free_thread.hpp"
#include "monitor.hpp"
#include "queue_stream.hpp"
#include "stream_guard.hpp"

namespace lockstep {

/// Threads that wait for the device, open and close streams, and guard them, on which work fails:
/// with the bounds of FreeDeviceBarrier.cfg, as FreeDeviceBarrier.java.
template <class Barrier, class Guard, class Stream>
class FreeDeviceBarrier final : public FreeSystem {
 public:
  static constexpr const char* kModule = "DeviceBarrier";
  static std::vector<std::string> observed() { return {"told", "refused", "current"}; }

  explicit FreeDeviceBarrier(int calls)
      : calls_(calls),
        barrier_([] { return requireHome(); }),
        everybodys_(barrier_.open([this] { return std::make_shared<Stream>(device_, 0); })),
        pooled_(barrier_.open([this] { return std::make_shared<Stream>(device_, kPooled); })) {}

  std::vector<std::string> threads() const override { return {"a", "b", "c", ""}; }

  std::size_t callers() const override { return kUsers; }

  void client(std::size_t place, FreeThread& me) override {
    if (place == kUsers) {
      complete(me);
      return;
    }
    const Over over{working_};
    User(*this, static_cast<int>(place), me).work();
  }

 private:
  static constexpr std::size_t kUsers = 3;
  static constexpr int kStreams = 4;
  static constexpr int kPooled = 3;
  static constexpr int kDepth = 3;
  static constexpr int kFails = 8;  // one work in so many
  static constexpr auto kPause = std::chrono::microseconds(20);

  /// Its own stream while that is open.
  static std::shared_ptr<Stream>& home() {
    thread_local std::shared_ptr<Stream> mine;
    return mine;
  }

  static std::shared_ptr<Stream> requireHome() {
    if (!home()) {
      throw std::logic_error("the barrier asks for the stream of a thread that has none");
    }
    return home();
  }

  /// However a thread ends, the device need not wait for it.
  struct Over {
    std::atomic<int>& working;
    ~Over() { --working; }
  };

  /// One more of those who are at something, as long as this lives.
  struct Counted {
    explicit Counted(std::atomic<int>& all) : count(all) { ++count; }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;
    ~Counted() { --count; }
    std::atomic<int>& count;
  };

  /// As the model numbers guards, from 0.
  static int placeOf(int thread, int depth) { return static_cast<int>(kUsers) * depth + thread; }

  /// One who uses the device.
  class User {
   public:
    User(FreeDeviceBarrier& of, int number, FreeThread& me) : of_(of), number_(number), me_(me) {
      home() = number == 0 ? of.everybodys_ : nullptr;
    }
    User(const User&) = delete;
    User& operator=(const User&) = delete;
    ~User() { home() = nullptr; }

    void work() {
      const int open = number_ == 0 ? of_.calls_ : me_.draw(of_.calls_);
      const int close = open + me_.draw(of_.calls_);
      for (int i = 0; i < of_.calls_; ++i) {
        if (i == open) {
          call("open", [this] {
            home() = of_.barrier_.open(
                [this] { return std::make_shared<Stream>(of_.device_, number_); });
          });
        }
        if (i >= close && home() && depth_ == 0) {
          call("close", [this] { of_.barrier_.close(home()); });
          home() = nullptr;
        }
        for (int uses = me_.draw(4); uses > 0; --uses) {
          use();
        }
      }
      for (int d = depth_ - 1; d >= 0; --d) {
        end(number_, d);
      }
      told_.clear();
      refused_ = false;
      me_.call("ThreadExit", "[]", [this] { return known(); });
    }

   private:
    void use() {
      const bool hasStream = depth_ > 0 || home();
      switch (me_.draw(9)) {
        case 0:
          return await("device", [this] { of_.barrier_.synchronizeDevice(); });
        case 1:
          if (hasStream) {
            await("synchronize", [this] { of_.barrier_.synchronize(); });
          }
          return;
        case 2:
        case 3:
          return guard();
        case 4:
          if (depth_ > 0) {
            end(number_, depth_ - 1);
          }
          return;
        case 5:
          return end(me_.draw(static_cast<int>(kUsers)), me_.draw(kDepth));
        case 6:
          if (number_ == 0 && depth_ == 0) {
            keepBusy();
          }
          return;
        default:
          if (hasStream) {
            call("submit", [this] { static_cast<Stream&>(*of_.barrier_.current()).submit([] {}); });
          }
      }
    }

    template <class Body>
    void await(const char* what, const Body& body) {
      const Counted waits(of_.waiting_);
      call(what, body);
    }

    /// As long as somebody waits: who does so has only what came before to wait for.
    void keepBusy() {
      const Counted keeps(of_.keeping_);
      while (of_.waiting_.load() > 0) {
        if (of_.device_.inFlight(0).size() < 2) {
          call("submit", [this] { of_.everybodys_->submit([] {}); });
        }
        std::this_thread::sleep_for(kPause);
      }
    }

    void guard() {
      if (depth_ == kDepth) {
        return;
      }
      const bool leases = me_.draw(2) == 0 && !of_.leased_.exchange(true);
      me_.call("Guard", leases ? "[3]" : "[0]", [&] {
        std::function<void()> giveBack;
        if (leases) {
          giveBack = [&leased = of_.leased_] { leased = false; };
        }
        of_.put(
            placeOf(number_, depth_),
            std::make_shared<Guard>(leases ? of_.pooled_ : of_.everybodys_, std::move(giveBack)));
        ++depth_;
        refused_ = false;
        return known();
      });
    }

    /// Which is refused but of its newest one; and has no effect on one that is ended.
    void end(int whose, int which) {
      const std::shared_ptr<Guard> guard = of_.get(placeOf(whose, which));
      if (!guard) {
        return;
      }
      me_.call("End", "[" + std::to_string(placeOf(whose, which) + 1) + "]", [&] {
        refused_ = false;
        try {
          guard->close();
          if (whose == number_ && which == depth_ - 1) {
            --depth_;
          }
        } catch (const IllegalCall&) {
          refused_ = true;
        }
        return known();
      });
    }

    template <class Body>
    void call(const char* what, const Body& body) {
      me_.call("Call", std::string("[\"") + what + "\"]", [&] {
        told_.clear();
        refused_ = false;
        try {
          body();
        } catch (const StreamFailed& failed) {
          for (const StreamFailure& failure : failed.all()) {
            told_.push_back(failure.stream);
          }
        }
        return known();
      });
    }

    std::string known() const {
      std::string text = "[[";
      for (std::size_t i = 0; i < told_.size(); ++i) {
        text += (i == 0 ? "" : ",") + std::to_string(told_[i]);
      }
      const FencedStreamPtr guarded = GuardNest::mine().current();
      return text + (refused_ ? "],true," : "],false,") +
             std::to_string(guarded ? guarded->index() : number_) + "]";
    }

    FreeDeviceBarrier& of_;
    const int number_;
    FreeThread& me_;
    int depth_ = 0;
    std::vector<int> told_;
    bool refused_ = false;
  };

  void put(int place, std::shared_ptr<Guard> guard) {
    const MonitorGuard lock(monitor_);
    guards_[place].swap(guard);
  }

  std::shared_ptr<Guard> get(int place) {
    const MonitorGuard lock(monitor_);
    return guards_[place];
  }

  /// Completes or fails what it finds, until there is nobody left to submit more.
  void complete(FreeThread& me) {
    for (bool more = true; more;) {
      more = working_.load() > 0;
      for (int s = 0; s < kStreams; ++s) {
        // While somebody keeps it busy, the default stream is never seen idle.
        if (device_.inFlight(s).size() > (s == 0 && keeping_.load() > 0 ? 1U : 0U)) {
          more = true;
          const bool fails = me.draw(kFails) == 0;
          me.call(fails ? "GpuFail" : "GpuComplete", "[" + std::to_string(s) + "]", [&] {
            fails ? device_.failNext(s) : device_.completeNext(s);
            return std::string();
          });
        }
      }
      std::this_thread::yield();
    }
  }

  const int calls_;
  ManualDevice device_;
  Barrier barrier_;
  const std::shared_ptr<Stream> everybodys_;
  const std::shared_ptr<Stream> pooled_;
  std::atomic<bool> leased_{false};
  Monitor monitor_;
  // The last of each thread and depth.
  std::shared_ptr<Guard> guards_[kUsers * kDepth] LOCKSTEP_GUARDED_BY(monitor_);
  std::atomic<int> waiting_{0};  // for the device, or about to
  std::atomic<int> keeping_{0};  // the default stream busy
  std::atomic<int> working_{static_cast<int>(kUsers)};
};

}  // namespace lockstep

#endif  // LOCKSTEP_FREE_DEVICE_BARRIER_HPP
