#include "encoding_lock_subject.hpp"
#include "mutant_encoder.hpp"
#include "mutant_stream_pool.hpp"
#include "mutant_subject.hpp"
#include "stream_pool_subject.hpp"
#include "variants.hpp"

namespace lockstep {
namespace {

const Registrar<MutantSubject<StreamPoolSubject<MutantStreamPool>>> streamPool("mutant");
const Registrar<MutantSubject<EncodingLockSubject<MutantEncoder>>> encodingLock("mutant");

}  // namespace
}  // namespace lockstep
