#ifndef LOCKSTEP_COMMAND_STREAM_SUBJECT_HPP
#define LOCKSTEP_COMMAND_STREAM_SUBJECT_HPP

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "command_stream.hpp"
#include "command_stream_alphabet.hpp"
#include "command_stream_client.hpp"
#include "command_stream_ledger.hpp"
#include "device.hpp"
#include "free_command_stream.hpp"
#include "step_controller.hpp"
#include "subject_support.hpp"

namespace lockstep {

/// A CommandStream under replay: its row holds the model's VARIABLES in their order, less the
/// history and the abstract `ip`. The call that a client is in, and how it ended, are the client's
/// to know, hence noted here.
template <class Stream>
class CommandStreamSubject final : public Subject {
 public:
  static constexpr const char* kModule = "CommandStream";
  using Free = FreeCommandStream<Stream>;

  CommandStreamSubject(const std::int32_t* config, std::int32_t length)
      : config_(config, length), stream_(device_), clients_(everyone()) {}

  static const std::vector<Action>& actions() { return commandStreamActions(); }
  const std::vector<Action>& alphabet() const override { return actions(); }
  int threads() const override { return everyone(); }
  int rowInts() const override {
    return everyone() + 5 * config_.threads + 2 + (1 + kBufferInts) + 1 +
           (1 + kFlight * kBufferInts) + 1 + config_.handlers * (1 + kHandlers) + 1;
  }

  void writeRow(const Standing& standing, std::int32_t* row) override {
    observe(standing);
    RowWriter out(row);
    const auto eachThread = [&](const auto& value) {
      for (int t = 0; t < config_.threads; ++t) {
        out << static_cast<std::int32_t>(value(clients_[t]));
      }
    };
    const auto flight = device_.inFlight(stream_.index());
    for (int e = 0; e < everyone(); ++e) out << commandStreamPc(standing.at[e]);
    eachThread([](const CommandStreamClient& c) { return c.call; });
    eachThread([](const CommandStreamClient& c) { return c.result; });
    eachThread([](const CommandStreamClient& c) {
      return !c.session || !c.session->grip ? 0 : c.session->grip->isEnded() ? 2 : 1;
    });
    eachThread([&](const CommandStreamClient& c) {
      return !c.session || !c.session->hand ? 0 : c.session->hand.get() == stream_.buffer() ? 1 : 2;
    });
    eachThread([&](const CommandStreamClient& c) { return c.ahead(flight); });
    out << threadOf(stream_.owner()) << threadOf(stream_.encodingOwner());
    out << (stream_.buffer() != nullptr);
    write(out, stream_.buffer());
    out << stream_.isEncoding();
    out << static_cast<int>(flight.size());
    for (std::size_t i = 0; i < kFlight; ++i) {
      write(out, i < flight.size() ? flight[i].get() : nullptr);
    }
    out << stream_.hasFailed();
    for (int h = config_.threads; h < everyone(); ++h) {
      writeHandlers(out, clients_[h].completing.get(), 0);
    }
    out << standing.ready;
  }

  void threadStarted(int thread) override { visit(thread); }

  void threadEnding(int thread) override {
    clients_[thread].session = nullptr;
    clients_[thread].result = StreamResult::none;
  }

  void call(int thread, const PlanEntry& entry) override {
    CommandStreamClient& me = visit(thread);
    if (entry.action != StreamAction::call) {
      finish(me, entry.action == StreamAction::gpuFail);
      return;
    }
    me.call = static_cast<StreamCall>(entry.arg);
    me.result = StreamResult::none;
    bool odd = true;
    struct Over {
      CommandStreamSubject& subject;
      int thread;
      const bool& odd;
      ~Over() {
        subject.clients_[thread].call = StreamCall::none;
        subject.ledger_.returns(thread, odd);
      }
    } over{*this, thread, odd};
    try {
      make(thread);
    } catch (const JobFailed&) {
      me.result = StreamResult::thrown;
    } catch (const WorkFailed&) {
      me.result = StreamResult::failed;
    }
    odd = false;
    if (me.call == StreamCall::synchronize || me.call == StreamCall::innerSynchronize) {
      ledger_.synchronized(thread);
    }
  }

