// What the seam costs: the engine as it ships, and as a replay drives it (with no driver installed), each beside the same
// source without step points, measured in turns in one run.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include "policy.hpp"
#include "ranked_lock.hpp"
#include "stepped_policy.hpp"
#include "stream_pool.hpp"

namespace {

/// The engine's policy with nothing at its step points, written here once more so that the shipped one has something to
/// be compared with.
struct NoSeamPolicy : lockstep::ProductionPolicy {
  static void at(lockstep::Point) {}
  template <class Ready>
  static void await(lockstep::Point, const Ready&) {}
};

constexpr int kRounds = 61;
constexpr int kCalls = 400'000;

template <class Operation>
double nanosPerCall(const Operation& operation) {
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < kCalls; ++i) {
    operation();
    asm volatile("" ::: "memory");
  }
  const std::chrono::duration<double, std::nano> taken = std::chrono::steady_clock::now() - begin;
  return taken.count() / kCalls;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// Rounds alternate, and so does who begins: what drifts (clock, neighbours) falls on both. The ratio is the median of
/// the ratios of neighbouring rounds.
template <class With, class Without>
void compare(const char* name, const With& with, const Without& without) {
  std::vector<double> on, off, ratio;
  nanosPerCall(with);
  nanosPerCall(without);
  for (int round = 0; round < kRounds; ++round) {
    double a, b;
    if (round % 2 == 0) {
      a = nanosPerCall(with);
      b = nanosPerCall(without);
    } else {
      b = nanosPerCall(without);
      a = nanosPerCall(with);
    }
    on.push_back(a);
    off.push_back(b);
    ratio.push_back(a / b);
  }
  std::printf("%-34s %6.2f ns   no seam %6.2f ns   ratio %.3f\n", name, median(on), median(off), median(ratio));
}

template <class Policy>
void compareWithNoSeam(const char* what) {
  const std::string prefix = what;
  lockstep::RankedLock<Policy> lock(lockstep::LockRank::encoding);
  lockstep::RankedLock<NoSeamPolicy> bareLock(lockstep::LockRank::encoding);
  compare(
      (prefix + ": lock + unlock").c_str(), [&] { lock.lock(); lock.unlock(); },
      [&] { bareLock.lock(); bareLock.unlock(); });

  lockstep::ManualDevice device;
  lockstep::StreamPoolOf<Policy> pool(device, {});
  lockstep::StreamPoolOf<NoSeamPolicy> barePool(device, {});
  pool.current();
  barePool.current();
  compare((prefix + ": current(), bound").c_str(), [&] { pool.current(); }, [&] { barePool.current(); });
}

}  // namespace

int main() {
  compareWithNoSeam<lockstep::ProductionPolicy>("as shipped");
  compareWithNoSeam<lockstep::SteppedPolicy>("for replay, no driver");
  return 0;
}
