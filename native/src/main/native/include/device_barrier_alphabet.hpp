#ifndef LOCKSTEP_DEVICE_BARRIER_ALPHABET_HPP
#define LOCKSTEP_DEVICE_BARRIER_ALPHABET_HPP

#include <cstdint>
#include <vector>

#include "step_controller.hpp"
#include "steps.hpp"
#include "subject_support.hpp"

namespace lockstep {

/// The actions of specs/DeviceBarrier/DeviceBarrier.tla, by their places in a plan.
inline const std::vector<Action>& deviceBarrierActions() {
  static const std::vector<Action> all = {
      {"Call", Kind::client, Point::Idle},
      {"Guard", Kind::client, Point::Idle},
      {"End", Kind::client, Point::Idle},
      {"Lock", Kind::step, Point::Lock},
      {"Enlist", Kind::step, Point::Enlist},
      {"Delist", Kind::step, Point::Delist},
      {"Look", Kind::step, Point::Look},
      {"Unlock", Kind::step, Point::Unlock},
      {"Fence", Kind::step, Point::Fence},
      {"Await", Kind::step, Point::Await},
      {"Commit", Kind::step, Point::Commit},
      {"GiveBack", Kind::step, Point::GiveBack},
      {"GpuComplete", Kind::environment, Point::Idle},
      {"GpuFail", Kind::environment, Point::Idle},
      {"ThreadExit", Kind::threadExit, Point::Idle},
      {"Terminated", Kind::environment, Point::Idle},
  };
  return all;
}

/// The places of those that are no step.
struct BarrierAction {
  enum : std::int32_t { call, guard, end, gpuComplete = 12, gpuFail, threadExit, terminated };
};

inline int deviceBarrierPc(Point point) {
  static const PcPlaces places(deviceBarrierActions());
  return places.of(point);
}

}  // namespace lockstep

#endif  // LOCKSTEP_DEVICE_BARRIER_ALPHABET_HPP
