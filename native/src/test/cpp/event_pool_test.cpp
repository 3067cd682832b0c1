// The event pool with real threads and no controller.

#include "event_pool.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "check.hpp"
#include "event_bench.hpp"

namespace {

using namespace lockstep;
using namespace std::chrono_literals;
using Event = EventPool::Event;

/// Whether anybody waits for the event; asked when nobody is in a call.
bool hasWaiter(const EventPool& pool, int event) { return !pool.slot(event)->parkedList().empty(); }

void countsGoAround() {
  const std::uint32_t last = EventCount::kWrap - 1;
  CHECK(EventCount::after(last) == 0 && EventCount::before(0) == last);
  CHECK(EventCount::reached(0, last) && !EventCount::reached(last, 0));
  CHECK(EventCount::reached(5, 5) && EventCount::reached(EventCount::kWrap / 2 + 4, 5));
  CHECK(!EventCount::reached(EventCount::kWrap / 2 + 5, 5));
}

void aWordKeepsItsParts() {
  EventWord word = EventWord::fresh(EventCount::kWrap - 1);
  CHECK(word.state() == EventState::free && word.generation() == 0 && word.pending() == 0);
  word = word.taken().oneRecorded().oneRecorded();
  CHECK(word.isHeldAs(1) && !word.isHeldAs(0) && word.pending() == 2 && word.recorded() == 1);
  word = word.with(EventState::draining).oneSettled();
  CHECK(!word.isHeldAs(1) && word.generation() == 1 && word.pending() == 1 && word.recorded() == 1);
}

void whatIsRecordedIsDoneWhenTheStreamComesThere() {
  Bench b;
  Event event = b.pool.take(b.one);
  CHECK(event.isDone() && event.await());  // never recorded
  event.record();
  CHECK(!event.isDone() && !event.await(0ns) && !event.await(1ns));
  event.record();
  b.device.completeNext(1);
  CHECK(!event.isDone());
  b.device.completeNext(1);
  CHECK(event.isDone() && event.await() && event.await(0ns));
}

void aWaiterIsWoken() {
  HostDevice device;
  DeviceStream stream(device);
  EventPool pool;
  for (int i = 0; i < 100; ++i) {
    Event event = pool.take(stream);
    std::thread waiter([&] { CHECK(event.await(60s)); });
    event.record();
    CHECK(event.await());
    waiter.join();
  }
}

void aWaitIsAsLongAsItSaysInTotal() {
  Bench b;
  Event event = b.pool.take(b.one);
  event.record();
  const auto begin = std::chrono::steady_clock::now();
  CHECK(!event.await(30ms));
  CHECK(std::chrono::steady_clock::now() - begin >= 30ms);
  CHECK(!hasWaiter(b.pool, 0));
  CHECK(contains(messageOf<IllegalCall>([&] { event.await(-2ns); }), "-1 to wait for ever"));
}

void aCancellationEndsOneWait() {
  Bench b;
  Event event = b.pool.take(b.one);
  event.record();
  Cancellation cancellation;
  std::thread waiter([&] {
    CHECK(contains(messageOf<AwaitCancelled>([&] { event.await(Event::kForEver, &cancellation); }),
                   "wait for event 0 was cancelled"));
  });
  cancellation.cancel();
  waiter.join();
  CHECK(!cancellation.isRequested() && !hasWaiter(b.pool, 0));
  b.device.complete(1);
  CHECK(event.await(Event::kForEver, &cancellation));
}

/// Another wait takes each cancellation a moment before this one would.
class TakenByAnother final : public EventPoolFlow<ProductionPolicy, TakenByAnother> {
  using Flow = EventPoolFlow<ProductionPolicy, TakenByAnother>;

