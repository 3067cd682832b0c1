#ifndef LOCKSTEP_ENCODING_LOCK_HPP
#define LOCKSTEP_ENCODING_LOCK_HPP

#include <cstdint>

#include "ranked_lock.hpp"

namespace lockstep {

/// Every place of the code that touches a kernel object.
enum class Site : std::int8_t {
  gather,
  scatter,
  copyCast,
  placeholder,
  graphCache,
  pipelineState,
  commit,
  matmul,
  layerNorm,
};
inline constexpr int kSites = 9;

/// A set of sites, bit by bit in their order.
using Sites = std::uint32_t;
inline constexpr Sites kAllSites = (Sites{1} << kSites) - 1;

/// The kernel objects that threads share. A graph's arguments go by value: `own` is nobody else's.
enum class KernelId : std::int8_t { copy, library, buffer, matmul, layerNorm, own };
inline constexpr int kKernels = 5;

inline KernelId kernelAt(Site site) {
  constexpr KernelId kKernelAt[kSites] = {KernelId::copy,   KernelId::copy,   KernelId::copy,
                                          KernelId::copy,   KernelId::own,    KernelId::library,
                                          KernelId::buffer, KernelId::matmul, KernelId::layerNorm};
  return kKernelAt[static_cast<int>(site)];
}

/// The lock of rank `encoding` and the sites it covers: what makes "set the arguments, then
/// dispatch" one thing. Reentrant, first come first served; whoever holds it asks for no lock of
/// lower rank and does not wait for the device.
template <class Policy, class Lock = RankedLock<Policy>>
class LOCKSTEP_CAPABILITY("encoding lock") EncodingLock {
 public:
  explicit EncodingLock(Sites covered = kAllSites) : covered_(covered) {}
  EncodingLock(const EncodingLock&) = delete;
  EncodingLock& operator=(const EncodingLock&) = delete;

  bool covers(Site site) const { return (covered_ >> static_cast<int>(site) & 1) != 0; }

  void lock(const char* where = __builtin_FUNCTION()) LOCKSTEP_ACQUIRE() LOCKSTEP_UNANALYSED {
    lock_.lock(where);
  }
  bool unlock() LOCKSTEP_RELEASE() LOCKSTEP_UNANALYSED { return lock_.unlock(); }

  /// Runs `body` under the lock if the site is covered; gives the lock back however it ends.
  template <class Body>
  void section(Site site, const Body& body) {
    if (!covers(site)) {
      body();
      return;
    }
    lock();
    try {
      body();
    } catch (...) {
      unlock();
      throw;
    }
    unlock();
  }

  Lock& ranked() { return lock_; }
  const Lock& ranked() const { return lock_; }

 private:
  const Sites covered_;
  Lock lock_{LockRank::encoding};
};

}  // namespace lockstep

#endif  // LOCKSTEP_ENCODING_LOCK_HPP
