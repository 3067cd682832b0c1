#ifndef LOCKSTEP_FREE_STREAM_POOL_HPP
#define LOCKSTEP_FREE_STREAM_POOL_HPP

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "device.hpp"
#include "errors.hpp"
#include "free_thread.hpp"
#include "stream_pool.hpp"

namespace lockstep {

/// Threads that use their stream, take over others, and close the pool beside each other: with the
/// bounds of FreeStreamPool.cfg, as FreeStreamPool.java.
template <class Pool>
class FreeStreamPool final : public FreeSystem {
 public:
  static constexpr const char* kModule = "StreamPool";
  static std::vector<std::string> observed() { return {"refused", "binding"}; }

  explicit FreeStreamPool(int calls) : calls_(calls), pool_(device_, config()) {}

  std::vector<std::string> threads() const override { return {"m", "a", "b", ""}; }

  PointSet within() const override {
    PointSet locks;
    for (const Point point : {Point::Request, Point::Grant, Point::Unlock}) {
      locks.set(numberOf(point));
    }
    return locks;
  }

  std::size_t callers() const override { return kUsers; }

  void client(std::size_t place, FreeThread& me) override {
    if (place == kUsers) {
      complete(me);
      return;
    }
    const Leaving leaving{working_};
    const int lives = 1 + me.draw(kMostLives);
    for (int life = 0; life < lives; ++life) {
      me.liveAs(threads()[place], [&] {
        self() = static_cast<int>(place);
        if (life > 0) {
          start(me);
        }
        work(me, calls_ / lives);
        exit(me);
      });
    }
    if (place == 0) {
      me.liveAs(threads()[place], [&] {
        self() = 0;
        start(me);
        call(me, "CallClose", [this] { pool_.close(); });
        exit(me);
      });
    }
  }

 private:
  /// One who throws leaves too, or the device would wait for it.
  struct Leaving {
    std::atomic<int>& working;
    ~Leaving() { --working; }
  };

  static constexpr std::size_t kUsers = 3;
  static constexpr int kPoolSize = 3;
  static constexpr int kMostLives = 4;  // a role changes hands so often at most
  static constexpr int kClosers = 10;   // in one life of so many the pool is closed

  static int& self() {
    thread_local int place = 0;
    return place;
  }

  static StreamPoolConfig config() {
    StreamPoolConfig config;
    config.poolSize = kPoolSize;
    config.stripes = 2;
    config.isMain = [] { return self() == 0; };
    config.stripeOf = [] { return self() == 2 ? 1 : 0; };
    return config;
  }

  void start(FreeThread& me) {
    refused() = false;
    me.call("ThreadStart", "[]", [this] { return known(); });
  }

  static void exit(FreeThread& me) {
    me.call("ThreadExit", "[]", [] { return std::string("[false,\"None\"]"); });
  }

  void work(FreeThread& me, int calls) {
    const int close = me.draw(kClosers) == 0 ? me.draw(calls + 1) : calls;
    for (int i = 0; i < calls; ++i) {
      if (i == close) {
        call(me, "CallClose", [this] { pool_.close(); });
      }
      switch (me.draw(4)) {
        case 0:
          call(me, "CallCurrent", [this] { pool_.current(); });
          break;
        case 1:
          rebind(me);
          break;
        default:
          call(me, "CallSubmit",
               [this] { pool_.submit([](CommandBuffer& buffer) { buffer.record([] {}); }); });
      }
    }
  }

  void rebind(FreeThread& me) {
    const int stream = me.draw(kPoolSize + 1);
    if (stream != pool_.session().binding) {
      me.call("SetCurrent", "[" + std::to_string(stream) + "]", [&] {
        try {
          pool_.setCurrent(stream);
        } catch (const IllegalCall&) {
          if (stream != 0 || self() == 0) {
            throw;  // stream 0 is main's alone
          }
        }
        return known();
      });
    } else {
      me.call("Release", "[]", [this] {
        pool_.release();
        return known();
      });
    }
  }

  template <class Body>
  void call(FreeThread& me, const char* action, const Body& body) {
    me.call(action, "[]", [&] {
      refused() = false;
      try {
        body();
      } catch (const PoolClosed&) {
        refused() = true;
      }
      return known();
    });
  }

  /// Whether the thread's last call was refused; to take over a stream is no call.
  static bool& refused() {
    thread_local bool mine = false;
    return mine;
  }

  std::string known() {
    const int binding = pool_.session().binding;
    return std::string(refused() ? "[true," : "[false,") +
           (binding < 0 ? "\"None\"" : std::to_string(binding)) + "]";
  }

  /// Completes what it finds, until there is nobody left to commit more.
  void complete(FreeThread& me) {
    for (bool more = true; more;) {
      more = working_.load() > 0;
      for (int s = 0; s <= kPoolSize; ++s) {
        if (device_.isBusy(s)) {
          more = true;
          me.call("GpuComplete", "[" + std::to_string(s) + "]", [&] {
            device_.complete(s);
            return std::string();
          });
        }
      }
      std::this_thread::yield();
    }
  }

  const int calls_;
  ManualDevice device_;
  Pool pool_;
  std::atomic<int> working_{static_cast<int>(kUsers)};
};

}  // namespace lockstep

#endif  // LOCKSTEP_FREE_STREAM_POOL_HPP
