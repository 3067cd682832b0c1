#ifndef LOCKSTEP_DEVICE_BARRIER_CLIENT_HPP
#define LOCKSTEP_DEVICE_BARRIER_CLIENT_HPP

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "command_buffer.hpp"
#include "device_barrier_protocol.hpp"
#include "fence.hpp"
#include "step_controller.hpp"
#include "stream_guard.hpp"
#include "subject_support.hpp"

namespace lockstep {

// Numbers of the rows: see lockstep.h.
enum class BarrierCall : std::int8_t {
  none = -1,
  open,
  submit,
  synchronize,
  device,
  close,
  end,
};
enum class StreamPhase : std::int8_t { none, opening, open, closing, gone };

/// The bounds of a replay.
struct DeviceBarrierReplayConfig {
  DeviceBarrierReplayConfig(const std::int32_t* config, std::int32_t length) {
    ConfigReader in("DeviceBarrier", config, length);
    threads = in.next("threads", 1, 31);
    streams = in.next("streams", 1, 16);
    guards = in.next("guards", 0, 16);
    opened = in.next("opened", 0, streams);
    pooled = in.next("pooled", 0, (1 << streams) - 1);
    for (int t = 0; t < threads; ++t) {
      home.push_back(in.next("home", 0, streams - 1));
    }
    in.end();
  }

  bool isPooled(int stream) const { return (pooled >> stream & 1) != 0; }

  int threads = 0;
  int streams = 0;
  int guards = 0;
  int opened = 0;
  int pooled = 0;
  std::vector<int> home;
};

/// What a user of the barrier knows, and what a replay keeps of its thread.
struct DeviceBarrierUser {
  DeviceBarrierSession* session = nullptr;  // the thread's own, while it lives
  const GuardNest* guards = nullptr;        // so are these
  std::uint64_t token = 0;
  BarrierCall call = BarrierCall::none;
  std::vector<int> told;
  int ending = -1;  // the guard, from 1
  bool refused = false;
  std::vector<int> nest;  // the guards, from 0, that it has opened and not ended
};

/// A stream that can tell who has taken a fence of it.
template <class Stream>
class WatchedStream final : public FencedStream {
 public:
  WatchedStream(Device& device, int index) : stream_(device, index) {}

  int index() const override { return stream_.index(); }
  Fence fence() override {
    fencedBy_.insert(StepController::currentThread());
    return stream_.fence();
  }
  Failure takeFailure() override { return stream_.takeFailure(); }

  void submit(CommandBuffer::Command work) { stream_.submit(std::move(work)); }
  bool hasFailed() const { return stream_.hasFailed(); }

  /// Whether the thread has taken a fence since it was last asked.
  bool wasFencedBy(int thread) { return fencedBy_.erase(thread) != 0; }

 private:
  Stream stream_;
  std::set<int> fencedBy_;
};

/// What the users of a barrier have seen go wrong; what does not belong to a kind is -1.
class DeviceBarrierLedger {
 public:
  void add(const char* kind, int thread, int stream, int other) {
    if (seen_.insert({kind, thread, stream, other}).second) {
      std::string& text = text_[kind];
      text += (text.empty() ? "{\"thread\":" : ",{\"thread\":") + std::to_string(thread) +
              ",\"stream\":" + std::to_string(stream) + ",\"other\":" + std::to_string(other) + "}";
    }
  }

  std::string json() const {
    std::string all;
    for (const char* kind :
         {"unfinished", "unvisited", "heldUp", "overdue", "untold", "misplaced", "takenAway"}) {
      const auto found = text_.find(kind);
      all += (all.empty() ? "\"" : ",\"") + std::string(kind) + "\":[" +
             (found == text_.end() ? "" : found->second) + "]";
    }
    return all;
  }

 private:
  std::set<std::tuple<std::string, int, int, int>> seen_;
  std::map<std::string, std::string> text_;
};

}  // namespace lockstep

#endif  // LOCKSTEP_DEVICE_BARRIER_CLIENT_HPP
