#include "free_thread.hpp"

#include <pthread.h>
#include <time.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <exception>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "monitor.hpp"

namespace lockstep {
namespace {

/// As Java's Thread.onSpinWait: some ten nanoseconds, in which the others have the core.
void pause() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("isb");
#else
  std::this_thread::yield();
#endif
}

/// The seam is the recorder's until the end of this.
class Recording {
 public:
  Recording() { stepHook.store(&FreeThread::reach); }
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;
  ~Recording() { stepHook.store(nullptr); }
};

/// One system and its threads. Shared with them: one that is stuck keeps it alive.
class Round {
 public:
  Round(std::unique_ptr<FreeSystem> system, const FreeRequest& request, std::uint64_t seed)
      : system_(std::move(system)),
        names_(system_->threads()),
        patience_(request.patience),
        running_(names_.size()) {
    std::mt19937_64 seeds(seed);
    for (std::size_t i = 0; i < names_.size(); ++i) {
      logs_.push_back(std::make_unique<FreeThread>(seeds(), request.dawdles, request.workload,
                                                   system_->within()));
    }
  }

  static void run(const std::shared_ptr<Round>& round) {
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < round->names_.size(); ++i) {
      threads.emplace_back([round, i] { round->work(i); });
    }
    MonitorGuard lock(round->monitor_);
    const auto patientUntil = std::chrono::steady_clock::now() + round->patience_;
    while (round->running_ != 0 && std::chrono::steady_clock::now() < patientUntil) {
      lock.waitFor(round->ended_, round->patience_);
    }
    const bool ended = round->running_ == 0;
    lock.unlock();
    for (std::thread& thread : threads) {
      ended ? thread.join() : thread.detach();
    }
    if (!ended) {
      throw std::runtime_error("stuck: " + round->whereabouts() + " has not ended in " +
                               std::to_string(round->patience_.count()) + " ms");
    }
    const MonitorGuard again(round->monitor_);
    if (!round->failure_.empty()) {
      throw std::runtime_error(round->failure_);
    }
  }

  /// What a call took, on average.
  std::chrono::nanoseconds processorTimeOfACall() const {
    std::chrono::nanoseconds spent{0};
    std::size_t calls = 0;
    for (std::size_t i = 0; i < system_->callers(); ++i) {
      spent += logs_[i]->processorTime();
      calls += logs_[i]->calls();
    }
    return spent / std::max<std::int64_t>(1, static_cast<std::int64_t>(calls));
  }

  std::int64_t write(std::ofstream& out, int number) const {
    std::int64_t count = 0;
    out << "{\"round\":" << number << ",\"logs\":{";
    std::vector<std::vector<FreeEvent>> logs;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      logs.push_back(logs_[i]->events());
      out << (i == 0 ? "" : ",") << '"' << names_[i] << "\":" << logs[i].size();
    }
    out << "}}\n";
    for (const std::vector<FreeEvent>& log : logs) {
      for (const FreeEvent& event : log) {
        out << "{\"a\":\"" << event.action << '"';
        if (event.isCall) {
          out << ",\"x\":" << event.further;
        }
        out << ",\"b\":" << event.begin;
        if (event.end != FreeEvent::kOpen) {
          out << ",\"e\":" << event.end;
        }
        if (!event.seen.empty()) {
          out << ",\"s\":" << event.seen;
        }
        out << "}\n";
        ++count;
      }
    }
    return count;
  }

 private:
  void work(std::size_t place) {
    ++met_;
    while (met_.load() < names_.size()) {
      std::this_thread::yield();
    }
    logs_[place]->enter();
    try {
      system_->client(place, *logs_[place]);
    } catch (const std::exception& e) {
      const MonitorGuard guard(monitor_);
      failure_ = at(place) + " threw: " + e.what();
    }
    FreeThread::leave();
    const MonitorGuard guard(monitor_);
    finished_.push_back(place);
    --running_;
    ended_.notify_all();
  }

  std::string at(std::size_t place) const {
    const char* const last = logs_[place]->lastAction();
    return "thread " + names_[place] +
           (last == nullptr ? " before its first call" : std::string(" at ") + last);
  }

  /// Of the threads that have not ended.
  std::string whereabouts() {
    const MonitorGuard guard(monitor_);
    std::string text;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      bool over = false;
      for (const std::size_t place : finished_) {
        over = over || place == i;
      }
      if (!over) {
        text += (text.empty() ? "" : ", ") + at(i);
      }
    }
    return text;
  }

  const std::unique_ptr<FreeSystem> system_;
  const std::vector<std::string> names_;
  const std::chrono::milliseconds patience_;
  std::vector<std::unique_ptr<FreeThread>> logs_;
  std::atomic<std::size_t> met_{0};
  Monitor monitor_;
  std::condition_variable ended_;
  std::size_t running_ LOCKSTEP_GUARDED_BY(monitor_);
  std::vector<std::size_t> finished_ LOCKSTEP_GUARDED_BY(monitor_);
  std::string failure_ LOCKSTEP_GUARDED_BY(monitor_);
};

