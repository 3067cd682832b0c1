#ifndef LOCKSTEP_ENCODING_LOCK_SUBJECT_HPP
#define LOCKSTEP_ENCODING_LOCK_SUBJECT_HPP

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "encoder.hpp"
#include "free_encoding_lock.hpp"
#include "step_controller.hpp"
#include "subject_support.hpp"

namespace lockstep {

/// An encoder with its locks under replay: its row holds the model's VARIABLES in their order, less
/// the abstract `ip`.
template <class EncoderType>
class EncodingLockSubject final : public Subject {
 public:
  static constexpr const char* kModule = "EncodingLock";
  using Free = FreeEncodingLock<EncoderType>;

  EncodingLockSubject(const std::int32_t* config, std::int32_t length)
      : config_(config, length),
        encoder_(device_, config_.covered,
                 [] { return static_cast<std::uint64_t>(StepController::currentThread()); }),
        sessions_(everyone()),
        tokens_(everyone()),
        results_(everyone(), Result::none),
        dispatchedAt_(everyone(), EncoderSession::kNothing) {}

  static const std::vector<Action>& actions() {
    static const std::vector<Action> all = {
        {"Call", Kind::client, Point::Idle},
        {"Request", Kind::step, Point::Request},
        {"Grant", Kind::step, Point::Grant},
        {"Unlock", Kind::step, Point::Unlock},
        {"SetFirst", Kind::step, Point::SetFirst},
        {"SetSecond", Kind::step, Point::SetSecond},
        {"Dispatch", Kind::step, Point::Dispatch},
        {"AwaitGpu", Kind::step, Point::AwaitGpu},
        {"Complete", Kind::step, Point::Complete},
        {"GpuComplete", Kind::client, Point::Idle},
        {"GpuRefuse", Kind::environment, Point::Idle},
        {"ThreadExit", Kind::threadExit, Point::Idle},
        {"Terminated", Kind::environment, Point::Idle},
    };
    return all;
  }

  const std::vector<Action>& alphabet() const override { return actions(); }
  int threads() const override { return everyone(); }
  int rowInts() const override {
    return 5 * everyone() + 2 + 2 + 2 + 2 * kKernels + config_.threads + 2;
  }

  void writeRow(const Standing& standing, std::int32_t* row) override {
    RowWriter out(row);
    const int all = everyone();
    for (int e = 0; e < all; ++e) out << pcOf(standing.at[e]);
    for (int e = 0; e < all; ++e)
      out << static_cast<int>(sessions_[e] ? sessions_[e]->call : Call::none);
    for (int e = 0; e < all; ++e)
      out << static_cast<int>(sessions_[e] ? sessions_[e]->result : Result::none);
    for (const LockId l : kLocks) {
      const Queue queue = queueOf(l);
      out << queue.size;
      for (int i = 0; i < all; ++i) out << queue.at(i);
    }
    for (const LockId l : kLocks) out << ownerOf(l);
    for (const LockId l : kLocks) out << (ownerOf(l) < 0 ? 0 : encoder_.lockOf(l).depth());
    for (int k = 0; k < kKernels; ++k) {
      const Kernel& kernel = encoder_.kernelOf(k);
      out << static_cast<int>(kernel.first >> 31) - 1 << static_cast<int>(kernel.second) - 1;
    }
    for (int t = 0; t < config_.threads; ++t) out << isPending(t);
    out << device_.refusesNext();
    out << standing.ready;
    observe();
  }

  void threadStarted(int thread) override { visit(thread); }

  void threadEnding(int thread) override {
    if (sessions_[thread] != nullptr) {
      // The device goes on with the work of a thread that is gone.
      dispatchedAt_[thread] = sessions_[thread]->dispatchedAt;
      sessions_[thread] = nullptr;
    }
  }

  void call(int thread, const PlanEntry& entry) override {
    visit(thread);
    try {
      const Result given =
          make(entry.action == kCall ? static_cast<Call>(entry.arg) : Call::handle);
      if (given != sessions_[thread]->result) {
        throw std::logic_error("a call returned another result than its thread has");
      }
    } catch (const DeviceError&) {
      if (sessions_[thread]->result != Result::failed) {
        throw;
      }
      // The model's `failed`; the session says so.
    }
  }

  std::optional<std::string> forbids(const PlanEntry& entry) override {
    const bool handler = entry.thread >= config_.threads;
    if (entry.action == kGpuComplete) {
      if (!handler) {
        return "thread " + std::to_string(entry.thread) + " is no handler";
      }
      return anyPending() ? std::nullopt
                          : std::optional<std::string>("the device executes nothing");
    }
    if (handler) {
      return "thread " + std::to_string(entry.thread) + " is a handler";
    }
    if (entry.action == kCall && (entry.arg < 0 || entry.arg >= static_cast<int>(Call::handle))) {
      return "there is no call " + std::to_string(entry.arg);
    }
    return std::nullopt;
  }

