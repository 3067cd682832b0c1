#ifndef LOCKSTEP_COMMAND_STREAM_HPP
#define LOCKSTEP_COMMAND_STREAM_HPP

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "command_stream_protocol.hpp"
#include "device.hpp"
#include "errors.hpp"
#include "fence.hpp"
#include "event_stream.hpp"
#include "implements.hpp"
#include "policy.hpp"
#include "waiting.hpp"

namespace lockstep {

/// A stream of a GPU that any number of threads may share: specs/CommandStream/CommandStream.tla,
/// action by action. Jobs run on their callers' threads, one at a time, and record commands through
/// an encoder into a command buffer.
///
/// A job may call its stream again: that runs inline, and what would end the encoder that the job
/// still uses is put off to the end of the job, in order; nothing is dropped. An exception of a job
/// reaches its caller, and the stream goes on. A failure of the device reaches the next who
/// synchronizes.
///
/// What a stream has not committed when it is destroyed is not executed. No thread may be in a call
/// then; the device may still be at work.
///
/// This class says which step follows which, CommandStreamProtocol what each step does.
template <class Policy, class Self>
class CommandStreamFlow : public CommandStreamProtocol<Policy, Self> {
  using Protocol = CommandStreamProtocol<Policy, Self>;

 public:
  using Protocol::encode;
  using Protocol::Protocol;
  using typename Protocol::Command;
  using typename Protocol::Handler;
  using typename Protocol::Session;

  /// What a job records through; of no use on another thread, or after the job.
  class Recorder {
   public:
    /// Records a command; the encoding lock is held meanwhile.
    void dispatch(Command command) {
      Session& me = stream_.self().session();
      if (me.onQueue) {
        stream_.foundOnQueue();
        if (stream_.jobs_ == job_) {
          stream_.record(me, std::move(command));
          return;
        }
      }
      throw IllegalCall(
          "dispatch() outside of the job that the recorder was given to: the encoder belongs to "
          "the stream's queue; record inside of encode()");
    }

   private:
    friend class CommandStreamFlow;
    Recorder(CommandStreamFlow& stream, std::uint64_t job) : stream_(stream), job_(job) {}

    CommandStreamFlow& stream_;
    const std::uint64_t job_;
  };

  // -- What a client calls

  /// Runs a job on the queue: inline if the caller is on it already.
  template <class Job>
  void call(const Job& job) {
    LOCKSTEP_IMPLEMENTS(CommandStream, Call, CommandStreamFlow::call);
    Session& me = self().session();
    if (me.onQueue) {
      foundOnQueue();
      job();
      return;
    }
    struct InCall {
      Session& me;
      ~InCall() {
        me.synchronizes = false;
        me.awaited.reset();
      }
    } scope{me};
    self().runOnQueue(me, job);
    if (me.synchronizes) {
      self().await(me);
    }
  }

  /// Records through the encoder of the stream, which stays open for whoever comes next. `work` is
  /// given a Recorder.
  template <class Work>
  void encode(const Work& work) {
    self().call([&]() LOCKSTEP_REQUIRES(this->owner_) {
      self().open(self().session());
      work(recorder());
    });
  }

  /// Sets all elements, in the order of the stream; they must be there until then.
  template <class T>
  void fill(T* target, std::size_t count, T value) {
    standAlone([=] { std::fill_n(target, count, value); });
  }

  /// Copies all elements, in the order of the stream; they must be there until then.
  template <class T>
  void copy(const T* source, T* target, std::size_t count) {
    standAlone([=] { std::copy_n(source, count, target); });
  }

  /// A command with an encoder of its own.
  void standAlone(Command command) {
    Session& me = self().session();
    self().call([&]() LOCKSTEP_REQUIRES(this->owner_) {
      orPutOff(me, [this, &me, command = std::move(command)]() LOCKSTEP_REQUIRES(this->owner_) {
        self().close(me);
        self().open(me);
        record(me, command);
        self().close(me);
      });
    });
  }

  /// Calls the handler, once, when what is being recorded now has completed, or has failed.
  void onCompleted(Handler handler) {
    Session& me = self().session();
    self().call([&]() LOCKSTEP_REQUIRES(this->owner_) {
      self().take(me, false);
      self().addHandler(me, std::move(handler));
    });
  }

  /// Has the device give this signal when it has come this far.
  void signal(Command signal) {
    Session& me = self().session();
    self().call([&]() LOCKSTEP_REQUIRES(this->owner_) {
      orPutOff(me, [this, &me, signal = std::move(signal)]() LOCKSTEP_REQUIRES(this->owner_) {
        self().close(me);
        self().take(me, false);
        self().mark(me, signal);
      });
    });
  }

  /// Commits what has been recorded, if anything has.
  void flush() {
    Session& me = self().session();
    self().call([&]() LOCKSTEP_REQUIRES(this->owner_) {
      orPutOff(me, [this, &me]() LOCKSTEP_REQUIRES(this->owner_) { submit(me); });
    });
  }

