// 64 threads at once, no controller: for the sanitizers, and for wrong numbers.

#include <atomic>
#include <cstdlib>
#include <thread>
#include <vector>

#include "check.hpp"
#include "encoder.hpp"
#include "stream_pool.hpp"

namespace {

using namespace lockstep;

constexpr int kThreads = 64;

void poolUnderLoad(int rounds) {
  HostDevice device;
  StreamPoolConfig config;
  config.poolSize = 7;
  StreamPool pool(device, config);
  std::atomic<std::int64_t> submitted{0};
  std::atomic<std::int64_t> executed{0};
  std::atomic<int> refused{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      try {
        for (int i = 0; t < kThreads / 2 || i < rounds; ++i) {
          const int mine = pool.current();
          CHECK(mine > 0 && mine < pool.streams());
          pool.submit([&](CommandBuffer& buffer) {
            ++submitted;
            buffer.record([&] { ++executed; });
          });
          if (i % 16 == t % 16) {
            pool.release();
          }
        }
      } catch (const PoolClosed&) {
        ++refused;
      }
    });
  }
  // Half of the threads end by themselves; the other half is inside when two closers come.
  for (int t = kThreads / 2; t < kThreads; ++t) {
    threads[t].join();
  }
  std::thread closer([&] { pool.close(); });
  pool.close();
  closer.join();
  for (int t = 0; t < kThreads / 2; ++t) {
    threads[t].join();
  }
  CHECK(refused == kThreads / 2);
  CHECK(submitted == executed);
  for (int s = 1; s < pool.streams(); ++s) {
    CHECK(device.created(s) == 1 && device.alive(s) == 0);
  }
}

int encodersUnderLoad(int rounds, Sites covered) {
  HostEncodingDevice device;
  Encoder encoder(device, covered);
  device.start([&] { encoder.handle(); });
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < rounds; ++i) {
        Result result = Result::none;
        switch ((t + i) % 6) {
          case 0:
            result = encoder.projection();
            break;
          case 1:
            result = encoder.linearSliceContiguous();
            break;
          case 2:
            result = encoder.layerNorm();
            break;
          case 3:
            result = encoder.matmul();
            break;
          case 4:
            result = encoder.fill();
            break;
          default:
            result = encoder.synchronize();
            break;
        }
        wrong += result != Result::right;
      }
    });
  }
  for (auto& thread : threads) {
    thread.join();
  }
  device.stop();
  return wrong;
}

}  // namespace

/// With the argument `nolock`, the encoding lock covers nothing: a race that a sanitizer must find.
int main(int arguments, char** argument) {
  if (arguments > 1 && std::string(argument[1]) == "nolock") {
    encodersUnderLoad(50, 0);
    return 0;
  }
  poolUnderLoad(200);
  CHECK(encodersUnderLoad(200, kAllSites) == 0);
  return 0;
}
