#ifndef LOCKSTEP_MUTANT_STREAM_POOL_HPP
#define LOCKSTEP_MUTANT_STREAM_POOL_HPP

#include <memory>

#include "mutant_policy.hpp"
#include "stream_pool.hpp"

namespace lockstep {

/// The pool with one thing wrong. Named here are the steps whose access to shared memory is no
/// atomic's, so that the policy alone could not leave them out.
class MutantStreamPool final : public StreamPoolFlow<MutantPolicy, MutantStreamPool> {
  using Flow = StreamPoolFlow<MutantPolicy, MutantStreamPool>;

 public:
  using Flow::Flow;

  bool enter(Session& me) {
    return mutantStep(Point::Enter, true, [this, &me] { return Flow::enter(me); });
  }
  void lockCreation() {
    mutantStep(Point::LockCreation, [this] { Flow::lockCreation(); });
  }
  Stream* recheckSlot(int s) {
    return mutantStep(Point::RecheckSlot, static_cast<Stream*>(nullptr),
                      [this, s] { return Flow::recheckSlot(s); });
  }
  DeviceQueue* create(int s) {
    return mutantStep(Point::Create, static_cast<DeviceQueue*>(nullptr),
                      [this, s] { return Flow::create(s); });
  }
  void unlockCreation() {
    mutantStep(Point::UnlockCreation, [this] { Flow::unlockCreation(); });
  }
  void lockStream(Stream& stream) {
    mutantStep(Point::LockStream, [this, &stream] { Flow::lockStream(stream); });
  }
  std::shared_ptr<CommandBuffer> takeBuffer(Stream& stream) {
    return mutantStep(Point::TakeBuffer, std::make_shared<CommandBuffer>(),
                      [this, &stream] { return Flow::takeBuffer(stream); });
  }
  void commit(Stream& stream, const std::shared_ptr<CommandBuffer>& buffer) {
    mutantStep(Point::Commit, [this, &stream, buffer] { Flow::commit(stream, buffer); });
  }
  void unlockStream(Stream& stream) {
    mutantStep(Point::UnlockStream, [this, &stream] { Flow::unlockStream(stream); });
  }
  void seal(int g) {
    mutantStep(Point::Seal, [this, g] { Flow::seal(g); });
  }
  void awaitEmpty(int g) {
    mutantStep(Point::AwaitEmpty, [this, g] { Flow::awaitEmpty(g); });
  }
  void awaitIdle(int s) {
    mutantStep(Point::AwaitIdle, [this, s] { Flow::awaitIdle(s); });
  }
  Stream* retire(int s) {
    return mutantStep(Point::Retire, static_cast<Stream*>(nullptr),
                      [this, s] { return Flow::retire(s); });
  }
  void destroy(Stream& stream) {
    mutantStep(Point::Destroy, [this, &stream] { Flow::destroy(stream); });
  }
};

}  // namespace lockstep

#endif  // LOCKSTEP_MUTANT_STREAM_POOL_HPP
