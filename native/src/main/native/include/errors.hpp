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

/// No stream became free in the time that the caller would wait.
class AcquireTimeout : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The wait for a stream was cancelled.
class AcquireCancelled : public std::runtime_error {
 public:
  AcquireCancelled()
      : std::runtime_error(
            "the wait for a stream was cancelled; the thread holds no lease and is in no queue") {}
};

/// A handle was used whose lease is over.
class StaleLease : public std::logic_error {
 public:
  explicit StaleLease(int stream)
      : std::logic_error("this lease of stream " + std::to_string(stream) +
                         " is over: it was released before, and the stream may be another's; use a "
                         "lease up to its release, and release it once") {}
};

/// A handle was used whose event has been given back.
class StaleEvent : public std::logic_error {
 public:
  explicit StaleEvent(int event)
      : std::logic_error("this handle of event " + std::to_string(event) +
                         " is over: the event was given back before, and may be another's; use a "
                         "handle up to its give, and give it once") {}
};

/// No event is left.
class EventsExhausted : public std::runtime_error {
 public:
  explicit EventsExhausted(int limit)
      : std::runtime_error("all " + std::to_string(limit) +
                           " events of the pool are in use; is one not given back? Give back what "
                           "is done, or set a larger limit") {}
};

/// The wait for an event was cancelled.
class AwaitCancelled : public std::runtime_error {
 public:
  explicit AwaitCancelled(int event)
      : std::runtime_error("the wait for event " + std::to_string(event) +
                           " was cancelled; the thread is on no list, and the event as it was") {}
};

/// The device refused, or was used in a way that it forbids.
class DeviceError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Work of a stream that was committed before has failed: for the next who synchronizes.
class WorkFailed : public DeviceError {
 public:
  using DeviceError::DeviceError;
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
