#ifndef LOCKSTEP_COMMAND_STREAM_ALPHABET_HPP
#define LOCKSTEP_COMMAND_STREAM_ALPHABET_HPP

#include <cstdint>
#include <vector>

#include "step_controller.hpp"
#include "steps.hpp"
#include "subject_support.hpp"

namespace lockstep {

/// The actions of specs/CommandStream/CommandStream.tla, by their places in a plan.
inline const std::vector<Action>& commandStreamActions() {
  static const std::vector<Action> all = {
      {"Call", Kind::client, Point::Idle},
      {"Enter", Kind::step, Point::Enter},
      {"Open", Kind::step, Point::Open},
      {"Lock", Kind::step, Point::Lock},
      {"Encode", Kind::step, Point::Encode},
      {"Unlock", Kind::step, Point::Unlock},
      {"Close", Kind::step, Point::Close},
      {"Take", Kind::step, Point::Take},
      {"Commit", Kind::step, Point::Commit},
      {"Mark", Kind::step, Point::Mark},
      {"AddHandler", Kind::step, Point::AddHandler},
      {"Leave", Kind::step, Point::Leave},
      {"Await", Kind::step, Point::Await},
      {"Fire", Kind::step, Point::Fire},
      {"GpuComplete", Kind::client, Point::Idle},
      {"GpuFail", Kind::client, Point::Idle},
      {"ThreadExit", Kind::threadExit, Point::Idle},
      {"Terminated", Kind::environment, Point::Idle},
  };
  return all;
}

/// The places of those that are no step.
struct StreamAction {
  enum : std::int32_t { call, gpuComplete = 14, gpuFail, threadExit, terminated };
};

inline int commandStreamPc(Point point) {
  static const PcPlaces places(commandStreamActions());
  return places.of(point);
}

}  // namespace lockstep

#endif  // LOCKSTEP_COMMAND_STREAM_ALPHABET_HPP
