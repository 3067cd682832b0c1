#ifndef LOCKSTEP_DEVICE_BARRIER_SUBJECT_HPP
#define LOCKSTEP_DEVICE_BARRIER_SUBJECT_HPP

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "device.hpp"
#include "device_barrier.hpp"
#include "device_barrier_alphabet.hpp"
#include "device_barrier_client.hpp"
#include "free_device_barrier.hpp"
#include "queue_stream.hpp"
#include "step_controller.hpp"
#include "stream_guard.hpp"
#include "subject_support.hpp"

namespace lockstep {

/// A DeviceBarrier with its guards under replay: its row holds the model's VARIABLES in their
/// order, less the history. What its users alone know is noted here.
template <class Barrier, class Guard, class Stream>
class DeviceBarrierSubject final : public Subject {
 public:
  static constexpr const char* kModule = "DeviceBarrier";
  using Free = FreeDeviceBarrier<Barrier, Guard, Stream>;

  DeviceBarrierSubject(const std::int32_t* config, std::int32_t length)
      : config_(config, length),
        barrier_([this] { return streams_[config_.home[StepController::currentThread()]]; }),
        users_(config_.threads),
        streams_(config_.streams),
        phase_(config_.streams, StreamPhase::none),
        guards_(config_.guards),
        owner_(config_.streams, -1),
        leasedBy_(config_.streams, -1) {
    for (int s = 0; s < config_.opened; ++s) {
      streams_[s] = std::make_shared<Watched>(device_, s);
      phase_[s] = StreamPhase::open;
      barrier_.opened(streams_[s]);
    }
  }

  const std::vector<Action>& alphabet() const override { return deviceBarrierActions(); }
  int threads() const override { return config_.threads; }
  int rowInts() const override {
    const int streams = config_.streams;
    return config_.threads * (2 + 3 * (1 + streams) + 2 * streams + 3) + streams + 1 + streams + 1 +
           2 * streams + 1 + 4 * config_.guards + pooled() + 1;
  }

  void writeRow(const Standing& standing, std::int32_t* row) override {
    observe(standing);
    RowWriter out(row);
    const auto eachUser = [&](const auto& write) {
      for (const User& user : users_) {
        write(user, user.session == nullptr ? kNothing : *user.session);
      }
    };
    for (int t = 0; t < config_.threads; ++t) out << deviceBarrierPc(standing.at[t]);
    eachUser([&](const User& u, const Session&) { out << static_cast<std::int32_t>(u.call); });
    eachUser([&](const User&, const Session& s) { write(out, indices(s.todo)); });
    eachUser([&](const User&, const Session& s) { write(out, indicesOfFences(s)); });
    eachUser([&](const User&, const Session& s) { writeAhead(out, s); });
    eachUser([&](const User&, const Session& s) {
      const std::vector<int> visited = indices(s.visited);
      for (int i = 0; i < config_.streams; ++i) out << contains(visited, i);
    });
    eachUser([&](const User& u, const Session& s) {
      write(out, s.failures.empty() ? u.told : streamsOf(s.failures));
    });
    for (const StreamPhase phase : phase_) out << static_cast<std::int32_t>(phase);
    write(out, indices(barrier_.registry()));
    out << threadOf(barrier_.lockOwner());
    for (int s = 0; s < config_.streams; ++s) out << flight(s);
    for (const auto& stream : streams_) out << (stream && stream->hasFailed());
    for (int t = 0; t < config_.threads; ++t) out << currentOf(t);
    out << config_.guards;
    for (const auto& guard : guards_) writeGuard(out, guard.get());
    eachUser([&](const User& u, const Session&) { out << u.ending; });
    eachUser([&](const User& u, const Session&) { out << u.refused; });
    for (int s = 0; s < config_.streams; ++s) {
      if (config_.isPooled(s)) out << owner_[s];
    }
    out << standing.ready;
  }

  void threadStarted(int thread) override { visit(thread); }

  void threadEnding(int thread) override {
    User& me = users_[thread];
    me.session = nullptr;
    me.guards = nullptr;
    me.told.clear();
    me.refused = false;
  }

