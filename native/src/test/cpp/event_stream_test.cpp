// The streams of events, the gates of the device, and a device that fails or refuses.

#include "event_stream.hpp"

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <utility>
#include <vector>

#include "check.hpp"
#include "event_bench.hpp"
#include "event_pool.hpp"

namespace {

using namespace lockstep;
using namespace std::chrono_literals;
using Event = EventPool::Event;

void anotherStreamWaitsAtItsGate() {
  Bench b;
  Event event = b.pool.take(b.one);
  Event after = b.pool.take(b.two);
  event.record();
  event.follow(b.two);
  after.record();
  CHECK(!b.device.completeNext(2) && !b.device.failNext(2));
  b.device.complete(2);
  CHECK(!after.isDone() && b.device.isBusy(2));
  b.device.complete(1);
  b.device.complete(2);
  CHECK(after.isDone() && !b.device.isBusy(2));
}

/// Of a device with threads of its own: nobody but the event can let the stream go on.
void aHostedStreamIsLetGo() {
  HostDevice hosted;
  ManualDevice manual;
  DeviceStream here(manual, 0), there(hosted, 1);
  EventPool pool;
  Event event = pool.take(here);
  Event after = pool.take(there);
  for (int i = 0; i < 100; ++i) {
    event.record();
    event.follow(there);
    after.record();
    CHECK(!after.await(1us));
    manual.complete(0);
    CHECK(after.await(60s));
  }
}

/// What stands behind a gate that will never open is let go with the device.
void aDeviceEndsBeforeItsGates() {
  ManualDevice manual;
  DeviceStream here(manual, 0);
  EventPool pool;
  Event event = pool.take(here);
  {
    HostDevice hosted;
    DeviceStream there(hosted, 1);
    event.record();
    event.follow(there);
  }
}

void moreThanCanBeCountedIsRefused() {
  Bench b;
  Event event = b.pool.take(b.one);
  for (int i = 0; i < EventWord::kMostPending; ++i) {
    event.record();
  }
  CHECK(contains(messageOf<IllegalCall>([&] { event.record(); }), "255 signals pending"));
  CHECK(b.one.isFree());
  b.device.complete(1);
  CHECK(event.isDone() && b.pool.slot(0)->counter.load() == 255);
}

/// A stream that refuses what it is told to refuse.
class Moody final : public EventStream {
 public:
  explicit Moody(EventStream& inner) : inner_(inner) {}
  void enter() override { inner_.enter(); }
  void leave() override { inner_.leave(); }
  bool isFree() const override { return inner_.isFree(); }
  void signal(OnDone onDone) override {
    requireGood();
    inner_.signal(std::move(onDone));
  }
  void await(Gate gate) override {
    requireGood();
    inner_.await(std::move(gate));
  }
  void lookAgain() override { inner_.lookAgain(); }

  bool refuses = false;

 private:
  void requireGood() const {
    if (refuses) {
      throw DeviceError("planted");
    }
  }

  EventStream& inner_;
};

/// Nobody waits for ever, and nobody is told too soon.
void aRefusedSignalIsMadeUpFor() {
  Bench b(sized(1));
  Moody moody(b.one);
  Event event = b.pool.take(moody);
  std::vector<std::uint32_t> told;
  const auto callback = [&](const Completion& completion) { told.push_back(completion.value); };
  const auto refuse = [&] {
    moody.refuses = true;
    CHECK(messageOf<DeviceError>([&] { event.record(); }) == "planted");
    messageOf<DeviceError>([&] { event.follow(moody); });
    moody.refuses = false;
  };
  refuse();  // with nothing before it, at once
  CHECK(event.isDone() && b.pool.word(0).pending() == 0 && b.pool.word(0).recorded() == 1);
  event.record();
  event.then(callback);
  refuse();
  refuse();
  event.then(callback);
  event.record();
  event.then(callback);
  CHECK(told.empty() && !event.isDone() && b.pool.word(0).pending() == 4 && b.one.isFree());
  b.device.completeNext(1);
  CHECK(told == (std::vector<std::uint32_t>{2, 4}) && b.pool.word(0).pending() == 1);
  refuse();
  event.give();
  event.detach();
  CHECK(b.pool.word(0).state() == EventState::draining);
  b.device.completeNext(1);
  CHECK(told == (std::vector<std::uint32_t>{2, 4, 5}));
  CHECK(b.pool.take(b.one).handle().from == 6);
}

/// A stream whose work has failed has come as far as one whose work was done.
void aFailureOfTheDeviceCountsToo() {
  Bench b;
  Event event = b.pool.take(b.one);
  event.record();
  b.device.failNext(1);
  CHECK(event.isDone());
}

/// Whoever holds a lock of a higher rank may not ask for a stream.
void ranksAreChecked() {
  Bench b;
  Event event = b.pool.take(b.one);
  RankedLock<ProductionPolicy> encoding(LockRank::encoding);
  encoding.lock();
  messageOf<RankViolation>([&] { event.record(); });
  CHECK(event.isDone());
  encoding.unlock();
}

}  // namespace

int main() {
  setenv("LOCKSTEP_LOCK_RANKS", "check", 1);
  anotherStreamWaitsAtItsGate();
  aHostedStreamIsLetGo();
  aDeviceEndsBeforeItsGates();
  moreThanCanBeCountedIsRefused();
  aRefusedSignalIsMadeUpFor();
  aFailureOfTheDeviceCountsToo();
  ranksAreChecked();
  return 0;
}
