#ifndef LOCKSTEP_COMMAND_BUFFER_HPP
#define LOCKSTEP_COMMAND_BUFFER_HPP

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "errors.hpp"
#include "monitor.hpp"

namespace lockstep {

class CommandEncoder;

/// Why a buffer failed; null: it did not. No std::exception_ptr: the counter of that is inside of
/// the compiler's library, where a sanitizer does not see it.
using Failure = std::shared_ptr<const std::string>;

inline Failure failureOf(std::string reason) {
  return std::make_shared<const std::string>(std::move(reason));
}

/// Work that is recorded by one thread at a time and committed once. Recording is not guarded:
/// whoever shares a buffer holds its stream's lock.
///
/// If somebody listens to its failure, an exception of a command is one; the commands after it are
/// executed all the same. Else a command must not throw: nobody catches it.
class CommandBuffer : public std::enable_shared_from_this<CommandBuffer> {
 public:
  using Command = std::function<void()>;
  using Handler = std::function<void(const Failure&)>;
  using Gate = std::function<bool()>;

  CommandBuffer() = default;
  CommandBuffer(const CommandBuffer&) = delete;
  CommandBuffer& operator=(const CommandBuffer&) = delete;

  /// The one encoder; the next can be had when this one has ended.
  std::shared_ptr<CommandEncoder> newEncoder();

  /// Records a command that needs no encoder, and cannot be had beside one.
  void record(Command command) {
    requireNoEncoder("record into");
    add(std::move(command));
  }

  /// Adds what the device calls, on a thread of its own, when this buffer has completed.
  void onCompleted(Handler handler) {
    requireRecording("add a handler to");
    handlers_.push_back(std::move(handler));
  }

  /// Who is told if this buffer fails: before anybody finds it completed.
  void onFailure(Handler listener) {
    requireRecording("add a listener to");
    failureListener_ = std::move(listener);
  }

  /// The device does not begin with it before the gate is open, nor with what comes after it in
  /// its queue. A gate that has opened must stay open until then. It is asked under the lock of the
  /// queue, so it may call nobody.
  void holdUntil(Gate gate) {
    requireRecording("set a gate before");
    gate_ = std::move(gate);
  }

  bool mayBegin() const { return !gate_ || gate_(); }

  bool isCommitted() const { return committed_.load(); }

  /// Whether the device is through with it; its handlers may still be running.
  bool isCompleted() const {
    const MonitorGuard guard(monitor_);
    return completed_;
  }

  void awaitCompleted() const {
    MonitorGuard guard(monitor_);
    while (!completed_) {
      guard.wait(changed_);
    }
  }

  // -- What a replay reads while every thread is parked

  const std::vector<Command>& commands() const { return commands_; }
  const std::vector<Handler>& handlers() const { return handlers_; }
  const Gate& gate() const { return gate_; }

  /// How many of the handlers have been called; the next one may be being called.
  std::size_t called() const { return called_; }

 private:
  friend class CommandEncoder;
  friend class DeviceQueue;

  void add(Command command) {
    requireRecording("record into");
    commands_.push_back(std::move(command));
  }

  void requireRecording(const char* deed) const {
    if (committed_.load()) {
      throw DeviceError(std::string(deed) + " an already committed command buffer");
    }
  }

  void requireNoEncoder(const char* deed) const {
    if (encoding_) {
      throw DeviceError(std::string(deed) +
                        " a command buffer on which an encoder is open: end it first");
    }
  }

  // -- For the queue

  void commit(int stream) {
    requireNoEncoder("commit");
    if (committed_.exchange(true)) {
      throw DeviceError(
          "stream " + std::to_string(stream) +
          ": commit an already committed command buffer; two threads took the same one");
    }
  }

  void execute() {
    for (const Command& command : commands_) {
      if (!failureListener_) {
        command();
        continue;
      }
      try {
        command();
      } catch (const std::exception& e) {
        fail(failureOf(e.what()));
      }
    }
  }

  /// The first failure stands.
  void fail(Failure reason) {
    if (!failure_) {
      failure_ = std::move(reason);
    }
  }

  /// All handlers are called, and told what became of the work, whatever one of them does.
  void complete() {
    if (failure_ && failureListener_) {
      failureListener_(failure_);
    }
    {
      const MonitorGuard guard(monitor_);
      completed_ = true;
    }
    changed_.notify_all();
    for (const Handler& handler : handlers_) {
      try {
        handler(failure_);
      } catch (const std::exception&) {
        // There is nobody who could be told.
      }
      ++called_;
    }
  }

  std::vector<Command> commands_;
  std::vector<Handler> handlers_;
  Handler failureListener_;
  Gate gate_;
  bool encoding_ = false;
  std::atomic<bool> committed_{false};
  Failure failure_;         // the queue's, from the commit on
  std::size_t called_ = 0;  // so is this
  mutable Monitor monitor_;
  mutable std::condition_variable changed_;
  bool completed_ LOCKSTEP_GUARDED_BY(monitor_) = false;
};

/// What records commands into a command buffer, one encoder at a time. Not guarded: whoever shares
/// it sees to it that one thread uses it at a time.
class CommandEncoder {
 public:
  explicit CommandEncoder(std::shared_ptr<CommandBuffer> buffer) : buffer_(std::move(buffer)) {}
  CommandEncoder(const CommandEncoder&) = delete;
  CommandEncoder& operator=(const CommandEncoder&) = delete;

  void dispatch(CommandBuffer::Command command) {
    requireOpen("dispatch through");
    buffer_->add(std::move(command));
  }

  /// No more commands: the buffer may be committed, or have another encoder.
  void end() {
    requireOpen("end");
    ended_ = true;
    buffer_->encoding_ = false;
  }

  bool isEnded() const { return ended_; }

 private:
  void requireOpen(const char* deed) const {
    if (ended_) {
      throw DeviceError(std::string(deed) +
                        " a command encoder that is ended: somebody else has ended it meanwhile");
    }
  }

  const std::shared_ptr<CommandBuffer> buffer_;
  bool ended_ = false;
};

inline std::shared_ptr<CommandEncoder> CommandBuffer::newEncoder() {
  requireRecording("open an encoder on");
  if (encoding_) {
    throw DeviceError("a command encoder is already encoding to this command buffer: end it first");
  }
  auto encoder = std::make_shared<CommandEncoder>(shared_from_this());
  encoding_ = true;
  return encoder;
}

}  // namespace lockstep

#endif  // LOCKSTEP_COMMAND_BUFFER_HPP