  /// Commits what has been recorded, and waits until everything committed so far has completed.
  /// Inside of a job both happen when the job has ended: nobody waits for the device on the queue.
  /// Throws WorkFailed if the device has failed since somebody was last told.
  void synchronize() {
    Session& me = self().session();
    self().call([&]() LOCKSTEP_REQUIRES(this->owner_) {
      me.synchronizes = true;
      orPutOff(me, [this, &me]() LOCKSTEP_REQUIRES(this->owner_) { submit(me); });
    });
  }

  /// Commits what has been recorded, and takes a fence behind everything committed so far. Not
  /// inside of a job of this stream: whoever waited there would wait for the device on the queue.
  Fence fence() {
    Session& me = self().session();
    if (me.onQueue) {
      throw IllegalCall("fence() of stream " + std::to_string(this->index()) +
                        " inside of one of its jobs: wait for the device when the job has ended");
    }
    Fence taken;
    self().call([&]() LOCKSTEP_REQUIRES(this->owner_) {
      submit(me);
      taken = Fence(me.awaited);
    });
    return taken;
  }

  /// The failure of which nobody has been told; null if there is none. The caller tells of it.
  Failure takeFailure() { return this->error_->take(); }

  /// What later calls throw.
  using Refusal = std::function<void()>;

  /// Commits what has been recorded. From then on every call is refused, and does nothing; `heir`
  /// is told of failures that nobody has heard of, on the thread of the device or this one. What
  /// the device refuses is dropped, its handlers and the heir are told. A second time does nothing.
  /// Throws IllegalCall in a job of this stream.
  void retire(Refusal refusal, UntoldFailure::Heir heir) LOCKSTEP_UNANALYSED {
    Session& me = self().session();
    if (me.onQueue) {
      throw IllegalCall("stream " + std::to_string(this->index()) +
                        " cannot be given up in one of its own jobs, which still records: do so "
                        "after the job");
    }
    Dropped dropped;
    bool retires = false;
    self().enter(me);
    finally(
        [&]() LOCKSTEP_REQUIRES(this->owner_) {
          if (!refusal_) {
            refusal_ = std::move(refusal);
            retires = true;
            dropped = commitOrDrop(me);
          }
        },
        [&]() LOCKSTEP_RELEASE(this->owner_) { self().leave(me); });
    if (retires) {
      bequeath(dropped, std::move(heir));
    }
  }

  /// Whether everything committed so far has completed.
  bool query() const { return !this->queue().isBusy(); }

 protected:
  using Protocol::self;

  ~CommandStreamFlow() = default;

  /// After `onQueue` of the calling thread's session was found true.
  void foundOnQueue() const LOCKSTEP_FOUND_HELD(this->owner_) {}

  Recorder recorder() LOCKSTEP_REQUIRES(this->owner_) { return Recorder(*this, jobs_); }

  template <class Job>
  void runOnQueue(Session& me, const Job& job) LOCKSTEP_UNANALYSED {
    self().enter(me);
    finally(
        [&]() LOCKSTEP_REQUIRES(this->owner_) {
          requireServing();
          runAndCatchUp(me, job);
        },
        [&]() LOCKSTEP_RELEASE(this->owner_) { self().leave(me); });
  }

  void requireServing() const LOCKSTEP_REQUIRES(this->owner_) {
    if (refusal_) {
      refusal_();
    }
  }

  /// A buffer that the device will never get, if there is one, and why.
  struct Dropped {
    std::shared_ptr<CommandBuffer> buffer;
    Failure reason;
  };

  Dropped commitOrDrop(Session& me) LOCKSTEP_REQUIRES(this->owner_) {
    try {
      submit(me);
    } catch (const std::exception& refused) {
      this->encoder_.reset();
      return {std::exchange(this->buffer_, nullptr), failureOf(refused.what())};
    }
    return {};
  }

  /// Off the queue: those who are told may call the stream.
  void bequeath(const Dropped& dropped, UntoldFailure::Heir heir) {
    if (dropped.reason) {
      this->error_->note(dropped.reason);
    }
    this->error_->inherit(std::move(heir));
    if (dropped.buffer) {
      tellHandlers(*dropped.buffer, dropped.reason);
    }
  }

  // -- What events ask of a stream, on its queue

  /// Not a mark among the commands, as signal() makes: the device would not come to it if one
  /// before it failed. Inside of a job that encodes, at its end.
  void commitToSignal(Session& me, EventStream::OnDone onDone) LOCKSTEP_REQUIRES(this->owner_) {
    const auto withdrawn = std::make_shared<std::atomic<bool>>(false);
    const Handler handler = [withdrawn, onDone = std::move(onDone)](const Failure&) {
      if (!withdrawn->load()) {
        onDone(SteadyClock::instance().now());
      }
    };
    if (me.encodes()) {
      // It stays in the buffer if that is refused: whoever commits the buffer brings it along.
      me.putOff.emplace_back([this, &me, handler]()
                                 LOCKSTEP_REQUIRES(this->owner_) { commitWith(me, handler); });
      return;
    }
    try {
      commitWith(me, handler);
    } catch (...) {
      // The caller is told, so nobody may tell it later that the device got there.
      withdrawn->store(true);
      throw;
    }
  }

