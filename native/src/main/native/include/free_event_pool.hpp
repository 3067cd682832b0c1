#ifndef LOCKSTEP_FREE_EVENT_POOL_HPP
#define LOCKSTEP_FREE_EVENT_POOL_HPP

#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "device.hpp"
#include "errors.hpp"
#include "event_pool.hpp"
#include "free_thread.hpp"
#include "monitor.hpp"

namespace lockstep {

/// A stream of events whose device has several threads: what one of them takes off it is what it
/// looked at, and no other has it too.
template <class Stream>
class FreeEventStream final : public EventStream {
 public:
  FreeEventStream(Device& device, const char* name) : name_(name), queue_(device) {}

  void enter() override { queue_.enter(); }
  void leave() override { queue_.leave(); }
  bool isFree() const override { return queue_.isFree(); }
  void signal(OnDone onDone) override { add({std::move(onDone), {}}); }
  void await(Gate gate) override { add({{}, std::move(gate)}); }
  void lookAgain() override {}  // its device looks all the time

  const char* name() const { return name_; }

  bool isBusy() {
    const MonitorGuard guard(monitor_);
    return !flight_.empty();
  }

  /// If a signal is next: on this thread it is brought.
  void bring(FreeThread& me) {
    take(me, "Signal", [](const Work& work) { return static_cast<bool>(work.onDone); });
  }

  /// If a gate is next that is open: goes past it.
  void pass(FreeThread& me) {
    take(me, "Pass", [](const Work& work) { return work.gate && work.gate(); });
  }

 private:
  /// A signal, or a gate.
  struct Work {
    OnDone onDone;
    Gate gate;
  };

  void add(Work work) {
    const MonitorGuard guard(monitor_);
    flight_.push_back(std::move(work));
  }

  template <class Which>
  void take(FreeThread& me, const char* action, const Which& which) LOCKSTEP_UNANALYSED {
    MonitorGuard guard(monitor_);
    if (flight_.empty() || !which(flight_.front())) {
      return;
    }
    me.call(action, std::string("[\"") + name_ + "\"]", [&]() LOCKSTEP_UNANALYSED {
      const Work work = std::move(flight_.front());
      flight_.pop_front();
      guard.unlock();
      if (work.onDone) {
        work.onDone(SteadyClock::instance().now());
      }
      return std::string();
    });
  }

  const char* const name_;
  Stream queue_;
  Monitor monitor_;
  std::deque<Work> flight_ LOCKSTEP_GUARDED_BY(monitor_);
};

/// Threads that take events, use their own and those of the others, and give them back: with the
/// bounds of FreeEventPool.cfg, as FreeEventPool.java.
template <class Pool>
class FreeEventPool final : public FreeSystem {
 public:
  static constexpr const char* kModule = "EventPool";
  static std::vector<std::string> observed() { return {"result", "mine"}; }

  explicit FreeEventPool(int calls) : calls_(calls), pool_(config()) {}

  std::vector<std::string> threads() const override {
    return {kNames[0], kNames[1], kNames[2], "h", "i", ""};
  }

  PointSet within() const override {
    PointSet locks;
    for (const Point point : {Point::Request, Point::Grant, Point::Unlock}) {
      locks.set(numberOf(point));
    }
    return locks;
  }

  std::size_t callers() const override { return kUsers; }

  void client(std::size_t place, FreeThread& me) override {
    if (place < kUsers) {
      const Over over{working_};
      User(*this, static_cast<int>(place), me).work();
      if (misled_.load()) {
        throw std::runtime_error("a callback was told of another generation than it asked for");
      }
      return;
    }
    // Until there is nobody left to ask for more.
    for (bool more = true; more;) {
      more = working_.load() > 0;
      for (Stream* const stream : {&p_, &q_}) {
        more = stream->isBusy() || more;
        place == kUsers + 2 ? stream->pass(me) : stream->bring(me);
      }
      std::this_thread::yield();
    }
  }

 private:
  using Stream = FreeEventStream<typename Pool::Stream>;

