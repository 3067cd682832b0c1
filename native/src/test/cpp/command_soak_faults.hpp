#ifndef LOCKSTEP_COMMAND_SOAK_FAULTS_HPP
#define LOCKSTEP_COMMAND_SOAK_FAULTS_HPP

#include <exception>
#include <utility>

#include "command_stream.hpp"

namespace lockstep {

/// A stream of free threads with a fault in its steps, which the ledger must notice; to step around
/// the lock is one, so the compiler does not look.
template <class Self>
class Faulty : public CommandStreamFlow<ProductionPolicy, Self> {
 public:
  using Flow = CommandStreamFlow<ProductionPolicy, Self>;
  using Flow::encode;
  using Flow::Flow;
  using typename Flow::Command;
  using typename Flow::Handler;
  using typename Flow::Session;

 protected:
  ~Faulty() = default;

  bool oneIn(int many) { return ++count_ % many == 0; }

 private:
  int count_ = 0;
};

/// Of commands one in so many is not recorded.
struct Forgets final : Faulty<Forgets> {
  using Faulty::encode;
  using Faulty::Faulty;
  void encode(Session& me, Command command) LOCKSTEP_UNANALYSED {
    if (!oneIn(100)) {
      Flow::encode(me, std::move(command));
    }
  }
};

/// Of commands one in so many is recorded twice.
struct EncodesTwice final : Faulty<EncodesTwice> {
  using Faulty::encode;
  using Faulty::Faulty;
  void encode(Session& me, Command command) LOCKSTEP_UNANALYSED {
    Flow::encode(me, command);
    if (oneIn(100)) {
      Flow::encode(me, command);
    }
  }
};

/// Of commands one in so many is overtaken by the next one.
struct Overtakes final : Faulty<Overtakes> {
  using Faulty::encode;
  using Faulty::Faulty;
  void encode(Session& me, Command command) LOCKSTEP_UNANALYSED {
    if (oneIn(100)) {
      overtaken = std::move(command);
      return;
    }
    Flow::encode(me, std::move(command));
    if (overtaken) {
      Flow::encode(me, std::exchange(overtaken, nullptr));
    }
  }
  Command overtaken;
};

struct DropsSignals final : Faulty<DropsSignals> {
  using Faulty::Faulty;
  void mark(Session& me, Command signal) LOCKSTEP_UNANALYSED {
    if (oneIn(100)) {
      me.hand.reset();
    } else {
      Flow::mark(me, std::move(signal));
    }
  }
};

/// The stream forgets its buffer before it commits it.
struct ForgetsBuffers final : Faulty<ForgetsBuffers> {
  using Faulty::Faulty;
  void commit(Session& me) LOCKSTEP_UNANALYSED {
    if (oneIn(100)) {
      me.hand.reset();
      buffer_.reset();
    } else {
      Flow::commit(me);
    }
  }
};

/// Who waits is not told of what has failed.
struct TellsNobody final : Faulty<TellsNobody> {
  using Faulty::Faulty;
  void await(Session& me) LOCKSTEP_UNANALYSED {
    try {
      Flow::await(me);
    } catch (const WorkFailed&) {
      // as if nothing had happened
    }
  }
};

/// All who wait are told of what has failed, again and again.
struct TellsAgain final : Faulty<TellsAgain> {
  using Faulty::Faulty;
  void await(Session& me) LOCKSTEP_UNANALYSED {
    try {
      Flow::await(me);
    } catch (const WorkFailed& failure) {
      error_->note(failureOf(failure.what()));
      throw;
    }
  }
};

struct FiresTwice final : Faulty<FiresTwice> {
  using Faulty::Faulty;
  static void fire(const Handler& handler, const Failure& failure) {
    try {
      Flow::fire(handler, failure);
    } catch (const std::exception&) {
      // of the first time
    }
    Flow::fire(handler, failure);
  }
};

struct HandlerLostOnFailure final : Faulty<HandlerLostOnFailure> {
  using Faulty::Faulty;
  static void fire(const Handler& handler, const Failure& failure) {
    if (!failure) {
      Flow::fire(handler, failure);
    }
  }
};

struct WaitsForNothing final : Faulty<WaitsForNothing> {
  using Faulty::Faulty;
  void await(Session& me) LOCKSTEP_UNANALYSED {
    me.awaited.reset();
    Flow::await(me);
  }
};

/// A synchronize() inside of a job that encodes is not made up for.
struct CommitSilentlySkipped final : Faulty<CommitSilentlySkipped> {
  using Faulty::Faulty;
  void synchronize() {
    if (!session().encodes()) {
      Flow::synchronize();
    }
  }
};

/// Nobody waits for the queue: jobs run side by side. It races at once; those above may race, or
/// may not.
struct Unqueued final : Faulty<Unqueued> {
  using Faulty::Faulty;
  void enter(Session& me) LOCKSTEP_ACQUIRE(owner_) LOCKSTEP_UNANALYSED { me.onQueue = true; }
  void leave(Session& me) LOCKSTEP_RELEASE(owner_) LOCKSTEP_UNANALYSED {
    me.grip.reset();
    me.hand.reset();
    me.onQueue = false;
  }
};

}  // namespace lockstep

#endif  // LOCKSTEP_COMMAND_SOAK_FAULTS_HPP
