#include "command_stream_subject.hpp"
#include "device_barrier_subject.hpp"
#include "encoding_lock_subject.hpp"
#include "event_pool_subject.hpp"
#include "lease_pool_subject.hpp"
#include "mutant_command_stream.hpp"
#include "mutant_device_barrier.hpp"
#include "mutant_encoder.hpp"
#include "mutant_event_pool.hpp"
#include "mutant_lease_pool.hpp"
#include "mutant_stream_pool.hpp"
#include "mutant_subject.hpp"
#include "stream_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

const Registrar<MutantSubject<StreamPoolSubject<MutantStreamPool>>> streamPool("mutant");
const Registrar<MutantSubject<EncodingLockSubject<MutantEncoder>>> encodingLock("mutant");
const Registrar<MutantSubject<LeasePoolSubject<MutantLeasePool>>> leasePool("mutant");
const Registrar<MutantSubject<CommandStreamSubject<MutantCommandStream>>> commandStream("mutant");
const Registrar<MutantSubject<EventPoolSubject<MutantEventPool>>> eventPool("mutant");
const Registrar<
    MutantSubject<DeviceBarrierSubject<MutantDeviceBarrier, MutantStreamGuard, MutantQueueStream>>>
    deviceBarrier("mutant");

}  // namespace
}  // namespace lockstep
