#ifndef LOCKSTEP_LEASE_POOL_ALPHABET_HPP
#define LOCKSTEP_LEASE_POOL_ALPHABET_HPP

#include <cstdint>
#include <vector>

#include "step_controller.hpp"
#include "steps.hpp"
#include "subject_support.hpp"

namespace lockstep {

/// The actions of specs/LeasePool/LeasePool.tla, by their places in a plan.
inline const std::vector<Action>& leasePoolActions() {
  static const std::vector<Action> all = {
      {"CallTry", Kind::client, Point::Idle},
      {"CallAcquire", Kind::client, Point::Idle},
      {"CallRelease", Kind::client, Point::Idle},
      {"CallSubmit", Kind::client, Point::Idle},
      {"CallClose", Kind::client, Point::Idle},
      {"CheckWaiting", Kind::step, Point::CheckWaiting},
      {"Claim", Kind::step, Point::Claim},
      {"LockWaiters", Kind::step, Point::LockWaiters},
      {"Enlist", Kind::step, Point::Enlist},
      {"ClaimFor", Kind::step, Point::ClaimFor},
      {"Grant", Kind::step, Point::Grant},
      {"Wake", Kind::step, Point::Wake},
      {"Delist", Kind::step, Point::Delist},
      {"UnlockWaiters", Kind::step, Point::UnlockWaiters},
      {"Look", Kind::step, Point::Look},
      {"Park", Kind::step, Point::Park},
      {"Withdraw", Kind::step, Point::Withdraw},
      {"Pend", Kind::step, Point::Pend},
      {"Commit", Kind::step, Point::Commit},
      {"Free", Kind::step, Point::Free},
      {"Settle", Kind::step, Point::Settle},
      {"Seal", Kind::step, Point::Seal},
      {"Refuse", Kind::step, Point::Refuse},
      {"Shut", Kind::step, Point::Shut},
      {"AwaitHome", Kind::step, Point::AwaitHome},
      {"TakeDown", Kind::step, Point::TakeDown},
      {"Destroy", Kind::step, Point::Destroy},
      {"GpuComplete", Kind::client, Point::Idle},
      {"Collect", Kind::client, Point::Idle},
      {"Tick", Kind::environment, Point::Idle},
      {"Interrupt", Kind::environment, Point::Idle},
      {"ThreadExit", Kind::threadExit, Point::Idle},
      {"Terminated", Kind::environment, Point::Idle},
  };
  return all;
}

/// The places of those that are no step.
struct LeaseAction {
  enum : std::int32_t {
    callTry,
    callAcquire,
    callRelease,
    callSubmit,
    callClose,
    gpuComplete = 27,
    collect,
    tick,
    interrupt,
    threadExit,
    terminated,
  };
};

inline int leasePoolPc(Point point) {
  static const PcPlaces places(leasePoolActions());
  return places.of(point);
}

}  // namespace lockstep

#endif  // LOCKSTEP_LEASE_POOL_ALPHABET_HPP