 public:
  using Flow::Flow;
  bool giveUp(Session& me) {
    taken += me.call.cancellation->take();
    return Flow::giveUp(me);
  }
  std::atomic<int> taken{0};
};

void aCancellationThatAnotherWaitHasTakenEndsNone() {
  ManualDevice device;
  DeviceStream stream(device, 1);
  TakenByAnother pool;
  auto event = pool.take(stream);
  event.record();
  Cancellation both;
  both.cancel();
  CHECK(!event.await(10ms, &both));
  both.cancel();
  std::thread waiter([&] { CHECK(event.await(Event::kForEver, &both)); });
  while (pool.taken != 2) {
    std::this_thread::yield();
  }
  device.complete(1);
  waiter.join();
}

void aCallbackIsCalledOnce() {
  Bench b(sized(4, 100));
  Event event = b.pool.take(b.one);
  std::vector<Completion> told;
  const auto callback = [&](const Completion& completion) { told.push_back(completion); };
  CHECK(event.then(callback) && told.size() == 1);
  event.record();
  CHECK(!event.then(callback));
  event.record();
  CHECK(!event.then(callback) && told.size() == 1);
  b.device.completeNext(1);
  CHECK(told.size() == 2 && told[1].value == 101 && told[1].generation == 1);
  b.device.completeNext(1);
  CHECK(told.size() == 3 && told[2].value == 102 && told[2].nanos >= told[1].nanos);
  CHECK(event.then(callback) && told.size() == 4 && told[3].nanos == told[2].nanos);
  messageOf<IllegalCall>([&] { event.then(nullptr); });
}

/// Of those who are to be told, each is, and a callback may use the pool.
void aCallbackMayDoAnything() {
  EventPoolConfig config;
  std::vector<std::string> errors;
  config.onError = [&](const std::string& what) { errors.push_back(what); };
  Bench b(config);
  Event event = b.pool.take(b.one);
  event.record();
  int ran = 0;
  event.then([](const Completion&) { throw std::runtime_error("planted"); });
  event.then([](const Completion&) { throw 7; });
  event.then([&](const Completion&) {
    Event inner = b.pool.take(b.two);
    inner.record();
    inner.then([&](const Completion&) { ++ran; });
    CHECK(inner.await(0ns) || b.device.completeNext(2));
    CHECK(inner.isDone() && ran == 1);
    event.give();
  });
  event.then([&](const Completion& completion) { ran += static_cast<int>(completion.value); });
  b.device.complete(1);
  CHECK(ran == 2);
  CHECK(errors == (std::vector<std::string>{"planted", "an exception that is no std::exception"}));
  event.detach();
  CHECK(b.pool.free().size() == 2);
}

void aStaleHandleIsRefused() {
  Bench b;
  Event first = b.pool.take(b.one);
  const EventHandle old = first.handle();
  first.give();
  CHECK(contains(messageOf<StaleEvent>([&] { first.give(); }), "handle of event 0 is over"));
  Event second = b.pool.take(b.two);
  CHECK(second.handle().event == 0 && second.handle().generation == 2);
  messageOf<StaleEvent>([&] { b.pool.give(old); });
  messageOf<StaleEvent>([&] { b.pool.record(old); });
  messageOf<StaleEvent>([&] { b.pool.await(old); });
  messageOf<StaleEvent>([&] { b.pool.query(old); });
  messageOf<StaleEvent>([&] { b.pool.then(old, [](const Completion&) {}); });
  messageOf<StaleEvent>([&] { b.pool.follow(old, b.two); });
  messageOf<StaleEvent>([&] { b.pool.elapsed(old, second.handle()); });
  CHECK(b.device.inFlight(1).empty() && b.one.isFree() && b.two.isFree());
  second.record();  // untouched by all that
  b.device.complete(2);
  CHECK(second.isDone());
  EventHandle foreign = old;
  foreign.event = 7;
  CHECK(contains(messageOf<IllegalCall>([&] { b.pool.give(foreign); }),
                 "names event 7, which this pool never gave out"));
}

/// The counter goes on where the last taker left it.
void anEventComesHomeWhenAllHasBeenCounted() {
  Bench b(sized(1));
  {
    Event event = b.pool.take(b.one);
    event.record();
    event.record();
  }
  CHECK(b.pool.word(0).state() == EventState::draining);
  CHECK(contains(messageOf<EventsExhausted>([&] { b.pool.take(b.two); }), "all 1 events"));
  b.device.completeNext(1);
  messageOf<EventsExhausted>([&] { b.pool.take(b.two); });
  b.device.completeNext(1);
  Event next = b.pool.take(b.two);
  CHECK(next.isDone() && next.handle().from == 2);
  next.record();
  CHECK(!next.isDone());
  b.device.complete(2);
  CHECK(next.isDone() && b.pool.slot(0)->counter.load() == 3);
}

void countersMayGoAround() {
  Bench b(sized(1, EventCount::kWrap - 3));
  for (int taker = 0; taker < 4; ++taker) {
    Event event = b.pool.take(b.one);
    int told = 0;
    for (int i = 0; i < 2; ++i) {
      event.record();
      event.then([&](const Completion&) { ++told; });
    }
    CHECK(!event.isDone());
    b.device.complete(1);
    CHECK(event.isDone() && told == 2);
  }
  CHECK(b.pool.slot(0)->counter.load() == 5);
}

void timeHasPassedBetweenTwo() {
  Bench b;
  Event first = b.pool.take(b.one);
  Event second = b.pool.take(b.two);
  CHECK(contains(messageOf<IllegalCall>([&] { second.elapsedSince(first); }),
                 "has no time: record it"));
  first.record();
  second.record();
  CHECK(contains(messageOf<IllegalCall>([&] { second.elapsedSince(first); }),
                 "is not done: await it"));
  b.device.complete(1);
  const auto begin = std::chrono::steady_clock::now();
  while (std::chrono::steady_clock::now() - begin < 1ms) {
    std::this_thread::yield();
  }
  b.device.complete(2);
  CHECK(second.elapsedSince(first) >= 1ms && first.elapsedSince(second) <= -1ms);
  CHECK(first.elapsedSince(first) == 0ns);
}

void anEventMayMoveToAnotherThread() {
  Bench b(sized(1));
  std::optional<Event> event = b.pool.take(b.one);
  std::thread([moved = std::move(*event)]() mutable { moved.record(); }).join();
  event.reset();  // has nothing left to give back
  CHECK(b.pool.word(0).state() == EventState::draining);
  b.device.complete(1);
  event = b.pool.take(b.one);
  CHECK(event->handle().generation == 2);
}

void wrongBoundsAreErrors() {
  CHECK(contains(messageOf<IllegalCall>([] { EventPool pool(sized(0)); }), "limit = 0"));
  CHECK(contains(messageOf<IllegalCall>([] { EventPool pool(sized(1, EventCount::kWrap)); }),
                 "start = 16777216: expected 0..16777215"));
}

/// Of which the device hears when it comes there, be the pool gone: all was done when it went.
void aGateOutlivesItsPool() {
  ManualDevice device;
  DeviceStream one(device, 1);
  DeviceStream two(device, 2);
  {
    EventPool pool;
    Event event = pool.take(one);
    event.record();
    event.follow(two);
    device.complete(1);
    CHECK(event.isDone());
  }
  CHECK(device.inFlight(2).size() == 1);
  device.complete(2);
  CHECK(device.inFlight(2).empty());
}

}  // namespace

int main() {
  setenv("LOCKSTEP_LOCK_RANKS", "check", 1);
  countsGoAround();
  aWordKeepsItsParts();
  whatIsRecordedIsDoneWhenTheStreamComesThere();
  aWaiterIsWoken();
  aWaitIsAsLongAsItSaysInTotal();
  aCancellationEndsOneWait();
  aCancellationThatAnotherWaitHasTakenEndsNone();
  aCallbackIsCalledOnce();
  aCallbackMayDoAnything();
  aStaleHandleIsRefused();
  anEventComesHomeWhenAllHasBeenCounted();
  countersMayGoAround();
  timeHasPassedBetweenTwo();
  anEventMayMoveToAnotherThread();
  wrongBoundsAreErrors();
  aGateOutlivesItsPool();
  return 0;
}
