// Generated from specs/lock-ranks.json; do not edit.
#ifndef LOCKSTEP_LOCK_RANK_HPP
#define LOCKSTEP_LOCK_RANK_HPP

namespace lockstep {

/// Locks are taken in ascending rank.
enum class LockRank { creation = 1, pool = 2, allocatorMap = 3, stream = 4, encoding = 5 };

inline const char* nameOf(LockRank rank) {
  constexpr const char* kNames[] = {"", "creation", "pool", "allocatorMap", "stream", "encoding"};
  return kNames[static_cast<int>(rank)];
}

}  // namespace lockstep

#endif  // LOCKSTEP_LOCK_RANK_HPP
