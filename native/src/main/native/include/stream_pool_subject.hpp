#ifndef LOCKSTEP_STREAM_POOL_SUBJECT_HPP
#define LOCKSTEP_STREAM_POOL_SUBJECT_HPP

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "device.hpp"
#include "free_stream_pool.hpp"
#include "step_controller.hpp"
#include "stream_pool.hpp"
#include "subject_support.hpp"

namespace lockstep {

/// A StreamPool under replay: its row holds the model's VARIABLES in their order.
template <class Pool>
class StreamPoolSubject final : public Subject {
 public:
  static constexpr const char* kModule = "StreamPool";
  using Free = FreeStreamPool<Pool>;

  StreamPoolSubject(const std::int32_t* config, std::int32_t length)
      : config_(config, length),
        pool_(device_, poolConfig()),
        sessions_(config_.threads),
        tokens_(config_.threads) {}

  static const std::vector<Action>& actions() {
    static const std::vector<Action> all = {
        {"CallCurrent", Kind::client, Point::Idle},
        {"CallSubmit", Kind::client, Point::Idle},
        {"CallClose", Kind::client, Point::Idle},
        {"SetCurrent", Kind::client, Point::Idle},
        {"Release", Kind::client, Point::Idle},
        {"Peek", Kind::step, Point::Peek},
        {"Enter", Kind::step, Point::Enter},
        {"Count", Kind::step, Point::Count},
        {"ReadSlot", Kind::step, Point::ReadSlot},
        {"LockCreation", Kind::step, Point::LockCreation},
        {"RecheckSlot", Kind::step, Point::RecheckSlot},
        {"Create", Kind::step, Point::Create},
        {"Publish", Kind::step, Point::Publish},
        {"UnlockCreation", Kind::step, Point::UnlockCreation},
        {"LockStream", Kind::step, Point::LockStream},
        {"TakeBuffer", Kind::step, Point::TakeBuffer},
        {"Commit", Kind::step, Point::Commit},
        {"UnlockStream", Kind::step, Point::UnlockStream},
        {"Leave", Kind::step, Point::Leave},
        {"Seal", Kind::step, Point::Seal},
        {"AwaitEmpty", Kind::step, Point::AwaitEmpty},
        {"AwaitIdle", Kind::step, Point::AwaitIdle},
        {"Retire", Kind::step, Point::Retire},
        {"Destroy", Kind::step, Point::Destroy},
        {"ThreadExit", Kind::threadExit, Point::Idle},
        {"ThreadStart", Kind::threadStart, Point::Gone},
        {"GpuComplete", Kind::environment, Point::Idle},
        {"Terminated", Kind::environment, Point::Idle},
    };
    return all;
  }

  const std::vector<Action>& alphabet() const override { return actions(); }
  int threads() const override { return config_.threads; }
  int rowInts() const override {
    return 5 * config_.threads + 2 + 2 * config_.stripes + 5 * pool_.streams() + 1;
  }

  void writeRow(const Standing& standing, std::int32_t* row) override {
    RowWriter out(row);
    const StreamPoolSession unvisited;
    const auto of = [&](int t) -> const StreamPoolSession& {
      return sessions_[t] ? *sessions_[t] : unvisited;
    };
    const int threads = config_.threads;
    const int streams = pool_.streams();
    for (int t = 0; t < threads; ++t) out << static_cast<int>(standing.at[t]);
    for (int t = 0; t < threads; ++t) out << static_cast<int>(of(t).op);
    for (int t = 0; t < threads; ++t) out << of(t).cursor;
    for (int t = 0; t < threads; ++t) out << of(t).refused;
    for (int t = 0; t < threads; ++t) out << of(t).binding;
    out << pool_.counter();
    for (int s = 0; s < streams; ++s) out << pool_.slot(s);
    out << threadOf(pool_.creationOwner());
    for (int g = 0; g < config_.stripes; ++g) out << static_cast<int>(pool_.inside(g));
    for (int g = 0; g < config_.stripes; ++g) out << pool_.isSealed(g);
    for (int s = 0; s < streams; ++s) out << device_.alive(s);
    for (int s = 0; s < streams; ++s) out << threadOf(pool_.streamOwner(s));
    for (int s = 0; s < streams; ++s) out << pool_.isRecording(s);
    for (int s = 0; s < streams; ++s) out << device_.isBusy(s);
    out << standing.ready;
  }

