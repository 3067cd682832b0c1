// 32 threads use events of one pool on four streams, no controller. The device's threads signal
// when they like, out of order on two of the streams; one work in a thousand fails, and one in a
// thousand is refused. For the sanitizers, and for who is told too soon, twice, or never.

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "check.hpp"
#include "event_pool.hpp"

namespace {

using namespace lockstep;
using namespace std::chrono_literals;

constexpr int kThreads = 32;
constexpr int kGpuThreads = 3;  // for each stream of the manual device
constexpr int kEvents = 24;
constexpr int kOneIn = 1000;

/// What the device writes before the next signal that this thread has it give; null: nothing.
/// Plain: whoever is told of the signal sees it.
thread_local char* written = nullptr;

/// A stream that now and then refuses, and counts what it has been given.
class Flaky final : public EventStream {
 public:
  explicit Flaky(EventStream& inner) : inner_(inner) {}
  void enter() override { inner_.enter(); }
  void leave() override { inner_.leave(); }
  bool isFree() const override { return inner_.isFree(); }
  void lookAgain() override { inner_.lookAgain(); }

  void signal(OnDone onDone) override {
    refuseOne();
    inner_.signal([onDone = std::move(onDone), cell = written](std::int64_t nanos) {
      if (cell != nullptr) {
        *cell = 1;
      }
      onDone(nanos);
    });
    ++signals_;
  }
  void await(Gate gate) override {
    refuseOne();
    inner_.await(std::move(gate));
  }
  std::int64_t signals() const { return signals_; }
  int refusals() const { return refusals_; }

 private:
  void refuseOne() {  // on the queue
    if (++asked_ % kOneIn == 0) {
      ++refusals_;
      throw DeviceError("planted");
    }
  }

  EventStream& inner_;
  int asked_ = 0;
  std::int64_t signals_ = 0;
  int refusals_ = 0;
};

/// Two streams whose device fails one work in a thousand.
class FailingDevice final : public Device {
 public:
  int failures() const { return failures_; }

 protected:
  std::unique_ptr<DeviceQueue> makeQueue(int stream) override {
    return std::make_unique<DeviceQueue>(
        stream, /*hosted=*/true, [this](const CommandBuffer&) -> Failure {
          if (++finished_ % kOneIn != 0) {
            return nullptr;
          }
          return failureOf("failure number " + std::to_string(++failures_));
        });
  }

 private:
  std::atomic<int> finished_{0};
  std::atomic<int> failures_{0};
};

class Load {
 public:
  explicit Load(bool early)
      : early_(early),
        streams_{Flaky(plain_[0]), Flaky(plain_[1]), Flaky(plain_[2]), Flaky(plain_[3])},
        pool_(config()) {}

  void run(int rounds) {
    std::vector<std::thread> gpu;
    for (int g = 0; g < 2 * kGpuThreads; ++g) {
      gpu.emplace_back([this, g] { signalAtRandom(g); });
    }
    std::thread canceller([this] { cancel(); });
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([this, t, rounds] { work(t, rounds); });
    }
    for (auto& thread : threads) {
      thread.join();
    }
    takeAll();
    over_ = true;
    canceller.join();
    for (auto& thread : gpu) {
      thread.join();
    }
  }

  void check() const {
    CHECK(pool_.made() == kEvents && pool_.free().size() == kEvents);
    std::int64_t counted = 0;
    for (int e = 0; e < pool_.made(); ++e) {
      const EventWord word = pool_.word(e);
      CHECK(word.state() == EventState::free && word.pending() == 0);
      CHECK(pool_.slot(e)->counter.load() == word.recorded() &&
            pool_.slot(e)->parkedList().empty());
      counted += (word.recorded() - kStart) & (EventCount::kWrap - 1);
      around_ += word.recorded() < kStart;
    }
    std::int64_t signals = 0;
    int refusals = 0;
    for (const Flaky& stream : streams_) {
      signals += stream.signals();
      refusals += stream.refusals();
    }
    CHECK(counted == recorded_ && signals + refused_ == recorded_);
    CHECK(asked_ == called_ && asked_ > 0);
    CHECK(refusals > 0 && refused_ > 0 && device_.failures() > 0 && around_ > 0);
    CHECK(late_ > 0 && cancelled_ > 0 && exhausted_ > 0 && errors_ > 0);
    std::printf(
        "%lld signals, %d refused, %d failed; %d of %d counters went around; %lld callbacks; %d "
        "waits in vain, %d cancelled; %d takes in vain\n",
        static_cast<long long>(recorded_), refusals, device_.failures(), around_.load(),
        pool_.made(), static_cast<long long>(called_), late_.load(), cancelled_.load(),
        exhausted_.load());
  }

 private:
  static constexpr std::uint32_t kStart = EventCount::kWrap - 20;

  EventPoolConfig config() {
    EventPoolConfig config;
    config.limit = kEvents;
    config.start = kStart;
    config.onError = [this](const std::string& what) {
      CHECK(what == "planted");
      ++errors_;
    };
    return config;
  }