const FreeVariant& find(const FreeRequest& request) {
  std::string names;
  for (const FreeVariant& variant : freeVariants()) {
    if (variant.module == request.module) {
      if (variant.name == request.variant) {
        return variant;
      }
      names += (names.empty() ? "" : ", ") + variant.name;
    }
  }
  throw std::invalid_argument("module " + request.module + " has no variant '" + request.variant +
                              "' with clients for free runs; there are: " + names);
}

void requireSensible(const FreeRequest& request) {
  if (request.events < 1 || request.calls < 1) {
    throw std::invalid_argument("a free run has at least one event, and one call for each thread");
  }
}

std::string quoted(const std::string& text) {
  std::string json = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      json += '\\';
    }
    json += c;
  }
  return json + '"';
}

}  // namespace

std::vector<FreeVariant>& freeVariants() {
  static std::vector<FreeVariant> variants;
  return variants;
}

std::int64_t FreeThread::now() {
#if defined(__SANITIZE_THREAD__)
  // The sanitizer does not know fences; to change something of one's own is as good as one here.
  static thread_local std::atomic<int> fence{0};
  fence.exchange(0);
#else
  std::atomic_thread_fence(std::memory_order_seq_cst);
#endif
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

void FreeThread::leave() {
  timespec spent{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
  current()->processorTime_ +=
      std::chrono::seconds(spent.tv_sec) + std::chrono::nanoseconds(spent.tv_nsec);
  current() = nullptr;
}

Workload::Workload(int rows)
    : rows_(static_cast<std::size_t>(rows)), left_(rows_ * rows_), right_(left_), product_(left_) {
  for (std::size_t i = 0; i < left_.size(); ++i) {
    left_[i] = 1.0 / (1.0 + static_cast<double>(i));
    right_[i] = 1.0 / (2.0 + static_cast<double>(i));
  }
}

void Workload::run() {
  for (std::size_t row = 0; row < rows_; ++row) {
    for (std::size_t column = 0; column < rows_; ++column) {
      double sum = 0;
      for (std::size_t i = 0; i < rows_; ++i) {
        sum += left_[row * rows_ + i] * right_[i * rows_ + column];
      }
      product_[row * rows_ + column] = sum;
    }
  }
  if (rows_ > 0) {
    left_[0] = product_[0] / static_cast<double>(rows_);  // so that nobody leaves the work out
  }
}

void FreeThread::liveAs(const std::string& name, const std::function<void()>& deed) {
  std::exception_ptr thrown;
  std::thread life([&] {
    // Some faults know a thread by its name.
    pthread_setname_np(pthread_self(), name.c_str());
    enter();
    try {
      deed();
    } catch (...) {
      thrown = std::current_exception();
    }
    leave();
  });
  life.join();
  if (thrown) {
    std::rethrow_exception(thrown);
  }
}

void FreeThread::dawdle() {
  if (!dawdles_ || draw(kDawdles) != 0) {
    return;
  }
  const int spins = draw(kLongestSpin);
  if (spins < kLongestSpin / 8) {
    std::this_thread::yield();
  }
  for (int i = 0; i < spins; ++i) {
    pause();
  }
}

std::int64_t recordFreely(const FreeRequest& request, const std::string& file) {
  requireSensible(request);
  const FreeVariant& variant = find(request);
  std::ofstream out(file, std::ios::trunc);
  out << "{\"recordedRun\":1,\"module\":" << quoted(request.module)
      << ",\"model\":" << quoted(request.model)
      << ",\"engine\":\"native\",\"variant\":" << quoted(request.variant)
      << ",\"built\":" << quoted(request.built)
      << ",\"seed\":" << static_cast<std::int64_t>(request.seed) << ",\"observed\":[";
  for (std::size_t i = 0; i < variant.observed.size(); ++i) {
    out << (i == 0 ? "" : ",") << quoted(variant.observed[i]);
  }
  out << "]}\n";
  std::mt19937_64 seeds(request.seed);
  std::int64_t events = 0;
  int rounds = 0;
  const Recording recording;
  while (events < request.events) {
    const auto round = std::make_shared<Round>(variant.make(request.calls), request, seeds());
    try {
      Round::run(round);
    } catch (const std::runtime_error& e) {
      throw std::runtime_error("round " + std::to_string(rounds) + ": " + e.what());
    }
    events += round->write(out, rounds++);
  }
  out << "{\"rounds\":" << rounds << ",\"events\":" << events << "}\n";
  out.close();
  if (!out) {
    throw std::runtime_error("cannot write all of " + file + ": is the disk full?");
  }
  return events;
}

FreeTimes timeFreely(const FreeRequest& request, int rounds) {
  const FreeVariant& variant = find(request);
  std::mt19937_64 seeds(request.seed);
  using Times = std::vector<std::chrono::nanoseconds>;
  Times recorded;
  Times unrecorded;
  const auto timed = [&](std::uint64_t seed, Times& times) {
    const auto round = std::make_shared<Round>(variant.make(request.calls), request, seed);
    Round::run(round);
    times.push_back(round->processorTimeOfACall());
  };
  for (int i = 0; i < rounds; ++i) {
    const std::uint64_t seed = seeds();  // the same draws in both
    timed(seed, unrecorded);
    const Recording recording;
    timed(seed, recorded);
  }
  const auto median = [](Times& times) {
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
  };
  return {median(recorded), median(unrecorded)};
}

}  // namespace lockstep
