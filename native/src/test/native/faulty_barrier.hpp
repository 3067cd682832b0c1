#ifndef LOCKSTEP_FAULTY_BARRIER_HPP
#define LOCKSTEP_FAULTY_BARRIER_HPP

#include "device_barrier.hpp"
#include "device_barrier_subject.hpp"
#include "queue_stream.hpp"
#include "stepped_policy.hpp"
#include "stream_guard.hpp"

namespace lockstep {

/// A faulty barrier with sound guards.
template <class Barrier>
using SubjectOfBarrier =
    DeviceBarrierSubject<Barrier, StreamGuardOf<SteppedPolicy>, QueueStreamOf<SteppedPolicy>>;

/// A faulty guard beside a sound barrier.
template <class Guard>
using SubjectOfGuard =
    DeviceBarrierSubject<DeviceBarrierOf<SteppedPolicy>, Guard, QueueStreamOf<SteppedPolicy>>;

}  // namespace lockstep

#endif  // LOCKSTEP_FAULTY_BARRIER_HPP
