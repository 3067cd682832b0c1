// The command stream and its buffers with real threads and no controller.

#include "command_stream.hpp"

#include <atomic>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "check.hpp"

namespace {

using namespace lockstep;

using Names = std::vector<std::string>;

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// A stream whose device does what the test says, and what was executed.
struct Bench {
  ManualDevice device;
  CommandStream stream{device};
  Names done;

  auto does(const std::string& name) {
    return [this, name] { done.push_back(name); };
  }
  void kernel(const std::string& name) {
    stream.encode([&](auto recorder) { recorder.dispatch(does(name)); });
  }
  std::size_t uncompleted() const { return device.inFlight(0).size(); }
};

void anEncoderIsTheOnlyOneOfItsBuffer() {
  ManualDevice device;
  DeviceQueue& queue = *device.createQueue(0);
  const auto buffer = queue.newBuffer();
  const auto encoder = buffer->newEncoder();
  CHECK(contains(messageOf<DeviceError>([&] { buffer->newEncoder(); }),
                 "a command encoder is already encoding to this command buffer"));
  CHECK(contains(messageOf<DeviceError>([&] { queue.commit(buffer); }),
                 "commit a command buffer on which an encoder is open"));
  CHECK(contains(messageOf<DeviceError>([&] { buffer->record([] {}); }),
                 "record into a command buffer on which an encoder is open"));
  encoder->end();
  CHECK(contains(messageOf<DeviceError>([&] { encoder->end(); }), "end a command encoder"));
  CHECK(contains(messageOf<DeviceError>([&] { encoder->dispatch([] {}); }),
                 "dispatch through a command encoder that is ended"));
  buffer->newEncoder()->end();
  queue.commit(buffer);
  CHECK(contains(messageOf<DeviceError>([&] { queue.commit(buffer); }),
                 "commit an already committed command buffer"));
  CHECK(contains(messageOf<DeviceError>([&] { buffer->onCompleted([](const auto&) {}); }),
                 "add a handler to an already committed command buffer"));
  CHECK(contains(messageOf<DeviceError>([&] { buffer->newEncoder(); }), "already committed"));
  CHECK(contains(messageOf<DeviceError>([&] { buffer->record([] {}); }), "already committed"));
}

void kernelsCoalesceIntoOneBuffer() {
  Bench b;
  b.kernel("one");
  b.kernel("two");
  b.stream.flush();
  CHECK(b.uncompleted() == 1 && !b.stream.query());
  b.device.complete(0);
  CHECK(b.done == (Names{"one", "two"}) && b.stream.query());
}

void nothingRecordedIsNothingCommitted() {
  Bench b;
  b.stream.flush();
  b.stream.synchronize();
  CHECK(b.uncompleted() == 0);
}

void fillAndCopyKeepTheOrderOfTheStream() {
  HostDevice device;
  CommandStream stream(device);
  std::vector<int> one(3), two(3);
  stream.fill(one.data(), one.size(), 7);
  stream.copy(one.data(), two.data(), two.size());
  stream.fill(one.data(), one.size(), 9);
  stream.synchronize();
  CHECK(two == (std::vector<int>{7, 7, 7}) && one == (std::vector<int>{9, 9, 9}));
}

void anInnerCallIsPutOffAndDone() {
  Bench b;
  b.stream.encode([&](auto recorder) {
    recorder.dispatch(b.does("one"));
    b.stream.signal(b.does("signal"));
    b.stream.flush();
    b.stream.encode([&](auto inner) { inner.dispatch(b.does("two")); });
    recorder.dispatch(b.does("three"));
    CHECK(b.uncompleted() == 0);
  });
  CHECK(b.uncompleted() == 1);
  b.device.complete(0);
  CHECK(b.done == (Names{"one", "two", "three", "signal"}));
}

void anInnerSynchronizeWaitsOffTheQueue() {
  Bench b;
  std::atomic<bool> returned{false};
  std::thread caller([&] {
    b.stream.encode([&](auto recorder) {
      recorder.dispatch(b.does("one"));
      b.stream.synchronize();
      recorder.dispatch(b.does("two"));
    });
    CHECK(b.done == (Names{"one", "two"}));
    returned = true;
  });
  while (b.uncompleted() == 0) {
    std::this_thread::yield();
  }
  b.stream.call([&] { CHECK(!returned); });  // the queue is free while the other waits
  b.device.complete(0);
  caller.join();
  CHECK(returned);
}

void aJobThatFailsReachesItsCallerAndNothingIsDropped() {
  Bench b;
  CHECK(messageOf<std::runtime_error>([&] {
          b.stream.encode([&](auto recorder) {
            recorder.dispatch(b.does("before"));
            b.stream.flush();
            b.stream.signal(b.does("signal"));
            throw std::runtime_error("own");
          });
        }) == "own");
  b.kernel("after");
  b.stream.flush();
  CHECK(b.uncompleted() == 2);
  b.device.complete(0);
  CHECK(b.done == (Names{"before", "signal", "after"}));
}

/// What is put off may fail too: its exception is told, and the rest is done all the same.
void whatIsPutOffIsDoneEachForItself() LOCKSTEP_UNANALYSED {
  Bench b;
  RankedLock<ProductionPolicy> others(LockRank::encoding, "of others");
  messageOf<RankViolation>([&] {
    b.stream.encode([&](auto recorder) LOCKSTEP_UNANALYSED {
      recorder.dispatch(b.does("one"));
      b.stream.standAlone(b.does("two"));  // cannot have the encoding lock
      b.stream.flush();
      others.lock();
    });
  });
  others.unlock();
  CHECK(b.uncompleted() == 1);
  b.device.complete(0);
  CHECK(b.done == Names{"one"});
}

void aFailureOfTheDeviceIsToldOnce() {
  Bench b;
  std::vector<Failure> told;
  const auto handler = [&](const Failure& failure) { told.push_back(failure); };
  b.kernel("lost");
  b.stream.onCompleted(handler);
  b.stream.onCompleted([&](const Failure& failure) {
    handler(failure);
    throw std::runtime_error("a handler that fails");
  });
  b.stream.onCompleted(handler);
  b.stream.flush();
  b.kernel("lost too");
  b.stream.flush();
  b.device.failNext(0);
  b.device.failNext(0);
  CHECK(told.size() == 3 && told[0] && told[0] == told[1] && told[1] == told[2]);
  CHECK(contains(*told[0], "failed a command buffer of stream 0"));
  CHECK(contains(messageOf<WorkFailed>([&] { b.stream.synchronize(); }),
                 "work of this stream has failed: the device failed a command buffer"));
  b.stream.synchronize();
  b.stream.onCompleted(handler);
  b.kernel("next");
  b.stream.flush();
  b.device.complete(0);
  CHECK(b.done == Names{"next"} && told.size() == 4 && !told[3]);
}

void aCommandThatThrowsIsAFailure() {
  HostDevice device;
  CommandStream stream(device);
  std::atomic<int> ran{0};
  stream.standAlone([] { throw std::runtime_error("overflow"); });
  stream.standAlone([&] { ++ran; });
  CHECK(contains(messageOf<WorkFailed>([&] { stream.synchronize(); }), "overflow"));
  CHECK(ran == 1);
}

void aRecorderIsOfUseInItsJobOnly() {
  Bench b;
  std::optional<CommandStream::Recorder> kept;
  b.stream.encode([&](auto recorder) {
    kept.emplace(recorder);
    std::thread([&] {
      CHECK(contains(messageOf<IllegalCall>([&] { kept->dispatch([] {}); }), "outside of the job"));
    }).join();
    kept->dispatch(b.does("mine"));
  });
  messageOf<IllegalCall>([&] { kept->dispatch([] {}); });
  b.stream.encode([&](auto) { messageOf<IllegalCall>([&] { kept->dispatch([] {}); }); });
  b.stream.flush();
  b.device.complete(0);
  CHECK(b.done == Names{"mine"});
}

void theDeviceMayOutliveTheStream() {
  ManualDevice device;
  int told = 0;
  std::optional<CommandStream> stream(std::in_place, device);
  stream->standAlone([] {});
  stream->onCompleted([&](const auto&) { ++told; });
  stream->flush();
  stream->onCompleted([&](const auto&) { told += 100; });  // never committed
  stream.reset();
  device.failNext(0);
  CHECK(told == 1);
}

/// Whoever holds the encoding lock may not ask for a queue.
void ranksAreChecked() {
  ManualDevice device;
  const auto encoding = std::make_shared<CommandStream::Lock>(LockRank::encoding);
  CommandStream stream(device, 0, encoding);
  CommandStream other(device, 1, encoding);
  encoding->lock();
  CHECK(contains(messageOf<RankViolation>([&] { stream.flush(); }), "encoding"));
  encoding->unlock();
  stream.flush();
  CHECK(contains(messageOf<RankViolation>([&] { stream.encode([&](auto) { other.flush(); }); }),
                 "ascending rank"));
  stream.flush();
}

/// A handler is nobody's job: it may call the stream.
void aHandlerMayCallTheStream() {
  HostDevice device;
  CommandStream stream(device);
  std::atomic<int> ran{0};
  std::atomic<bool> called{false};
  stream.standAlone([&] { ++ran; });
  stream.onCompleted([&](const auto&) {
    stream.standAlone([&] { ++ran; });
    stream.flush();
    called = true;
  });
  stream.synchronize();
  while (!called) {
    std::this_thread::yield();
  }
  stream.synchronize();
  CHECK(ran == 2);
}

}  // namespace

int main() {
  setenv("LOCKSTEP_LOCK_RANKS", "check", 1);
  anEncoderIsTheOnlyOneOfItsBuffer();
  kernelsCoalesceIntoOneBuffer();
  nothingRecordedIsNothingCommitted();
  fillAndCopyKeepTheOrderOfTheStream();
  anInnerCallIsPutOffAndDone();
  anInnerSynchronizeWaitsOffTheQueue();
  aJobThatFailsReachesItsCallerAndNothingIsDropped();
  whatIsPutOffIsDoneEachForItself();
  aFailureOfTheDeviceIsToldOnce();
  aCommandThatThrowsIsAFailure();
  aRecorderIsOfUseInItsJobOnly();
  theDeviceMayOutliveTheStream();
  ranksAreChecked();
  aHandlerMayCallTheStream();
  return 0;
}
