#ifndef LOCKSTEP_EVENT_BENCH_HPP
#define LOCKSTEP_EVENT_BENCH_HPP

#include <cstdint>
#include <string>
#include <utility>

#include "event_pool.hpp"

namespace lockstep {

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// Two streams of a device that does what the test says.
struct Bench {
  explicit Bench(EventPoolConfig config = {}) : pool(std::move(config)) {}

  ManualDevice device;
  DeviceStream one{device, 1};
  DeviceStream two{device, 2};
  EventPool pool;
};

inline EventPoolConfig sized(int limit, std::uint32_t start = 0) {
  EventPoolConfig config;
  config.limit = limit;
  config.start = start;
  return config;
}

}  // namespace lockstep

#endif  // LOCKSTEP_EVENT_BENCH_HPP
