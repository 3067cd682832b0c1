#ifndef LOCKSTEP_MUTANT_LEASE_POOL_HPP
#define LOCKSTEP_MUTANT_LEASE_POOL_HPP

#include <memory>
#include <new>
#include <utility>

#include "lease_pool.hpp"
#include "mutant_policy.hpp"

namespace lockstep {

/// The lease pool with one thing wrong. Named here are the steps that a policy alone could not
/// leave out: those whose access to shared memory is no atomic's, or not only.
class MutantLeasePool final : public LeasePoolFlow<MutantPolicy, MutantLeasePool> {
  using Flow = LeasePoolFlow<MutantPolicy, MutantLeasePool>;

 public:
  using Flow::Flow;

  Claimed claim(Session& me, int s) {
    return mutantStep(Point::Claim, Claimed{}, [this, &me, s] { return Flow::claim(me, s); });
  }
  Guard lockWaiters() {
    return mutantStep(Point::LockWaiters, Guard(), [this] { return Flow::lockWaiters(); });
  }
  bool enlist(Session& me) {
    return mutantStep(Point::Enlist, true, [this, &me] { return Flow::enlist(me); });
  }
  LeaseHandle claimFor(int s) {
    return mutantStep(Point::ClaimFor, LeaseHandle(), [this, s] { return Flow::claimFor(s); });
  }
  void grant(LeaseHandle lease) {
    mutantStep(Point::Grant, [this, lease] { Flow::grant(lease); });
  }
  void wake() {
    mutantStep(Point::Wake, [this] { Flow::wake(); });
  }
  bool delist() {
    return mutantStep(Point::Delist, false, [this] { return Flow::delist(); });
  }
  void unlockWaiters(Guard& guard) {
    // Destroyed without its destructor: left out or put off, the lock stays taken.
    const std::shared_ptr<Guard> held(new (::operator new(sizeof(Guard))) Guard(std::move(guard)),
                                      [](Guard* memory) { ::operator delete(memory); });
    mutantStep(Point::UnlockWaiters, [this, held] { Flow::unlockWaiters(*held); });
  }
  WaitStatus look(Session& me) {
    return mutantStep(Point::Look, WaitStatus::waiting, [this, &me] { return Flow::look(me); });
  }
  void park(Session& me) {
    mutantStep(Point::Park, [this, &me] { Flow::park(me); });
  }
  WaitEnd withdraw(Session& me) {
    return mutantStep(Point::Withdraw, WaitEnd::none, [this, &me] { return Flow::withdraw(me); });
  }
  bool pend(LeaseHandle lease) {
    return mutantStep(Point::Pend, true, [this, lease] { return Flow::pend(lease); });
  }
  void commit(int s, const std::shared_ptr<CommandBuffer>& buffer) {
    mutantStep(Point::Commit, [this, s, buffer] { Flow::commit(s, buffer); });
  }
  Freed free(LeaseHandle lease) {
    return mutantStep(Point::Free, Freed::ready, [this, lease] { return Flow::free(lease); });
  }
  bool settle(int s) {
    return mutantStep(Point::Settle, true, [this, s] { return Flow::settle(s); });
  }
  bool seal() {
    return mutantStep(Point::Seal, false, [this] { return Flow::seal(); });
  }
  void refuse() {
    mutantStep(Point::Refuse, [this] { Flow::refuse(); });
  }
  void shut(int s) {
    mutantStep(Point::Shut, [this, s] { Flow::shut(s); });
  }
  void awaitHome(int s) {
    mutantStep(Point::AwaitHome, [this, s] { Flow::awaitHome(s); });
  }
  bool takeDown(int s) {
    return mutantStep(Point::TakeDown, true, [this, s] { return Flow::takeDown(s); });
  }
  void destroy(int s) {
    mutantStep(Point::Destroy, [this, s] { Flow::destroy(s); });
  }
};

}  // namespace lockstep

#endif  // LOCKSTEP_MUTANT_LEASE_POOL_HPP