  static constexpr std::size_t kUsers = 3;
  static constexpr const char* kNames[] = {"a", "b", "c"};
  static constexpr std::chrono::nanoseconds kLimit{20'000};
  static constexpr int kChurners =
      4;                            // in a round, one in so many takes events and gives them back
  static constexpr int kBurst = 4;  // an event is recorded so often in a row at most

  static EventPoolConfig config() {
    EventPoolConfig config;
    config.limit = 2;
    config.start = EventCount::kWrap - 2;
    return config;
  }

  /// However a thread ends, the device need not wait for it.
  struct Over {
    std::atomic<int>& working;
    ~Over() { --working; }
  };

  /// The event that a thread lets the others use: it is the thread's while the lock is held.
  struct Slot {
    Monitor lock;
    EventHandle event;  // guarded by `lock`, which use() holds or not by turns

    void put(const EventHandle& next) {
      const MonitorGuard guard(lock);
      event = next;
    }
  };

  /// One who uses events.
  class User {
   public:
    User(FreeEventPool& of, int number, FreeThread& me)
        : of_(of), number_(number), me_(me), stream_(number == 2 ? of.q_ : of.p_) {}

    void work() {
      // Whose events soon are others', while somebody still uses them.
      const bool churns = me_.draw(kChurners) == 0;
      for (int i = 0; i < of_.calls_; ++i) {
        if (!has_) {
          take();
        }
        for (int uses = churns ? 0 : me_.draw(5); uses > 0; --uses) {
          use();
        }
        if (mine_ && (churns || me_.draw(has_ ? 2 : 4) == 0)) {
          give();
        }
      }
      if (has_) {
        give();
      }
      me_.call("ThreadExit", "[]", [this] { return answer("none"); });
    }

   private:
    void take() {
      call("CallTake", "[]", [this] {
        mine_ = of_.pool_.take(stream_).detach();
        has_ = true;
        return "none";
      });
      if (has_) {
        of_.slots_[number_].put(mine_);
      }
    }

    void give() {
      of_.slots_[number_].put(EventHandle());
      has_ = false;
      call("CallGive", "[]", [this] {
        of_.pool_.give(mine_);
        return "none";
      });
    }

    /// Its own event, be it given back; or that of another, who holds it when the call begins.
    void use() {
      const int whose = me_.draw(static_cast<int>(kUsers));
      std::unique_lock<Monitor> guard;
      if (whose != number_) {
        guard = std::unique_lock<Monitor>(of_.slots_[whose].lock);
      }
      const EventHandle event = whose == number_ ? mine_ : of_.slots_[whose].event;
      if (event) {
        use(whose, event, guard);
      }
    }

    void use(int whose, const EventHandle& event, std::unique_lock<Monitor>& guard) {
      Pool& pool = of_.pool_;
      const std::string of = std::string("\"") + kNames[whose] + '"';
      const auto begun = [&](const char* action, const std::string& further, const auto& body) {
        call(action, "[" + further + "]", [&] {
          if (guard.owns_lock()) {
            guard.unlock();
          }
          return body();
        });
      };
      switch (me_.draw(8)) {
        case 0:
          return begun("CallQuery", of, [&] { return pool.query(event) ? "done" : "notyet"; });
        case 1:
        case 2:
          return begun("CallThen", of, [&] { return then(event) ? "done" : "asked"; });
        case 3:
          return begun("CallFollow", of, [&] {
            pool.follow(event, stream_);
            return "none";
          });
        case 4:
          return begun("CallAwait", of + ",false",
                       [&] { return pool.await(event) ? "done" : "timeout"; });
        case 5:
          return begun("CallAwait", of + ",true",
                       [&] { return pool.await(event, kLimit) ? "done" : "timeout"; });
        default:
          // Its own event now and then several times in a row: then signals come close together.
          for (int times = whose == number_ ? 1 + me_.draw(kBurst) : 1; times > 0; --times) {
            begun("CallRecord", of, [&] {
              pool.record(event);
              return "none";
            });
          }
      }
    }

    bool then(const EventHandle& event) {
      return of_.pool_.then(
          event, [&misled = of_.misled_, asked = event.generation](const Completion& completion) {
            if (completion.generation != asked) {
              misled = true;
            }
          });
    }

    template <class Body>
    void call(const char* action, std::string further, const Body& body) {
      me_.call(action, std::move(further), [&] {
        try {
          return answer(body());
        } catch (const StaleEvent&) {
          return answer("stale");
        } catch (const EventsExhausted&) {
          return answer("exhausted");
        }
      });
    }

    std::string answer(const char* result) const {
      return std::string("[\"") + result + "\"," +
             (mine_ ? "[" + std::to_string(mine_.event) + "," + std::to_string(mine_.generation) +
                          ",\"" + stream_.name() + "\"]"
                    : std::string("\"None\"")) +
             "]";
    }

    FreeEventPool& of_;
    const int number_;
    FreeThread& me_;
    Stream& stream_;
    EventHandle mine_;  // the one taken last, also if it was given back
    bool has_ = false;
  };

  const int calls_;
  ManualDevice device_;
  Stream p_{device_, "p"};
  Stream q_{device_, "q"};
  Pool pool_;
  Slot slots_[kUsers];
  std::atomic<int> working_{static_cast<int>(kUsers)};
  std::atomic<bool> misled_{false};
};

}  // namespace lockstep

#endif  // LOCKSTEP_FREE_EVENT_POOL_HPP