  void call(int thread, const PlanEntry& entry) override {
    User& me = visit(thread);
    if (entry.action == BarrierAction::guard) {
      begin(thread, entry.arg);
    } else if (entry.action == BarrierAction::end) {
      end(thread, entry.arg - 1);
    } else {
      me.call = static_cast<BarrierCall>(entry.arg);
      me.told.clear();
      me.refused = false;
      make(thread, me.call);
    }
  }

  std::optional<std::string> forbids(const PlanEntry& entry) override {
    if (entry.action == BarrierAction::guard) {
      const bool exists = entry.arg >= 0 && entry.arg < config_.streams && streams_[entry.arg];
      return unless(exists && fresh() < config_.guards &&
                        (!config_.isPooled(entry.arg) || owner_[entry.arg] < 0),
                    "there is no guard over stream " + std::to_string(entry.arg) + " to be had");
    }
    if (entry.action == BarrierAction::end) {
      return unless(entry.arg > 0 && entry.arg <= config_.guards && guards_[entry.arg - 1],
                    "there is no guard " + std::to_string(entry.arg));
    }
    if (entry.action != BarrierAction::call) {
      return std::nullopt;
    }
    const auto call = static_cast<BarrierCall>(entry.arg);
    if (call <= BarrierCall::none || call >= BarrierCall::end) {
      return "there is no call " + std::to_string(entry.arg);
    }
    const bool home = call == BarrierCall::open || call == BarrierCall::close;
    const int used = home ? config_.home[entry.thread] : own(entry.thread);
    return unless(
        call == BarrierCall::device ||
            phase_[used] == (call == BarrierCall::open ? StreamPhase::none : StreamPhase::open),
        "stream " + std::to_string(used) + " is not there for that");
  }

  std::optional<std::string> environment(const Standing& standing,
                                         const PlanEntry& entry) override {
    if (entry.action == BarrierAction::terminated) {
      for (int t = 0; t < config_.threads; ++t) {
        if (standing.at[t] != Point::Gone) {
          return "thread " + std::to_string(t) + " is not gone";
        }
      }
      return unless(!nudge(standing), "the device still executes work");
    }
    if (entry.arg < 0 || entry.arg >= config_.streams || flight(entry.arg) == 0) {
      return "the device executes nothing on stream " + std::to_string(entry.arg);
    }
    if (entry.action == BarrierAction::gpuComplete) {
      device_.completeNext(entry.arg);
    } else if (streams_[entry.arg]->hasFailed()) {
      return "nobody has been told of the last failure";
    } else {
      untold_.insert(entry.arg);
      device_.failNext(entry.arg);
    }
    return std::nullopt;
  }

  std::optional<PlanEntry> nudge(const Standing&) override {
    for (int s = 0; s < config_.streams; ++s) {
      if (flight(s) > 0) {
        return PlanEntry{BarrierAction::gpuComplete, -1, s};
      }
    }
    return std::nullopt;
  }

  /// A failure that nobody has been told of must be kept by its stream, or about to be told.
  std::string facts() override {
    for (const int s : untold_) {
      const bool aboutToBe = std::any_of(users_.begin(), users_.end(), [s](const User& user) {
        return user.session != nullptr && contains(streamsOf(user.session->failures), s);
      });
      if (!streams_[s]->hasFailed() && !aboutToBe) {
        ledger_.add("untold", -1, s, -1);
      }
    }
    return ledger_.json();
  }

 private:
  using Session = DeviceBarrierSession;
  using User = DeviceBarrierUser;
  using Watched = WatchedStream<Stream>;
  using Buffers = std::vector<std::shared_ptr<CommandBuffer>>;

  static inline const Session kNothing{};

  template <class Streams>
  static std::vector<int> indices(const Streams& streams) {
    std::vector<int> all;
    for (const auto& stream : streams) all.push_back(stream->index());
    return all;
  }

  static std::vector<int> indicesOfFences(const Session& session) {
    std::vector<int> all;
    for (const auto& taken : session.fences) all.push_back(taken.stream->index());
    return all;
  }

  static std::vector<int> streamsOf(const std::vector<StreamFailure>& failures) {
    std::vector<int> all;
    for (const StreamFailure& failure : failures) all.push_back(failure.stream);
    return all;
  }

