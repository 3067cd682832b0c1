#ifndef LOCKSTEP_MUTANT_EVENT_POOL_HPP
#define LOCKSTEP_MUTANT_EVENT_POOL_HPP

#include <memory>
#include <new>
#include <utility>

#include "event_pool.hpp"
#include "mutant_policy.hpp"

namespace lockstep {

/// The event pool with one thing wrong. Most of its state is guarded by locks and no atomic's, so
/// that all steps are named here.
class MutantEventPool final : public EventPoolFlow<MutantPolicy, MutantEventPool> {
  using Flow = EventPoolFlow<MutantPolicy, MutantEventPool>;

 public:
  using Flow::Flow;
  using Flow::give;

  Guard lockPool() {
    return mutantStep(Point::LockPool, Guard(), [this] { return Flow::lockPool(); });
  }
  bool pop(Session& me, EventStream& stream) {
    return mutantStep(Point::Pop, false, [this, &me, &stream] { return Flow::pop(me, stream); });
  }
  void push(int event) {
    mutantStep(Point::Push, [this, event] { Flow::push(event); });
  }
  void unlockPool(Guard& guard) {
    unlock(Point::UnlockPool, guard, [this](Guard& held) { Flow::unlockPool(held); });
  }
  Given give(Session& me, const EventHandle& handle) {
    return mutantStep(Point::Give, Given::home,
                      [this, &me, handle] { return Flow::give(me, handle); });
  }
  void enter(EventStream& stream) {
    mutantStep(Point::Enter, [this, &stream] { Flow::enter(stream); });
  }
  bool reserve(Session& me, const EventHandle& handle) {
    return mutantStep(Point::Reserve, true,
                      [this, &me, handle] { return Flow::reserve(me, handle); });
  }
  void mark(Session& me, const EventHandle& handle, EventStream& stream, Work work) {
    mutantStep(Point::Mark,
               [this, &me, handle, &stream, work] { Flow::mark(me, handle, stream, work); });
  }
  void leave(EventStream& stream) {
    mutantStep(Point::Leave, [this, &stream] { Flow::leave(stream); });
  }
  bool ticket(Session& me, const EventHandle& handle) {
    return mutantStep(Point::Ticket, true,
                      [this, &me, handle] { return Flow::ticket(me, handle); });
  }
  bool check(Session& me, const EventHandle& handle) {
    return mutantStep(Point::Check, false, [this, &me, handle] { return Flow::check(me, handle); });
  }
  Guard lockList(int event) {
    return mutantStep(Point::LockList, Guard(), [this, event] { return Flow::lockList(event); });
  }
  bool enlist(Session& me, const EventHandle& handle, const EventCallback& callback = {}) {
    return mutantStep(Point::Enlist, true,
                      [this, &me, handle, callback] { return Flow::enlist(me, handle, callback); });
  }
  EventResult look(Session& me, const EventHandle& handle) {
    return mutantStep(Point::Look, EventResult::waiting,
                      [this, &me, handle] { return Flow::look(me, handle); });
  }
  void unlockList(int event, Guard& guard) {
    unlock(Point::UnlockList, guard, [this, event](Guard& held) { Flow::unlockList(event, held); });
  }
  void sleep(Session& me) {
    mutantStep(Point::Sleep, [this, &me] { Flow::sleep(me); });
  }
  void run(Session& me, const EventHandle& handle, const EventCallback& callback) {
    mutantStep(Point::Run, [this, &me, handle, callback] { Flow::run(me, handle, callback); });
  }
  void raise(Session& me) {
    mutantStep(Point::Raise, [this, &me] { inRaising(me, [&] { Flow::raise(me); }); });
  }
  void collect(Session& me) {
    mutantStep(Point::Collect, [this, &me] { inRaising(me, [&] { Flow::collect(me); }); });
  }
  bool tell(Session& me) {
    return mutantStep(Point::Tell, false, [this, &me] {
      bool more = false;
      inRaising(me, [&] { more = Flow::tell(me); });
      return more;
    });
  }
  bool settle(int event) {
    return mutantStep(Point::Settle, false, [this, event] { return Flow::settle(event); });
  }

 private:
  /// What was put off may come when its signal is over.
  template <class Body>
  static void inRaising(Session& me, const Body& body) {
    if (me.raising != nullptr) {
      body();
    }
  }

  /// Destroyed without its destructor: left out or put off, the lock stays taken.
  template <class Unlock>
  static void unlock(Point point, Guard& guard, const Unlock& unlock) {
    const std::shared_ptr<Guard> held(new (::operator new(sizeof(Guard))) Guard(std::move(guard)),
                                      [](Guard* memory) { ::operator delete(memory); });
    mutantStep(point, [held, unlock] { unlock(*held); });
  }
};

}  // namespace lockstep

#endif  // LOCKSTEP_MUTANT_EVENT_POOL_HPP