  void commitToAwait(Session& me, EventStream::Gate gate) LOCKSTEP_REQUIRES(this->owner_) {
    orPutOff(me, [this, &me, gate = std::move(gate)]() LOCKSTEP_REQUIRES(this->owner_) {
      submit(me);
      this->current()->holdUntil(gate);
      submit(me);
    });
  }

  /// Now, or after the job that still encodes.
  template <class Operation>
  void orPutOff(Session& me, Operation&& operation) LOCKSTEP_REQUIRES(this->owner_) {
    if (me.encodes()) {
      me.putOff.emplace_back(std::forward<Operation>(operation));
    } else {
      operation();
    }
  }

  void submit(Session& me) LOCKSTEP_REQUIRES(this->owner_) {
    self().close(me);
    if (self().take(me, true)) {
      self().commit(me);
    }
  }

  void record(Session& me, Command command) LOCKSTEP_REQUIRES(this->owner_) LOCKSTEP_UNANALYSED {
    self().lock();
    finally([&]() LOCKSTEP_REQUIRES(*this->encoding_) { self().encode(me, std::move(command)); },
            [&]() LOCKSTEP_RELEASE(*this->encoding_) { self().unlock(); });
  }

  /// `release` runs however `body` ends. It may throw (a replay abandons threads at step points),
  /// hence no destructor.
  template <class Body, class Release>
  static void finally(const Body& body, const Release& release) LOCKSTEP_UNANALYSED {
    try {
      body();
    } catch (...) {
      release();
      throw;
    }
    release();
  }

  /// What the job has asked for is done also if it has failed: each of it, and the first exception
  /// is the caller's.
  template <class Job>
  void runAndCatchUp(Session& me, const Job& job) LOCKSTEP_REQUIRES(this->owner_) {
    ++jobs_;
    std::exception_ptr first;
    const auto attempt = [&first](const auto& operation) LOCKSTEP_UNANALYSED {
      try {
        operation();
      } catch (...) {
        first = first ? first : std::current_exception();
      }
    };
    attempt(job);
    while (!me.putOff.empty()) {
      const std::function<void()> next = std::move(me.putOff.front());
      me.putOff.pop_front();
      attempt(next);
    }
    if (first) {
      std::rethrow_exception(first);
    }
  }

 private:
  void commitWith(Session& me, const Handler& handler) LOCKSTEP_REQUIRES(this->owner_) {
    self().take(me, false);
    self().addHandler(me, handler);
    submit(me);
  }

  /// Of a buffer that the device will never get.
  static void tellHandlers(const CommandBuffer& dropped, const Failure& reason) {
    for (const Handler& handler : dropped.handlers()) {
      try {
        handler(reason);
      } catch (const std::exception&) {
        // As if the device had called it.
      }
    }
  }

  // Touched on the queue only.
  std::uint64_t jobs_ LOCKSTEP_GUARDED_BY(this->owner_) = 0;
  Refusal refusal_ LOCKSTEP_GUARDED_BY(this->owner_);
};

/// Has events, which are committed when they are recorded; in a job that encodes, at the end of the
/// job.
template <class Policy, class Self>
class CommandStreamWithEvents : public CommandStreamFlow<Policy, Self>, public EventStream {
  using Flow = CommandStreamFlow<Policy, Self>;

 public:
  using Flow::await;
  using Flow::enter;
  using Flow::Flow;
  using Flow::leave;
  using Flow::signal;
  using typename Flow::Session;

  void enter() override LOCKSTEP_UNANALYSED {
    Session& me = this->session();
    if (me.onQueue) {
      ++me.inner;
      return;
    }
    self().enter(me);
    try {
      this->requireServing();
    } catch (...) {
      self().leave(me);
      throw;
    }
  }

  void leave() override LOCKSTEP_UNANALYSED {
    Session& me = this->session();
    if (me.inner > 0) {
      --me.inner;
    } else {
      self().leave(me);
    }
  }

  bool isFree() const override { return this->owner_.isFree(); }
  void signal(OnDone onDone) override {
    this->foundOnQueue();  // as EventStream demands of its caller
    this->commitToSignal(this->session(), std::move(onDone));
  }
  void await(Gate gate) override {
    this->foundOnQueue();  // as above
    this->commitToAwait(this->session(), std::move(gate));
  }
  void lookAgain() override { this->queue().lookAgain(); }

 protected:
  using Flow::self;

  ~CommandStreamWithEvents() = default;
};

/// The sound stream.
template <class Policy>
class CommandStreamOf final : public CommandStreamWithEvents<Policy, CommandStreamOf<Policy>> {
 public:
  using CommandStreamWithEvents<Policy, CommandStreamOf<Policy>>::CommandStreamWithEvents;

 private:
  friend class CommandStreamProtocol<Policy, CommandStreamOf<Policy>>;
  friend class CommandStreamFlow<Policy, CommandStreamOf<Policy>>;
};

using CommandStream = CommandStreamOf<ProductionPolicy>;

}  // namespace lockstep

#endif  // LOCKSTEP_COMMAND_STREAM_HPP