  std::optional<std::string> forbids(const PlanEntry& entry) override {
    const bool handler = entry.thread >= config_.threads;
    if (handler !=
        (entry.action == StreamAction::gpuComplete || entry.action == StreamAction::gpuFail)) {
      return "thread " + std::to_string(entry.thread) + " is " + (handler ? "a" : "no") +
             " handler, which " + actions()[entry.action].name + " does not fit";
    }
    if (handler) {
      if (isIdle()) {
        return "the device executes nothing";
      }
      return entry.action == StreamAction::gpuFail && stream_.hasFailed()
                 ? std::optional<std::string>("nobody has been told of the last failure")
                 : std::nullopt;
    }
    if (entry.action == StreamAction::call &&
        (entry.arg < 0 || entry.arg > static_cast<int>(StreamCall::innerSignal))) {
      return "there is no call " + std::to_string(entry.arg);
    }
    return std::nullopt;
  }

  std::optional<std::string> environment(const Standing& standing, const PlanEntry&) override {
    for (int e = 0; e < everyone(); ++e) {
      const Point end = e < config_.threads ? Point::Gone : Point::Idle;
      if (standing.at[e] != end) {
        return "thread " + std::to_string(e) + " stands at " + nameOf(standing.at[e]) +
               ", the end is at " + nameOf(end);
      }
    }
    return isIdle() ? std::nullopt : std::optional<std::string>("the device still executes work");
  }

  std::optional<PlanEntry> nudge(const Standing& standing) override {
    for (int h = config_.threads; !isIdle() && h < everyone(); ++h) {
      if (standing.at[h] == Point::Idle) {
        return PlanEntry{StreamAction::gpuComplete, h, 0};
      }
    }
    return std::nullopt;
  }

  std::string facts() override {
    std::set<const AskedFor*> held;
    const auto hold = [&held](const CommandBuffer* buffer) {
      if (buffer != nullptr) {
        for (const auto& command : buffer->commands()) held.insert(asked(command));
        for (const auto& handler : buffer->handlers()) held.insert(asked(handler));
      }
    };
    hold(stream_.buffer());
    for (const auto& buffer : device_.inFlight(stream_.index())) hold(buffer.get());
    for (const CommandStreamClient& client : clients_) hold(client.completing.get());
    return ledger_.json(held);
  }

 private:
  // The room of a row.
  static constexpr std::size_t kCommands = 12;
  static constexpr std::size_t kHandlers = 6;
  static constexpr std::size_t kFlight = 4;
  static constexpr int kBufferInts = 1 + kCommands + 1 + kHandlers;

  struct JobFailed : std::runtime_error {
    JobFailed() : std::runtime_error("the job has failed, as it should") {}
  };

  static const AskedFor* asked(const CommandBuffer::Command& command) {
    return command.template target<TaggedCommand>()->asked;
  }
  static const AskedFor* asked(const CommandBuffer::Handler& handler) {
    return handler.template target<typename Stream::Firing>()
        ->handler.template target<TaggedHandler>()
        ->asked;
  }

  void write(RowWriter& out, const CommandBuffer* buffer) const {
    const std::size_t count = buffer == nullptr ? 0 : buffer->commands().size();
    out << (buffer == nullptr ? -1 : static_cast<int>(count));
    for (std::size_t i = 0; i < kCommands; ++i) {
      const AskedFor* const it = i < count ? asked(buffer->commands()[i]) : nullptr;
      out << (it == nullptr ? -1 : it->what * config_.threads + it->thread);
    }
    writeHandlers(out, buffer, -1);
  }

