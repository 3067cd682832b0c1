#ifndef LOCKSTEP_LEASE_WAITING_HPP
#define LOCKSTEP_LEASE_WAITING_HPP

#include <cstdint>

#include "lease_word.hpp"
#include "policy.hpp"
#include "waiting.hpp"

namespace lockstep {

/// What a waiter has been told.
enum class WaitStatus : std::int8_t { none, waiting, granted, closed };

/// How a wait ended, if not with a lease; or that it has not, which no other thread gets to see.
enum class WaitEnd : std::int8_t { none, timeout, cancelled, closed, notYet };

/// A thread's place in the queue of one pool, made when it first has to wait and used again.
/// Whoever grants it a lease may still hold it when its thread has got the lease and has ended;
/// hence it is shared.
template <class Policy>
class LeaseWaiter final : public Permit<Policy> {
 public:
  typename Policy::template atomic<WaitStatus> status{WaitStatus::none};
  // Written before `status` says so, taken by the waiter.
  typename Policy::template plain<LeaseHandle> granted{};
};

}  // namespace lockstep

#endif  // LOCKSTEP_LEASE_WAITING_HPP
