// 64 threads share one stream, no controller, on a device that fails one buffer in a thousand: for
// the sanitizers, and for work that is lost or done twice, and failures of which nobody is told.

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <future>
#include <memory>
#include <mutex>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "check.hpp"
#include "command_soak_faults.hpp"
#include "command_stream.hpp"

namespace {

using namespace lockstep;

constexpr int kThreads = 64;
constexpr int kFailsOneIn = 1000;

/// What one thread has asked for, and what became of it.
struct Account {
  std::int64_t asked = 0;  // the thread's own
  std::atomic<std::int64_t> done{0};
  std::atomic<std::int64_t> dropped{0};
};

struct Counted {
  Account* account;
  bool* ran;
  void operator()() const {
    CHECK(!*ran);
    *ran = true;
    ++account->done;
  }
};

/// What a buffer that fails holds is not executed.
class FlakyDevice final : public Device {
 public:
  int failures() const { return failures_; }
  int finished() const { return finished_; }

 protected:
  std::unique_ptr<DeviceQueue> makeQueue(int stream) override {
    return std::make_unique<DeviceQueue>(
        stream, /*hosted=*/true, [this](const CommandBuffer& buffer) -> Failure {
          if (++finished_ % kFailsOneIn != 0) {
            return nullptr;
          }
          for (const auto& command : buffer.commands()) {
            ++command.target<Counted>()->account->dropped;
          }
          return failureOf("failure number " + std::to_string(++failures_));
        });
  }

 private:
  std::atomic<int> finished_{0};
  std::atomic<int> failures_{0};
};

struct JobFailed : std::runtime_error {
  JobFailed() : std::runtime_error("planted") {}
};

template <class Stream>
class Load {
 public:
  void run(int rounds) {
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([this, t, rounds] { work(t, rounds); });
    }
    for (auto& thread : threads) {
      thread.join();
    }
    synchronize(accounts_[0]);
    stream_.synchronize();  // there is nothing left to tell
    // The device calls handlers when it is through with their buffer, and in order: that of a last
    // buffer comes after all others.
    std::promise<void> handled;
    stream_.onCompleted([&](const Failure&) { handled.set_value(); });
    stream_.flush();
    handled.get_future().wait();
  }

  void check() const {
    std::int64_t asked = 0, done = 0, dropped = 0;
    for (const Account& account : accounts_) {
      CHECK(account.asked == account.done + account.dropped);
      asked += account.asked;
      done += account.done;
      dropped += account.dropped;
    }
    CHECK(device_.failures() > 0 && dropped > 0);
    CHECK(!told_.empty() && static_cast<int>(told_.size()) <= device_.failures());
    for (const auto& works : works_) {
      for (const Work& work : works) {
        CHECK(work.handled == (work.handler ? 1 : 0));
      }
    }
    std::printf("%lld commands in %d buffers, %lld of them in %d that failed, told %zu times\n",
                static_cast<long long>(asked), device_.finished(), static_cast<long long>(dropped),
                device_.failures(), told_.size());
  }

 private:
  struct Work {
    bool ran = false;
    bool handler = false;
    std::atomic<int> handled{0};
  };

  void work(int t, int rounds) {
    std::mt19937 random(static_cast<unsigned>(t));
    Account& account = accounts_[t];
    const auto next = [&] {
      ++account.asked;
      return Counted{&account, &works_[t].emplace_back().ran};
    };
    for (int i = 0; i < rounds; ++i) {
      switch (random() % 8) {
        case 0:
          stream_.encode([&](auto recorder) { recorder.dispatch(next()); });
          break;
        case 1:
          stream_.standAlone(next());
          break;
        case 2:
          stream_.signal(next());
          break;
        case 3:
          stream_.flush();
          break;
        case 4:
          // A handler knows what became of its buffer, and that is what the command knows.
          stream_.encode([&](auto recorder) {
            recorder.dispatch(next());
            Work& work = works_[t].back();
            work.handler = true;
            stream_.onCompleted([&work](const Failure& failure) {
              CHECK(work.ran == (failure == nullptr));
              ++work.handled;
            });
          });
          break;
        case 5:
          try {
            stream_.encode([&](auto recorder) {
              recorder.dispatch(next());
              stream_.signal(next());
              stream_.flush();
              throw JobFailed();
            });
            CHECK(false);
          } catch (const JobFailed&) {
          }
          break;
        case 6:
          synchronize(account, [&] {
            stream_.encode([&](auto recorder) {
              recorder.dispatch(next());
              stream_.synchronize();
              stream_.encode([&](auto inner) { inner.dispatch(next()); });
              recorder.dispatch(next());
            });
          });
          break;
        default:
          synchronize(account);
          break;
      }
    }
  }

  void synchronize(Account& account) {
    synchronize(account, [this] { stream_.synchronize(); });
  }

  /// Whoever has synchronized has nothing under way.
  template <class Body>
  void synchronize(Account& account, const Body& body) {
    try {
      body();
    } catch (const WorkFailed& failure) {
      const std::lock_guard<std::mutex> guard(monitor_);
      CHECK(told_.insert(failure.what()).second);
    }
    CHECK(account.asked == account.done + account.dropped);
  }

  std::vector<Account> accounts_{kThreads};
  std::vector<std::deque<Work>> works_{kThreads};
  std::mutex monitor_;
  std::set<std::string> told_;
  // Last: its thread ends before what it writes to is gone.
  FlakyDevice device_;
  Stream stream_{device_};
};

}  // namespace

/// With the argument `unqueued`, jobs run side by side: a race that a sanitizer must find.
int main(int arguments, char** argument) {
  if (arguments > 1 && std::string(argument[1]) == "unqueued") {
    Load<Unqueued>().run(20);
    return 0;
  }
  Load<CommandStream> load;
  load.run(2000);
  load.check();
  return 0;
}
