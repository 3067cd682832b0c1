#ifndef LOCKSTEP_LEASE_POOL_SUBJECT_HPP
#define LOCKSTEP_LEASE_POOL_SUBJECT_HPP

#include <chrono>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "device.hpp"
#include "free_lease_pool.hpp"
#include "lease_pool.hpp"
#include "lease_pool_alphabet.hpp"
#include "lease_pool_client.hpp"
#include "lease_pool_ledger.hpp"
#include "step_controller.hpp"
#include "subject_support.hpp"

namespace lockstep {

/// A LeasePool under replay: its row holds the model's VARIABLES in their order, less the history.
/// Time stands still but for ticks, and a cancellation is an interrupt. The call that a client is
/// in, how it ended and the handle that it keeps are the client's to know, hence noted here.
template <class Pool>
class LeasePoolSubject final : public Subject {
 public:
  static constexpr const char* kModule = "LeasePool";
  using Free = FreeLeasePool<Pool>;

  LeasePoolSubject(const std::int32_t* config, std::int32_t length)
      : config_(config, length),
        clients_(everyone()),
        ledger_(everyone()),
        pool_(device_, poolConfig()) {}

  static const std::vector<Action>& actions() { return leasePoolActions(); }
  const std::vector<Action>& alphabet() const override { return actions(); }
  int threads() const override { return everyone(); }
  int rowInts() const override { return 6 * everyone() + 5 * config_.threads + 5 * slots() + 4; }

  void writeRow(const Standing& standing, std::int32_t* row) override {
    observe();
    RowWriter out(row);
    const auto each = [&](int count, const auto& value) {
      for (int i = 0; i < count; ++i) out << static_cast<std::int32_t>(value(i));
    };
    const auto everybody = [&](const auto& value) {
      each(everyone(), [&](int e) { return value(clients_[e]); });
    };
    const auto eachThread = [&](const auto& value) {
      each(config_.threads, [&](int t) { return value(clients_[t]); });
    };
    each(everyone(), [&](int e) { return leasePoolPc(standing.at[e]); });
    everybody([](const Client& c) { return c.op; });
    everybody([](const Client& c) { return c.resultNow(); });
    everybody([](const Client& c) { return c.session == nullptr ? 0 : c.session->cursor; });
    everybody([&](const Client& c) { return leasedBy(c); });
    each(everyone(), [&](int e) { return clients_[e].last(e >= config_.threads); });
    eachThread([](const Client& c) { return c.left(); });
    eachThread([](const Client& c) { return c.interrupt.isRequested(); });
    each(slots(), [&](int s) { return pool_.word(s).state(); });
    each(slots(), [&](int s) { return pool_.word(s).isShut(); });
    each(slots(), [&](int s) { return pool_.word(s).pending(); });
    each(slots(), [&](int s) { return pool_.queueOf(s).backlog(); });
    each(slots(), [&](int s) { return pool_.queueOf(s).isAlive(); });
    out << threadWhere(
        [&](const Client& c) { return c.token != 0 && c.token == pool_.guardOwner(); });
    each(config_.threads, [&](std::size_t i) {
      return threadWhere([&](const Client& c) {
        return i < pool_.queue().size() && c.waiter == pool_.queue()[i];
      });
    });
    out << pool_.waiting() << pool_.isSealed();
    eachThread([](const Client& c) { return c.status(); });
    eachThread([](const Client& c) { return c.waiter != nullptr && c.waiter->isWoken(); });
    out << standing.ready;
  }

  void threadStarted(int thread) override { visit(thread); }

  void threadEnding(int thread) override {
    Client& client = clients_[thread];
    client.session = nullptr;  // its waiter stays as long as others may call it
    client.result = Result::none;
    client.interrupt.take();
  }

  void call(int thread, const PlanEntry& entry) override {
    Client& me = visit(thread);
    me.result = Result::none;
    try {
      make(thread, entry);
    } catch (const AcquireTimeout&) {
      me.result = Result::timeout;
    } catch (const AcquireCancelled&) {
      me.result = Result::interrupted;
    } catch (const PoolClosed&) {
      me.result = Result::closed;
    } catch (const StaleLease&) {
      me.result = Result::stale;
    } catch (...) {
      me.op = Call::none;
      throw;
    }
    me.op = Call::none;
  }

