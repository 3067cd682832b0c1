#include "encoder.hpp"
#include "encoding_lock_subject.hpp"
#include "stream_pool.hpp"
#include "stream_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

const Registrar<StreamPoolSubject<StreamPool>> streamPool("sound");
const Registrar<EncodingLockSubject<Encoder>> encodingLock("sound");

}  // namespace
}  // namespace lockstep
