// Steps around the locks of the engine. This must not compile with Clang's -Wthread-safety -Werror:
// thread_safety.cmake reads from the lines "expect:" what the compiler must say, each in an error.
#include <memory>

#include "command_stream.hpp"
#include "device_barrier.hpp"
#include "encoding_lock.hpp"
#include "event_pool.hpp"
#include "lease_pool.hpp"
#include "monitor.hpp"
#include "stream_pool.hpp"

namespace lockstep {
namespace {

// expect: calling function 'commit' requires holding mutex 'owner_'
struct CommitsOffQueue final : CommandStreamFlow<ProductionPolicy, CommitsOffQueue> {
  using CommandStreamFlow::CommandStreamFlow;
  void flushNow() { this->commit(this->session()); }
};

// expect: reading variable 'buffer_' requires holding mutex 'owner_'
struct LooksOffQueue final : CommandStreamFlow<ProductionPolicy, LooksOffQueue> {
  using CommandStreamFlow::CommandStreamFlow;
  bool hasSomething() const { return buffer_ != nullptr; }
};

// expect: mutex 'encoding_' is still held at the end of function
struct KeepsEncodingLock final : CommandStreamFlow<ProductionPolicy, KeepsEncodingLock> {
  using CommandStreamFlow::CommandStreamFlow;
  void encodeOne(Session& me) {
    CommandStreamProtocol::lock();
    CommandStreamProtocol::encode(me, [] {});
  }
};

// expect: calling function 'seal' requires holding leaf lock 'lock_'
struct SealsUnlocked final : LeasePoolFlow<ProductionPolicy, SealsUnlocked> {
  using LeasePoolFlow::LeasePoolFlow;
  bool shutOut() { return this->seal(); }
};

// expect: calling function 'push' requires holding leaf lock 'guard_'
struct PushesUnlocked final : EventPoolFlow<ProductionPolicy, PushesUnlocked> {
  using EventPoolFlow::EventPoolFlow;
  void bring(int event) { this->push(event); }
};

// expect: calling function 'look' requires holding leaf lock 'at(handle.event).desk'
struct LooksUnlocked final : EventPoolFlow<ProductionPolicy, LooksUnlocked> {
  using EventPoolFlow::EventPoolFlow;
  EventResult peek(const EventHandle& handle) { return this->look(this->session(), handle); }
};

// expect: calling function 'takeBuffer' requires holding mutex 'stream.lock'
struct TakesUnlocked final : StreamPoolFlow<ProductionPolicy, TakesUnlocked> {
  using StreamPoolFlow::StreamPoolFlow;
  bool take(int s) {
    Stream& stream = this->streamAt(s);
    return this->takeBuffer(stream) != nullptr;
  }
};

// expect: calling function 'publish' requires holding mutex 'creation_'
struct PublishesUnlocked final : StreamPoolFlow<ProductionPolicy, PublishesUnlocked> {
  using StreamPoolFlow::StreamPoolFlow;
  void show(int s) { this->publish(s, nullptr); }
};

// expect: reading variable 'registry_' requires holding mutex 'lock_'
struct CountsUnlocked final : DeviceBarrierFlow<ProductionPolicy, CountsUnlocked> {
  using DeviceBarrierFlow::DeviceBarrierFlow;
  bool knowsAny() const { return !registry_.empty(); }
};

// expect: mutex 'lock' is still held at the end of function
void keepsIt(EncodingLock<ProductionPolicy>& lock) { lock.lock(); }

// expect: reading variable 'words' requires holding monitor 'monitor'
struct Counter {
  Monitor monitor;
  int words LOCKSTEP_GUARDED_BY(monitor) = 0;

  int now() const { return words; }
};

}  // namespace

// A member of a template that nobody calls is not compiled.
void useAll(Device& device) {
  const auto shared = std::make_shared<CommandStream::Lock>(LockRank::encoding);
  CommitsOffQueue(device).flushNow();
  LooksOffQueue(device).hasSomething();
  KeepsEncodingLock keeps(device);
  keeps.encodeOne(keeps.session());
  SealsUnlocked(device, {}).shutOut();
  PushesUnlocked().bring(0);
  LooksUnlocked().peek({});
  TakesUnlocked(device, {}).take(0);
  PublishesUnlocked(device, {}).show(1);
  CountsUnlocked([] { return nullptr; }).knowsAny();
  EncodingLock<ProductionPolicy> lock;
  keepsIt(lock);
  Counter().now();
}

}  // namespace lockstep
