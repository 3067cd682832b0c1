// The protocols with real threads and no controller.

#include <atomic>
#include <thread>
#include <vector>

#include "check.hpp"
#include "encoder.hpp"
#include "encoding_lock.hpp"
#include "stream_pool.hpp"

namespace {

using namespace lockstep;

template <class Body>
void onThread(const Body& body) {
  std::thread(body).join();
}

StreamPoolConfig sized(int poolSize) {
  StreamPoolConfig config;
  config.poolSize = poolSize;
  return config;
}

void workersAreBoundInTurnAndShareStreams() {
  HostDevice device;
  StreamPool pool(device, sized(2));
  CHECK(pool.current() == 0);
  for (const int expected : {1, 2, 1, 2}) {
    onThread([&] {
      CHECK(pool.current() == expected);
      CHECK(pool.current() == expected);
    });
  }
  CHECK(pool.fromPool() == 1);
  CHECK(pool.bound() == 0);
  pool.close();
  for (int s = 0; s < pool.streams(); ++s) {
    CHECK(device.created(s) == 1 && device.alive(s) == 0);
  }
}

void theDefaultStreamIsMains() {
  HostDevice device;
  StreamPool pool(device, sized(2));
  onThread([&] {
    CHECK(messageOf<IllegalCall>([&] { pool.setCurrent(0); }).find("belongs to the main thread") !=
          std::string::npos);
    pool.setCurrent(2);
    CHECK(pool.current() == 2);
    pool.release();
    CHECK(pool.bound() == StreamPool::kNone);
  });
  CHECK(messageOf<IllegalCall>([&] { pool.setCurrent(3); }).find("does not exist") !=
        std::string::npos);
  pool.setCurrent(0);
  pool.close();
}

void workThatThrowsLeavesNothingBehind() {
  HostDevice device;
  StreamPool pool(device, sized(1));
  std::atomic<int> ran{0};
  CHECK(messageOf<std::runtime_error>([&] {
          pool.submit([&](CommandBuffer& buffer) {
            buffer.record([&] { ran += 100; });
            throw std::runtime_error("work");
          });
        }) == "work");
  pool.submit([&](CommandBuffer& buffer) { buffer.record([&] { ran += 1; }); });
  pool.close();
  CHECK(ran == 1);
}

void closeWaitsForCallersInside() {
  HostDevice device;
  StreamPool pool(device, sized(1));
  std::atomic<bool> inside{false};
  std::atomic<bool> done{false};
  std::thread caller([&] {
    pool.submit([&](CommandBuffer&) {
      inside = true;
      while (!pool.isSealed(0)) {
        std::this_thread::yield();
      }
      done = true;
    });
  });
  while (!inside) {
    std::this_thread::yield();
  }
  std::thread other([&] { pool.close(); });
  pool.close();
  CHECK(done);
  caller.join();
  other.join();
  CHECK(messageOf<PoolClosed>([&] { pool.current(); }).find("closed") != std::string::npos);
  CHECK(messageOf<PoolClosed>([&] { pool.submit([](CommandBuffer&) {}); }).find("closed") !=
        std::string::npos);
  pool.close();
}

void aSessionDiesWithItsThreadAndItsPool() {
  HostDevice device;
  for (int round = 0; round < 100; ++round) {
    StreamPool pool(device, sized(3));
    CHECK(pool.bound() == StreamPool::kNone);
    CHECK(pool.current() == 0);
    onThread([&] { CHECK(pool.bound() == StreamPool::kNone && pool.current() == 1); });
    onThread([&] { CHECK(pool.bound() == StreamPool::kNone && pool.current() == 2); });
    pool.close();
  }
}

void theLockIsReentrantAndOnlyItsOwnerGivesItBack() LOCKSTEP_UNANALYSED {
  EncodingLock<ProductionPolicy> lock;
  lock.lock();
  lock.lock();
  CHECK(!lock.unlock());
  onThread([&]() LOCKSTEP_UNANALYSED {
    CHECK(messageOf<IllegalCall>([&]() LOCKSTEP_UNANALYSED {
            lock.unlock();
          }).find("does not hold it") != std::string::npos);
  });
  CHECK(lock.unlock());
  CHECK(messageOf<std::runtime_error>([&] {
          lock.section(Site::gather, [] { throw std::runtime_error("body"); });
        }) == "body");
  CHECK(lock.ranked().isFree());
}

void ranksAreChecked() LOCKSTEP_UNANALYSED {
  RankedLock<ProductionPolicy> stream(LockRank::stream, "stream 3");
  EncodingLock<ProductionPolicy> encoding;
  stream.lock("submit");
  encoding.lock("encode");
  encoding.lock("again");
  encoding.unlock();
  encoding.unlock();
  stream.unlock();
  encoding.lock("encode");
  const std::string message =
      messageOf<RankViolation>([&]() LOCKSTEP_UNANALYSED { stream.lock("submit"); });
  for (const char* part : {"stream 3", "rank 4", "submit", "encoding", "rank 5", "encode"}) {
    CHECK(message.find(part) != std::string::npos);
  }
  encoding.unlock();
  stream.lock("submit");
  stream.unlock();
}

void aRefusedDispatchUnwinds() {
  EncodingDevice<ProductionPolicy> device;
  Encoder encoder(device);
  CHECK(encoder.projection() == Result::right);
  device.refuseNext();
  CHECK(messageOf<DeviceError>([&] { encoder.fill(); }).find("refused") != std::string::npos);
  CHECK(encoder.lockOf(LockId::stream).isFree() && encoder.lockOf(LockId::encoding).isFree());
  CHECK(encoder.fill() == Result::right);
}

void theHookIsForThreadsThatAControllerKnows() {
  HostDevice device;
  StreamPool pool(device, sized(1));
  pool.submit([](CommandBuffer&) {});
  pool.close();
  CHECK(stepHook.load() == nullptr);
}

}  // namespace

int main() {
  setenv("LOCKSTEP_LOCK_RANKS", "check", 1);
  workersAreBoundInTurnAndShareStreams();
  theDefaultStreamIsMains();
  workThatThrowsLeavesNothingBehind();
  closeWaitsForCallersInside();
  aSessionDiesWithItsThreadAndItsPool();
  theLockIsReentrantAndOnlyItsOwnerGivesItBack();
  ranksAreChecked();
  aRefusedDispatchUnwinds();
  theHookIsForThreadsThatAControllerKnows();
  return 0;
}
