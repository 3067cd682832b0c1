#ifndef LOCKSTEP_REENTRANT_STREAM_HPP
#define LOCKSTEP_REENTRANT_STREAM_HPP

#include "command_stream.hpp"
#include "stepped_policy.hpp"

namespace lockstep {

/// What the chain of docs/dossier-reentrancy.md has in common: a call of a job is made at once, and
/// from then on jobs in the job record through the encoder of the job around them.
template <class Self>
class ReentrantStream : public CommandStreamFlow<SteppedPolicy, Self> {
  using Flow = CommandStreamFlow<SteppedPolicy, Self>;

 public:
  using Flow::encode;
  using Flow::Flow;
  using typename Flow::Session;

  template <class Work>
  void encode(const Work& work) {
    if (this->session().onQueue && through_) {
      this->foundOnQueue();
      work(this->recorder());
    } else {
      Flow::encode(work);
    }
  }

  template <class Job>
  void runOnQueue(Session& me, const Job& job) {
    Flow::runOnQueue(me, [&]() LOCKSTEP_REQUIRES(this->owner_) {
      through_ = false;
      job();
    });
  }

 protected:
  ~ReentrantStream() = default;

  /// Whether the caller is in a job that encodes; then it has made its call.
  bool isInJob(const Session& me) {
    through_ = through_ || me.encodes();
    return me.encodes();
  }

 private:
  bool through_ = false;  // touched on the queue only
};

}  // namespace lockstep

#endif  // LOCKSTEP_REENTRANT_STREAM_HPP