  void work(int t, int rounds) {
    std::mt19937 random(static_cast<unsigned>(t));
    for (int i = 0; i < rounds; ++i) {
      Flaky& stream = streams_[random() % streams_.size()];
      try {
        auto event = pool_.take(stream);
        use(event, random, t);
        if (random() % 4 == 0) {
          const EventHandle old = event.handle();
          event.give();
          messageOf<StaleEvent>([&] { pool_.query(old); });
          messageOf<StaleEvent>([&] { pool_.give(old); });
          event.detach();
        }
      } catch (const EventsExhausted&) {
        ++exhausted_;
        std::this_thread::yield();
      }
    }
  }

  template <class Event>
  void use(Event& event, std::mt19937& random, int t) {
    std::deque<char> cells;
    std::atomic<int> told{0};
    int asked = 0;
    for (int n = static_cast<int>(random() % 4) + 1; n > 0; --n) {
      const char* const cell = record(event, cells);
      if (early_ && cell != nullptr) {
        seen_ += *cell;
      }
      const EventHandle handle = event.handle();
      const std::uint32_t value = pool_.word(handle.event).recorded();  // nobody else records it
      switch (random() % 6) {
        case 0:
          CHECK(event.await());
          isReached(handle, value, cell);
          break;
        case 1:
          if (event.await(std::chrono::microseconds(random() % 200))) {
            isReached(handle, value, cell);
          } else {
            ++late_;
          }
          break;
        case 2:
          await(event, t);
          break;
        case 3:
          ++asked;
          ++asked_;
          event.then([this, handle, value, cell, &told](const Completion& completion) {
            CHECK(completion.generation == handle.generation && completion.value == value);
            isReached(handle, value, cell);
            ++called_;
            if (++told % 2 == 0) {
              throw std::runtime_error("planted");
            }
          });
          break;
        case 4:
          follow(event, random);
          break;
        default:
          if (event.isDone()) {
            isReached(handle, value, cell);
          }
          break;
      }
    }
    // `told` ends with us.
    CHECK(event.await());
    while (told != asked) {
      std::this_thread::yield();
    }
    CHECK(event.elapsedSince(event) == 0ns);
  }

  /// Where several threads signal, one may be told of a signal before the other has written.
  template <class Event>
  const char* record(Event& event, std::deque<char>& cells) {
    const auto of = static_cast<Flaky*>(event.handle().stream) - streams_.data();
    written = of < 2 ? nullptr : &cells.emplace_back(0);
    ++recorded_;
    try {
      event.record();
      return written;
    } catch (const DeviceError&) {
      ++refused_;
      return nullptr;
    }
  }

  template <class Event>
  void await(Event& event, int t) {
    try {
      CHECK(event.await(10s, &tokens_[t]));
    } catch (const AwaitCancelled&) {
      ++cancelled_;
    }
  }

  /// Only streams that come later, so that none waits for itself in a circle.
  template <class Event>
  void follow(Event& event, std::mt19937& random) {
    const auto of = static_cast<Flaky*>(event.handle().stream) - streams_.data();
    const auto next = of + 1 + random() % streams_.size();
    if (next < streams_.size()) {
      try {
        event.follow(streams_[next]);
      } catch (const DeviceError&) {
        // The stream goes on without it.
      }
    }
  }

  void isReached(const EventHandle& handle, std::uint32_t value, const char* cell) const {
    CHECK(cell == nullptr || *cell == 1);
    CHECK(EventCount::reached(pool_.slot(handle.event)->counter.load(), value));
  }

  void signalAtRandom(int g) {
    std::mt19937 random(static_cast<unsigned>(kThreads + g));
    while (!over_) {
      if (random() % kOneIn == 0) {
        manual_.failNext(g % 2);
      } else if (!manual_.completeNext(g % 2) || random() % 16 == 0) {
        std::this_thread::yield();
      }
    }
  }

  void cancel() {
    for (std::size_t i = 0; !over_; ++i) {
      tokens_[i % kThreads].cancel();
      std::this_thread::yield();
    }
  }

  /// Every event comes home while the device goes on; one that is lost would not.
  void takeAll() {
    std::vector<EventHandle> all;
    while (all.size() < kEvents) {
      try {
        all.push_back(pool_.take(streams_[0]).detach());
      } catch (const EventsExhausted&) {
        std::this_thread::yield();
      }
    }
    for (const EventHandle& event : all) {
      pool_.give(event);
    }
  }

  const bool early_;
  std::array<Cancellation, kThreads> tokens_;
  std::atomic<std::int64_t> recorded_{0}, refused_{0}, asked_{0}, called_{0};
  std::atomic<int> seen_{0}, late_{0}, cancelled_{0}, exhausted_{0}, errors_{0};
  mutable std::atomic<int> around_{0};
  std::atomic<bool> over_{false};
  ManualDevice manual_;
  FailingDevice device_;
  std::array<DeviceStream, 4> plain_{DeviceStream(manual_, 0), DeviceStream(manual_, 1),
                                     DeviceStream(device_, 2), DeviceStream(device_, 3)};
  std::array<Flaky, 4> streams_;
  EventPool pool_;
};

}  // namespace

/// With the argument `early`, threads read what the device writes before they are told: a race that
/// a sanitizer must find.
int main(int arguments, char** argument) {
  if (arguments > 1 && std::string(argument[1]) == "early") {
    Load(true).run(20);
    return 0;
  }
  Load load(false);
  load.run(arguments > 1 ? std::stoi(argument[1]) : 2000);
  load.check();
  return 0;
}