  static bool contains(const std::vector<int>& numbers, int number) {
    return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
  }

  /// A sequence of streams, with room for all.
  void write(RowWriter& out, const std::vector<int>& streams) const {
    out << static_cast<int>(streams.size());
    for (std::size_t i = 0; i < static_cast<std::size_t>(config_.streams); ++i) {
      out << (i < streams.size() ? streams[i] : -1);
    }
  }

  void writeAhead(RowWriter& out, const Session& session) const {
    std::vector<int> ahead(config_.streams, 0);
    for (const auto& taken : session.fences) {
      const auto flight = device_.inFlight(taken.stream->index());
      for (std::size_t i = 0; i < flight.size(); ++i) {
        if (flight[i].get() == taken.fence.last()) {
          ahead[taken.stream->index()] = static_cast<int>(i) + 1;
        }
      }
    }
    for (const int works : ahead) out << works;
  }

  void writeGuard(RowWriter& out, const Guard* guard) const {
    if (guard == nullptr) {
      out << -1 << -1 << -1 << 0;
      return;
    }
    const GuardState& state = guard->state();
    const int by = threadOf(state.owner);
    out << by << state.stream->index()
        << (state.before ? state.before->stream->index() : config_.home[by]) << state.open;
  }

  void make(int thread, BarrierCall call) {
    const int home = config_.home[thread];
    const std::vector<Buffers> before = awaited(thread, call);
    struct Over {
      User& me;
      ~Over() { me.call = BarrierCall::none; }
    } over{users_[thread]};
    try {
      switch (call) {
        case BarrierCall::open:
          phase_[home] = StreamPhase::opening;
          streams_[home] = barrier_.open([&] { return std::make_shared<Watched>(device_, home); });
          phase_[home] = StreamPhase::open;
          break;
        case BarrierCall::submit:
          submit(thread);
          break;
        case BarrierCall::synchronize:
          barrier_.synchronize();
          break;
        case BarrierCall::device:
          barrier_.synchronizeDevice();
          break;
        default:
          closeHome(home);
          break;
      }
    } catch (const StreamFailed& failure) {
      users_[thread].told = streamsOf(failure.all());
      for (const int s : users_[thread].told) untold_.erase(s);
    }
    requireDone(thread, call, before);
  }

  void submit(int thread) {
    const FencedStreamPtr stream = barrier_.current();
    if (stream->index() != own(thread)) {
      ledger_.add("misplaced", thread, stream->index(), own(thread));
    }
    static_cast<Watched&>(*stream).submit([] {});
  }

  void closeHome(int home) {
    phase_[home] = StreamPhase::closing;
    struct Over {
      StreamPhase& phase;
      ~Over() { phase = StreamPhase::gone; }
    } over{phase_[home]};
    barrier_.close(streams_[home]);
  }

  /// What has been submitted before a call that is to wait for it, by stream.
  std::vector<Buffers> awaited(int thread, BarrierCall call) {
    std::vector<Buffers> before(config_.streams);
    for (int s = 0; s < config_.streams; ++s) {
      if (call == BarrierCall::device || (call == BarrierCall::synchronize && s == own(thread))) {
        before[s] = device_.inFlight(s);
      }
      if (streams_[s]) {
        streams_[s]->wasFencedBy(thread);
      }
    }
    return before;
  }

  void requireDone(int thread, BarrierCall call, const std::vector<Buffers>& before) {
    for (int s = 0; s < config_.streams; ++s) {
      const auto left = std::count_if(before[s].begin(), before[s].end(),
                                      [](const auto& buffer) { return !buffer->isCompleted(); });
      if (left > 0) {
        ledger_.add("unfinished", thread, s, static_cast<int>(left));
      }
      if (call == BarrierCall::device && streams_[s] && !streams_[s]->wasFencedBy(thread) &&
          flight(s) > 0) {
        ledger_.add("unvisited", thread, s, flight(s));
      }
    }
  }

