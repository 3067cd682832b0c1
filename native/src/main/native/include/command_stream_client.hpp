#ifndef LOCKSTEP_COMMAND_STREAM_CLIENT_HPP
#define LOCKSTEP_COMMAND_STREAM_CLIENT_HPP

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "command_buffer.hpp"
#include "command_stream_protocol.hpp"
#include "subject_support.hpp"

namespace lockstep {

// Numbers of the rows: see lockstep.h.
enum class StreamCall : std::int8_t {
  none = -1,
  kernel,
  fill,
  throws,
  onCompleted,
  signal,
  flush,
  synchronize,
  innerSynchronize,
  innerSignal,
};
enum class StreamResult : std::int8_t { none, thrown, failed };

/// The bounds of a replay.
struct CommandStreamReplayConfig {
  CommandStreamReplayConfig(const std::int32_t* config, std::int32_t length) {
    ConfigReader in("CommandStream", config, length);
    threads = in.next("threads", 1, 30);
    handlers = in.next("handlers", 0, 31 - threads);
    in.end();
  }
  int threads = 0;
  int handlers = 0;
};

/// What a client of the stream knows, and what a replay keeps of its thread.
struct CommandStreamClient {
  CommandStreamSession* session = nullptr;  // the thread's own, while it lives
  std::uint64_t token = 0;
  StreamCall call = StreamCall::none;
  StreamResult result = StreamResult::none;
  std::shared_ptr<CommandBuffer> completing;  // whose handlers it calls

  int ahead(const std::vector<std::shared_ptr<CommandBuffer>>& flight) const {
    if (session != nullptr && session->synchronizes) {
      for (std::size_t i = 0; i < flight.size(); ++i) {
        if (flight[i] == session->awaited) {
          return static_cast<int>(i) + 1;
        }
      }
    }
    return 0;
  }
};

}  // namespace lockstep

#endif  // LOCKSTEP_COMMAND_STREAM_CLIENT_HPP