  std::optional<std::string> forbids(const PlanEntry& entry) override {
    const Client& client = clients_[entry.thread];
    const std::string name = actions()[entry.action].name;
    const bool handler = entry.thread >= config_.threads;
    if (handler !=
        (entry.action == LeaseAction::gpuComplete || entry.action == LeaseAction::collect)) {
      return "thread " + std::to_string(entry.thread) + " is " + (handler ? "a" : "no") +
             " handler, which " + name + " does not fit";
    }
    switch (entry.action) {
      case LeaseAction::callTry:
      case LeaseAction::callAcquire:
        if (entry.action == LeaseAction::callAcquire && entry.arg != -1 &&
            (entry.arg != config_.total || entry.arg == 0)) {
          return "a wait of " + std::to_string(entry.arg) + " ticks: expected -1 or the total";
        }
        return unless(leasedBy(client) < 0, "the thread has a lease, and would wait for itself");
      case LeaseAction::callRelease:
      case LeaseAction::callSubmit:
        return unless(static_cast<bool>(client.lease), "the thread never had a lease");
      case LeaseAction::gpuComplete:
        return unless(
            entry.arg >= 0 && entry.arg < slots() && pool_.queueOf(entry.arg).backlog() > 0,
            "the device executes nothing on stream " + std::to_string(entry.arg));
      case LeaseAction::collect:
        return unless(
            entry.arg >= 0 && entry.arg < config_.threads && isLeaked(clients_[entry.arg]),
            "thread " + std::to_string(entry.arg) + " has left no lease behind");
      default:
        return std::nullopt;
    }
  }

  std::optional<std::string> environment(const Standing& standing,
                                         const PlanEntry& entry) override {
    if (entry.action == LeaseAction::terminated) {
      return whyNotOver(standing);
    }
    if (entry.thread < 0 || entry.thread >= config_.threads) {
      return "there is no thread " + std::to_string(entry.thread);
    }
    Client& client = clients_[entry.thread];
    if (entry.action == LeaseAction::tick) {
      if (!client.isTicking()) {
        return "thread " + std::to_string(entry.thread) + " has no time left to wait";
      }
      ++client.clock.time;
      ledger_.ticks(entry.thread, config_.total);
      return std::nullopt;
    }
    if (client.op != Call::acquire || client.interrupt.isRequested()) {
      return "thread " + std::to_string(entry.thread) + " is in no acquire, or interrupted already";
    }
    client.interrupt.cancel();
    return std::nullopt;
  }

  /// The device works, what has leaked is found, and time passes.
  std::optional<PlanEntry> nudge(const Standing& standing) override {
    for (int h = config_.threads; h < everyone(); ++h) {
      for (int s = 0; standing.at[h] == Point::Idle && s < slots(); ++s) {
        if (pool_.queueOf(s).backlog() > 0) {
          return PlanEntry{LeaseAction::gpuComplete, h, s};
        }
      }
      for (int t = 0; standing.at[h] == Point::Idle && t < config_.threads; ++t) {
        if (isLeaked(clients_[t])) {
          return PlanEntry{LeaseAction::collect, h, t};
        }
      }
    }
    for (int t = 0; t < config_.threads; ++t) {
      if (clients_[t].isTicking()) {
        return PlanEntry{LeaseAction::tick, t, 0};
      }
    }
    return std::nullopt;
  }

  std::string facts() override {
    std::vector<int> lost, alive;
    for (int s = 0; s < slots(); ++s) {
      alive.push_back(pool_.queueOf(s).isAlive());
      if (pool_.word(s).state() == SlotState::held &&
          threadWhere([&](const Client& c) { return leasedBy(c) == s; }) < 0) {
        lost.push_back(s);
      }
    }
    return "\"lostSlots\":" + json(lost) + ",\"queuesAlive\":" + json(alive) +
           ",\"cutOff\":" + ledger_.cutOff(alive) +
           ",\"waitingCounted\":" + std::to_string(pool_.waiting()) +
           ",\"waitingQueued\":" + std::to_string(pool_.queue().size()) + "," + ledger_.json();
  }

 private:
  using Client = LeasePoolClient<Pool>;
  using Call = LeaseCall;
  using Result = LeaseResult;