  void begin(int thread, int stream) {
    const int number = fresh();
    User& me = users_[thread];
    std::function<void()> giveBack;
    if (config_.isPooled(stream)) {
      owner_[stream] = thread;
      leasedBy_[stream] = number;
      giveBack = [this, stream, number] {
        takeBack(StepController::currentThread(), stream, number);
      };
    }
    guards_[number] = std::make_unique<Guard>(streams_[stream], std::move(giveBack));
    me.nest.push_back(number);
    me.refused = false;
  }

  /// The pool believes whoever gives a stream back, be it another guard than the one that has it.
  void takeBack(int thread, int stream, int number) {
    if (owner_[stream] < 0) {
      throw std::logic_error("stream " + std::to_string(stream) +
                             " of the pool is given back, and nobody has it");
    }
    if (leasedBy_[stream] != number) {
      ledger_.add("takenAway", owner_[stream], stream, thread);
    }
    owner_[stream] = -1;
  }

  void end(int thread, int number) {
    User& me = users_[thread];
    const bool newest = !me.nest.empty() && me.nest.back() == number;
    me.refused = false;
    me.call = BarrierCall::end;
    me.ending = number + 1;
    struct Over {
      User& me;
      ~Over() {
        me.call = BarrierCall::none;
        me.ending = -1;
      }
    } over{me};
    try {
      guards_[number]->close();
      if (newest) {
        me.nest.pop_back();
      }
    } catch (const IllegalCall&) {
      me.refused = true;
    }
  }

  /// The thread's own stream, as it has opened and ended its guards.
  int own(int thread) const {
    const User& me = users_[thread];
    return me.nest.empty() ? config_.home[thread]
                           : guards_[me.nest.back()]->state().stream->index();
  }

  /// What the engine takes for the thread's own stream.
  int currentOf(int thread) const {
    const GuardNest* const guards = users_[thread].guards;
    return guards != nullptr && guards->newest ? guards->newest->stream->index()
                                               : config_.home[thread];
  }

  int fresh() const {
    return static_cast<int>(std::find(guards_.begin(), guards_.end(), nullptr) - guards_.begin());
  }

  User& visit(int thread) {
    User& me = users_[thread];
    if (me.token == 0) {
      // What another replay has left behind on this thread.
      GuardNest::mine().newest.reset();
    }
    me.session = &barrier_.session();
    me.guards = &GuardNest::mine();
    me.token = ThreadToken::current();
    return me;
  }

  /// Whoever waits for the lock must not wait for the device with it; whoever waits for the device
  /// waits for no more than the fence is behind.
  void observe(const Standing& standing) {
    const int holder = threadOf(barrier_.lockOwner());
    const auto waits = [&](int t) {
      return standing.at[t] == Point::Await && (standing.ready >> t & 1) == 0;
    };
    for (int t = 0; t < config_.threads; ++t) {
      if (holder >= 0 && waits(holder) && standing.at[t] == Point::Lock) {
        ledger_.add("heldUp", t, -1, holder);
      }
      if (waits(t) && users_[t].session->fences.front().fence.isPassed()) {
        ledger_.add("overdue", t, users_[t].session->fences.front().stream->index(), -1);
      }
    }
  }

  int threadOf(std::uint64_t token) const {
    for (int t = 0; token != 0 && t < config_.threads; ++t) {
      if (users_[t].token == token) {
        return t;
      }
    }
    return -1;
  }

  int flight(int stream) const { return static_cast<int>(device_.inFlight(stream).size()); }

  int pooled() const {
    int count = 0;
    for (int s = 0; s < config_.streams; ++s) count += config_.isPooled(s);
    return count;
  }

  const DeviceBarrierReplayConfig config_;
  DeviceBarrierLedger ledger_;
  ManualDevice device_;
  Barrier barrier_;
  std::vector<User> users_;
  std::vector<std::shared_ptr<Watched>> streams_;
  std::vector<StreamPhase> phase_;
  std::vector<std::unique_ptr<Guard>> guards_;
  std::vector<int> owner_;
  std::vector<int> leasedBy_;  // the guard for which the owner has the stream
  std::set<int> untold_;
};

}  // namespace lockstep

#endif  // LOCKSTEP_DEVICE_BARRIER_SUBJECT_HPP
