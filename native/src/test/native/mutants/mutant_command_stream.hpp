#ifndef LOCKSTEP_MUTANT_COMMAND_STREAM_HPP
#define LOCKSTEP_MUTANT_COMMAND_STREAM_HPP

#include "command_stream.hpp"
#include "mutant_policy.hpp"

namespace lockstep {

/// The command stream with one thing wrong. Its shared state is guarded by the queue and no
/// atomic's, so that all steps are named here.
class MutantCommandStream final : public CommandStreamFlow<MutantPolicy, MutantCommandStream> {
  using Flow = CommandStreamFlow<MutantPolicy, MutantCommandStream>;

 public:
  using Flow::encode;
  using Flow::Flow;

  void enter(Session& me) {
    mutantStep(Point::Enter, [this, &me] { Flow::enter(me); });
  }
  void open(Session& me) {
    mutantStep(Point::Open, [this, &me] { Flow::open(me); });
  }
  void lock() {
    mutantStep(Point::Lock, [this] { Flow::lock(); });
  }
  void encode(Session& me, Command command) {
    mutantStep(Point::Encode, [this, &me, command] { Flow::encode(me, command); });
  }
  void unlock() {
    mutantStep(Point::Unlock, [this] { Flow::unlock(); });
  }
  void close(Session& me) {
    mutantStep(Point::Close, [this, &me] { Flow::close(me); });
  }
  bool take(Session& me, bool toCommit) {
    return mutantStep(Point::Take, true,
                      [this, &me, toCommit] { return Flow::take(me, toCommit); });
  }
  void commit(Session& me) {
    mutantStep(Point::Commit, [this, &me] { Flow::commit(me); });
  }
  void mark(Session& me, Command signal) {
    mutantStep(Point::Mark, [this, &me, signal] { Flow::mark(me, signal); });
  }
  void addHandler(Session& me, Handler handler) {
    mutantStep(Point::AddHandler, [this, &me, handler] { Flow::addHandler(me, handler); });
  }
  void leave(Session& me) {
    mutantStep(Point::Leave, [this, &me] { Flow::leave(me); });
  }
  void await(Session& me) {
    mutantStep(Point::Await, [this, &me] { Flow::await(me); });
  }
  static void fire(const Handler& handler, const Failure& failure) {
    mutantStep(Point::Fire, [handler, failure] { Flow::fire(handler, failure); });
  }

  void sleepUntilCompleted(const CommandBuffer& buffer) {
    if (!buffer.isCompleted()) {
      requireAnnounced();
    }
    Flow::sleepUntilCompleted(buffer);
  }
};

}  // namespace lockstep

#endif  // LOCKSTEP_MUTANT_COMMAND_STREAM_HPP