  LeasePoolConfig poolConfig() {
    LeasePoolConfig config;
    config.size = config_.size;
    config.fifo = config_.fifo;
    config.hintOf = [this] {
      const int me = StepController::currentThread();
      return me < config_.threads ? config_.hint[me] : 0;
    };
    config.clockOf = [this]() -> const Clock& {
      return clients_[StepController::currentThread()].clock;
    };
    return config;
  }

  void make(int thread, const PlanEntry& entry) {
    Client& me = clients_[thread];
    switch (entry.action) {
      case LeaseAction::callTry: {
        asks(thread, Call::tryOnce);
        auto lease = pool_.tryAcquire();
        if (lease) {
          keep(thread, lease->detach());
        } else {
          me.result = Result::timeout;
        }
        break;
      }
      case LeaseAction::callAcquire:
        asks(thread, Call::acquire);
        me.limit = entry.arg;
        keep(thread, pool_.acquire(std::chrono::nanoseconds(entry.arg), &me.interrupt).detach());
        break;
      case LeaseAction::callRelease:
        giveBack(thread);
        break;
      case LeaseAction::callSubmit:
        me.op = Call::submit;
        pool_.submit(me.lease, [](CommandBuffer& buffer) { buffer.record([] {}); });
        ledger_.works(thread, me.lease.slot());
        break;
      case LeaseAction::gpuComplete:
        me.op = Call::settle;
        me.slot = entry.arg;
        device_.completeNext(entry.arg);
        break;
      case LeaseAction::collect:
        me.lease = std::exchange(clients_[entry.arg].lease, LeaseHandle());
        me.slot = me.lease.slot();
        ledger_.passes(entry.arg, thread);
        giveBack(thread);
        break;
      default:
        me.op = Call::close;
        pool_.close();
        break;
    }
  }

  void asks(int thread, Call op) {
    ledger_.asks(thread, waiting_);
    clients_[thread].op = op;
  }

  void keep(int thread, LeaseHandle lease) {
    if (!lease) {
      throw std::logic_error("an acquire returned without a lease");
    }
    clients_[thread].lease = lease;
    ledger_.gets(thread, lease.slot(), pool_.queueOf(lease.slot()).backlog() > 0);
  }

  void giveBack(int thread) {
    clients_[thread].op = Call::release;
    ledger_.givesBack(thread);
    pool_.release(clients_[thread].lease);
  }

  Client& visit(int thread) {
    Client& me = clients_[thread];
    me.session = &pool_.session();
    me.token = ThreadToken::current();
    return me;
  }

  void observe() {
    waiting_ = 0;
    for (int t = 0; t < config_.threads; ++t) {
      clients_[t].note();
      waiting_ |= static_cast<std::uint32_t>(clients_[t].status() == WaitStatus::waiting) << t;
    }
    ledger_.waits(waiting_);
  }

  int leasedBy(const Client& client) const {
    const LeaseHandle lease = client.leaseNow();
    return lease && pool_.word(lease.slot()).isHeldBy(lease) ? lease.slot() : -1;
  }

  template <class Test>
  int threadWhere(const Test& test) const {
    for (int e = 0; e < everyone(); ++e) {
      if (test(clients_[e])) {
        return e;
      }
    }
    return -1;
  }

  bool isLeaked(const Client& client) const {
    return client.session == nullptr && leasedBy(client) >= 0;
  }

  std::optional<std::string> whyNotOver(const Standing& standing) const {
    for (int e = 0; e < everyone(); ++e) {
      const Point end = e < config_.threads ? Point::Gone : Point::Idle;
      if (standing.at[e] != end || leasedBy(clients_[e]) >= 0) {
        return "thread " + std::to_string(e) + " stands at " + nameOf(standing.at[e]) +
               " or has a lease; the end is at " + nameOf(end) + " without one";
      }
    }
    for (int s = 0; s < slots(); ++s) {
      if (pool_.queueOf(s).backlog() > 0) {
        return "the device still executes work of stream " + std::to_string(s);
      }
    }
    return std::nullopt;
  }

  int slots() const { return config_.size; }
  int everyone() const { return config_.threads + config_.handlers; }

  const LeasePoolReplayConfig config_;
  std::vector<Client> clients_;
  LeasePoolLedger ledger_;
  std::uint32_t waiting_ = 0;  // bit t: thread t waits in the queue
  ManualDevice device_;
  Pool pool_;
};

}  // namespace lockstep

#endif  // LOCKSTEP_LEASE_POOL_SUBJECT_HPP
