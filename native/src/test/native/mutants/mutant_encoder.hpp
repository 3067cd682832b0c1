#ifndef LOCKSTEP_MUTANT_ENCODER_HPP
#define LOCKSTEP_MUTANT_ENCODER_HPP

#include "encoder.hpp"
#include "mutant_policy.hpp"

namespace lockstep {

class MutantLock final : public RankedLockProtocol<MutantPolicy, MutantLock> {
  using Protocol = RankedLockProtocol<MutantPolicy, MutantLock>;

 public:
  using Protocol::Protocol;

  /// Left out: the lock is not asked for, and entered.
  Ticket request() {
    return mutantStep(Point::Request, +kReentered, [this] { return Protocol::request(); });
  }
  void grant(Ticket ticket) {
    mutantStep(Point::Grant, [this, ticket] { Protocol::grant(ticket); });
  }
  bool release() {
    return mutantStep(Point::Unlock, false, [this] { return Protocol::release(); });
  }
};

/// The encoder with one thing wrong, of itself or of its locks.
class MutantEncoder final : public EncoderFlow<MutantPolicy, MutantEncoder, MutantLock> {
  using Flow = EncoderFlow<MutantPolicy, MutantEncoder, MutantLock>;

 public:
  using Flow::Flow;

  void setFirst(Session& me, KernelId k) {
    mutantStep(Point::SetFirst, [this, &me, k] { Flow::setFirst(me, k); });
  }
  void setSecond(Session& me, KernelId k) {
    mutantStep(Point::SetSecond, [this, &me, k] { Flow::setSecond(me, k); });
  }
  void dispatch(Session& me, KernelId k) {
    mutantStep(Point::Dispatch, [this, &me, k] { Flow::dispatch(me, k); });
  }
  void awaitGpu(Session& me) {
    mutantStep(Point::AwaitGpu, [this, &me] { Flow::awaitGpu(me); });
  }
  void complete() {
    mutantStep(Point::Complete, [this] { Flow::complete(); });
  }
};

}  // namespace lockstep

#endif  // LOCKSTEP_MUTANT_ENCODER_HPP