  /// Those that have not been called.
  static void writeHandlers(RowWriter& out, const CommandBuffer* buffer, int absent) {
    const std::size_t from = buffer == nullptr ? 0 : buffer->called();
    const std::size_t count = buffer == nullptr ? 0 : buffer->handlers().size() - from;
    out << (buffer == nullptr ? absent : static_cast<int>(count));
    for (std::size_t i = 0; i < kHandlers; ++i) {
      out << (i < count ? asked(buffer->handlers()[from + i])->thread : -1);
    }
  }

  /// The device is through with its oldest buffer, on the thread of this handler.
  void finish(CommandStreamClient& handler, bool fails) {
    const auto buffer = device_.inFlight(stream_.index()).front();
    handler.completing = buffer;
    struct Over {
      CommandStreamClient& handler;
      ~Over() { handler.completing.reset(); }
    } over{handler};
    if (fails) {
      ledger_.fails(*buffer);
      device_.failNext(stream_.index());
    } else {
      device_.completeNext(stream_.index());
    }
    for (const auto& command : buffer->commands()) ledger_.requireDone(*asked(command), fails);
    for (const auto& added : buffer->handlers()) ledger_.requireDone(*asked(added), fails);
  }

  void make(int thread) {
    const auto kernel = [&](auto recorder) { recorder.dispatch(ledger_.work(thread)); };
    switch (clients_[thread].call) {
      case StreamCall::kernel:
        stream_.encode(kernel);
        break;
      case StreamCall::fill:
        stream_.standAlone(ledger_.work(thread));
        break;
      case StreamCall::throws:
        stream_.encode([](auto) { throw JobFailed(); });
        break;
      case StreamCall::onCompleted:
        stream_.onCompleted(ledger_.handler(thread));
        break;
      case StreamCall::signal:
        stream_.signal(ledger_.mark(thread));
        break;
      case StreamCall::flush:
        stream_.flush();
        break;
      case StreamCall::synchronize:
        stream_.synchronize();
        break;
      case StreamCall::innerSynchronize:
        stream_.encode([&](auto recorder) {
          kernel(recorder);
          stream_.synchronize();
          stream_.encode(kernel);
        });
        break;
      default:
        stream_.encode([&](auto recorder) {
          kernel(recorder);
          stream_.signal(ledger_.mark(thread));
          stream_.encode(kernel);
        });
        break;
    }
  }

  CommandStreamClient& visit(int thread) {
    CommandStreamClient& me = clients_[thread];
    me.session = &stream_.session();
    me.token = ThreadToken::current();
    return me;
  }

  /// Whoever waits for the queue must not wait for the device with it; whoever waits for the device
  /// waits for no more than it had been given then.
  void observe(const Standing& standing) {
    const int owner = threadOf(stream_.owner());
    const auto waits = [&](int t) {
      return standing.at[t] == Point::Await && (standing.ready >> t & 1) == 0;
    };
    for (int t = 0; t < config_.threads; ++t) {
      if (owner >= 0 && waits(owner) && standing.at[t] == Point::Enter) {
        ledger_.heldUp(t, owner);
      }
      const CommandStreamSession* const session = clients_[t].session;
      if (waits(t) && (!session->awaited || session->awaited->isCompleted())) {
        ledger_.overdue(t);
      }
    }
  }

  int threadOf(std::uint64_t token) const {
    for (int e = 0; token != 0 && e < everyone(); ++e) {
      if (clients_[e].token == token) {
        return e;
      }
    }
    return -1;
  }

  bool isIdle() const { return device_.inFlight(stream_.index()).empty(); }
  int everyone() const { return config_.threads + config_.handlers; }

  const CommandStreamReplayConfig config_;
  CommandStreamLedger ledger_;
  ManualDevice device_;
  Stream stream_;
  std::vector<CommandStreamClient> clients_;
};

}  // namespace lockstep

#endif  // LOCKSTEP_COMMAND_STREAM_SUBJECT_HPP