  std::optional<std::string> environment(const Standing& standing,
                                         const PlanEntry& entry) override {
    if (entry.action == kGpuRefuse) {
      if (device_.refusesNext()) {
        return "the device refuses the next dispatch already";
      }
      device_.refuseNext();
      return std::nullopt;
    }
    for (int e = 0; e < everyone(); ++e) {
      const Point end = e < config_.threads ? Point::Gone : Point::Idle;
      if (standing.at[e] != end) {
        return "thread " + std::to_string(e) + " stands at " + nameOf(standing.at[e]) +
               ", the end is at " + nameOf(end);
      }
    }
    return anyPending() ? std::optional<std::string>("the device still executes work")
                        : std::nullopt;
  }

  std::optional<PlanEntry> nudge(const Standing& standing) override {
    if (anyPending()) {
      for (int e = config_.threads; e < everyone(); ++e) {
        if (standing.at[e] == Point::Idle) {
          return PlanEntry{kGpuComplete, e, 0};
        }
      }
    }
    return std::nullopt;
  }

  std::string facts() override {
    std::string text = "\"wrongResults\":" + std::to_string(wrong_) + ",\"overtaken\":[";
    for (std::size_t i = 0; i < overtaken_.size(); ++i) {
      const Overtaking& o = overtaken_[i];
      text += std::string(i == 0 ? "" : ",") + "{\"lock\":\"" +
              (o.lock == 0 ? "stream" : "encoding") + "\",\"served\":" + std::to_string(o.served) +
              ",\"first\":" + std::to_string(o.first) + "}";
    }
    return text + "]";
  }

 private:
  static constexpr std::int32_t kCall = 0;
  static constexpr std::int32_t kGpuComplete = 9;
  static constexpr std::int32_t kGpuRefuse = 10;
  static constexpr std::array<LockId, 2> kLocks = {LockId::stream, LockId::encoding};

  struct Config {
    Config(const std::int32_t* config, std::int32_t length) {
      ConfigReader in(kModule, config, length);
      threads = in.next("threads", 1, 30);
      handlers = in.next("handlers", 0, 31 - threads);
      covered = static_cast<Sites>(in.next("covered", 0, static_cast<int>(kAllSites)));
      in.end();
    }
    int threads = 0;
    int handlers = 0;
    Sites covered = 0;
  };

  struct Overtaking {
    int lock;
    int served;
    int first;
  };

  static int pcOf(Point point) {
    return point <= Point::Gone
               ? static_cast<int>(point)
               : static_cast<int>(point) - static_cast<int>(Point::Request) + kFirstStep;
  }
  static constexpr int kFirstStep = 2;

  int everyone() const { return config_.threads + config_.handlers; }

  void visit(int thread) {
    sessions_[thread] = &encoder_.session();
    tokens_[thread] = ThreadToken::current();
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
      case Call::synchronize:
        return encoder_.synchronize();
      default:
        return encoder_.handle();
    }
  }

  int ownerOf(LockId l) { return indexOf(tokens_, encoder_.lockOf(l).owner()); }

  /// Who has asked and not given back, by the order of the tickets.
  struct Queue {
    std::array<std::pair<std::uint64_t, int>, 62> places;
    int size = 0;
    int at(int i) const { return i < size ? places[i].second : -1; }
  };

  Queue queueOf(LockId l) const {
    Queue queue;
    for (int e = 0; e < everyone(); ++e) {
      if (sessions_[e] != nullptr) {
        const auto& places = sessions_[e]->places[static_cast<int>(l)];
        for (int i = 0; i < places.count; ++i) {
          queue.places[queue.size++] = {places.at[i], e};
        }
      }
    }
    std::sort(queue.places.begin(), queue.places.begin() + queue.size);
    return queue;
  }

  bool isPending(int thread) const {
    return encoder_.isPending(sessions_[thread] ? sessions_[thread]->dispatchedAt
                                                : dispatchedAt_[thread]);
  }

  bool anyPending() const {
    for (int t = 0; t < config_.threads; ++t) {
      if (isPending(t)) {
        return true;
      }
    }
    return false;
  }

  /// What only the course of things shows: wrong numbers, and who was served before the one who had
  /// asked first.
  void observe() {
    for (int e = 0; e < everyone(); ++e) {
      const Result now = sessions_[e] ? sessions_[e]->result : Result::none;
      wrong_ += now == Result::wrong && results_[e] != Result::wrong;
      results_[e] = now;
    }
    for (const LockId l : kLocks) {
      const int owner = ownerOf(l);
      int& before = owners_[static_cast<int>(l)];
      if (owner >= 0 && owner != before) {
        const Queue queue = queueOf(l);
        if (queue.size != 0 && queue.at(0) != owner) {
          overtaken_.push_back({static_cast<int>(l), owner, queue.at(0)});
        }
      }
      before = owner;
    }
  }

  const Config config_;
  typename EncoderType::Device device_;
  EncoderType encoder_;
  std::vector<EncoderSession*> sessions_;  // each thread's own, while it lives
  std::vector<std::uint64_t> tokens_;
  std::vector<Result> results_;
  std::vector<std::uint64_t> dispatchedAt_;
  std::array<int, 2> owners_{-1, -1};
  int wrong_ = 0;
  std::vector<Overtaking> overtaken_;
};

}  // namespace lockstep

#endif  // LOCKSTEP_ENCODING_LOCK_SUBJECT_HPP
