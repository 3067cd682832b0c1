#ifndef LOCKSTEP_ERRORS_HPP
#define LOCKSTEP_ERRORS_HPP

#include <stdexcept>
#include <string>

namespace lockstep {

/// The pool does not serve any more.
class PoolClosed : public std::runtime_error {
 public:
  PoolClosed()
      : std::runtime_error(
            "the stream pool is closed: it serves no call after close(); create a new pool, or let "
            "this thread end "
            "before the pool is closed") {}
};

/// The device refused, or was used in a way that it forbids.
class DeviceError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A call that its thread may not make, or an argument out of range.
class IllegalCall : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// A lock was asked for under a lock of the same or a higher rank.
class RankViolation : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

}  // namespace lockstep

#endif  // LOCKSTEP_ERRORS_HPP