  void threadStarted(int thread) override { visit(thread); }
  void threadEnding(int thread) override { sessions_[thread] = nullptr; }

  void call(int thread, const PlanEntry& entry) override {
    visit(thread);
    try {
      switch (entry.action) {
        case 0:
          requireBound(thread, pool_.current());
          break;
        case 1:
          pool_.submit([](CommandBuffer& buffer) { buffer.record([] {}); });
          break;
        case 2:
          pool_.close();
          break;
        case 3:
          pool_.setCurrent(entry.arg);
          break;
        default:
          pool_.release();
          break;
      }
    } catch (const PoolClosed&) {
      // The model's `refused`; the session says so.
    }
  }

  std::optional<std::string> forbids(const PlanEntry&) override { return std::nullopt; }

  std::optional<std::string> environment(const Standing& standing,
                                         const PlanEntry& entry) override {
    const bool terminated = entry.action == static_cast<int>(actions().size()) - 1;
    if (!terminated) {
      if (entry.arg < 0 || entry.arg >= pool_.streams() || !device_.isBusy(entry.arg)) {
        return "the device executes nothing on stream " + std::to_string(entry.arg);
      }
      device_.complete(entry.arg);
      return std::nullopt;
    }
    for (int t = 0; t < config_.threads; ++t) {
      if (standing.at[t] != Point::Gone) {
        return "thread " + std::to_string(t) + " is not gone";
      }
    }
    for (int s = 0; s < pool_.streams(); ++s) {
      if (device_.isBusy(s)) {
        return "the device is still busy on stream " + std::to_string(s);
      }
    }
    return std::nullopt;
  }

  std::optional<PlanEntry> nudge(const Standing&) override {
    for (int s = 0; s < pool_.streams(); ++s) {
      if (device_.isBusy(s)) {
        return PlanEntry{static_cast<int>(actions().size()) - 2, -1, s};
      }
    }
    return std::nullopt;
  }

  std::string facts() override {
    std::vector<std::int64_t> created, alive, unreachable, commits;
    for (int s = 0; s < pool_.streams(); ++s) {
      const DeviceQueue* const reachable = pool_.queueOf(s);
      created.push_back(device_.created(s));
      alive.push_back(device_.alive(s));
      unreachable.push_back(alive.back() - (reachable != nullptr && reachable->isAlive() ? 1 : 0));
      commits.push_back(device_.commits(s));
    }
    return "\"queuesCreated\":" + json(created) + ",\"queuesAlive\":" + json(alive) +
           ",\"queuesUnreachable\":" + json(unreachable) + ",\"commits\":" + json(commits);
  }

 private:
  struct Config {
    Config(const std::int32_t* config, std::int32_t length) {
      ConfigReader in(kModule, config, length);
      threads = in.next("threads", 1, 31);
      main = in.next("main", 0, threads - 1);
      poolSize = in.next("poolSize", 1, 64);
      stripes = in.next("stripes", 1, 64);
      for (int t = 0; t < threads; ++t) {
        stripeOf.push_back(in.next("stripeOf", 0, stripes - 1));
      }
      in.end();
    }
    int threads = 0;
    int main = 0;
    int poolSize = 0;
    int stripes = 0;
    std::vector<int> stripeOf;
  };

  StreamPoolConfig poolConfig() const {
    StreamPoolConfig config;
    config.poolSize = config_.poolSize;
    config.stripes = config_.stripes;
    config.isMain = [this] { return StepController::currentThread() == config_.main; };
    config.stripeOf = [this] { return config_.stripeOf[StepController::currentThread()]; };
    return config;
  }

  /// What a client is told is what the model says of it.
  void requireBound(int thread, int given) const {
    if (given != sessions_[thread]->binding) {
      throw std::logic_error("current() returned stream " + std::to_string(given) +
                             " to a thread that is bound to stream " +
                             std::to_string(sessions_[thread]->binding));
    }
  }

  void visit(int thread) {
    sessions_[thread] = &pool_.session();
    tokens_[thread] = ThreadToken::current();
  }

  int threadOf(std::uint64_t token) const { return indexOf(tokens_, token); }

  const Config config_;
  ManualDevice device_;
  Pool pool_;
  std::vector<StreamPoolSession*> sessions_;  // each thread's own, while it lives
  std::vector<std::uint64_t> tokens_;
};

}  // namespace lockstep

#endif  // LOCKSTEP_STREAM_POOL_SUBJECT_HPP
