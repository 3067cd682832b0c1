#include "command_stream.hpp"
#include "command_stream_subject.hpp"
#include "device_barrier.hpp"
#include "device_barrier_subject.hpp"
#include "encoder.hpp"
#include "encoding_lock_subject.hpp"
#include "event_pool.hpp"
#include "event_pool_subject.hpp"
#include "lease_pool.hpp"
#include "lease_pool_subject.hpp"
#include "queue_stream.hpp"
#include "stepped_policy.hpp"
#include "stream_guard.hpp"
#include "stream_pool.hpp"
#include "stream_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

const Registrar<StreamPoolSubject<StreamPoolOf<SteppedPolicy>>> streamPool("sound");
const Registrar<EncodingLockSubject<EncoderOf<SteppedPolicy>>> encodingLock("sound");
const Registrar<LeasePoolSubject<LeasePoolOf<SteppedPolicy>>> leasePool("sound");
const Registrar<CommandStreamSubject<CommandStreamOf<SteppedPolicy>>> commandStream("sound");
const Registrar<EventPoolSubject<EventPoolOf<SteppedPolicy>>> eventPool("sound");
const Registrar<DeviceBarrierSubject<DeviceBarrierOf<SteppedPolicy>, StreamGuardOf<SteppedPolicy>,
                                     QueueStreamOf<SteppedPolicy>>>
    deviceBarrier("sound");

}  // namespace
}  // namespace lockstep
