#ifndef LOCKSTEP_COMMAND_STREAM_LEDGER_HPP
#define LOCKSTEP_COMMAND_STREAM_LEDGER_HPP

#include <algorithm>
#include <cstdint>
#include <deque>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "command_buffer.hpp"

namespace lockstep {

/// What a client has asked a stream for, and how often it was done.
struct AskedFor {
  enum What : std::int8_t { work, mark, handler };

  What what;
  int thread;
  int done = 0;
  bool failed = false;     // the device failed the buffer that it was in; a handler was told so
  bool returned = false;   // the call that asked is over
  bool withdrawn = false;  // with an exception

  bool isOpen() const { return done == 0 && !failed && !withdrawn; }
};

/// A command and a handler that can be told from others.
struct TaggedCommand {
  AskedFor* asked;
  void operator()() const { ++asked->done; }
};
struct TaggedHandler {
  AskedFor* asked;
  void operator()(const Failure& failure) const {
    ++asked->done;
    asked->failed = failure != nullptr;
  }
};

/// What the clients of a stream have seen go wrong.
class CommandStreamLedger {
 public:
  TaggedCommand work(int thread) { return {&asks(AskedFor::work, thread)}; }
  TaggedCommand mark(int thread) { return {&asks(AskedFor::mark, thread)}; }
  TaggedHandler handler(int thread) { return {&asks(AskedFor::handler, thread)}; }

  /// The thread's call is over.
  void returns(int thread, bool withException) {
    for (AskedFor& asked : all_) {
      if (asked.thread == thread && !asked.returned) {
        asked.returned = true;
        asked.withdrawn = withException;
      }
    }
  }

  void fails(const CommandBuffer& buffer) {
    for (const auto& command : buffer.commands()) {
      command.target<TaggedCommand>()->asked->failed = true;
    }
  }

  /// The thread has been told that all its work is done.
  void synchronized(int thread) {
    const auto pending = std::count_if(all_.begin(), all_.end(), [thread](const AskedFor& asked) {
      return asked.thread == thread && asked.what != AskedFor::handler && asked.isOpen();
    });
    if (pending != 0) {
      unsynchronized_ += separator(unsynchronized_) + "{\"thread\":" + std::to_string(thread) +
                         ",\"pending\":" + std::to_string(pending) + "}";
    }
  }

  /// The device is through with a buffer: of each thing in it, `done` says how often it was done.
  static void requireDone(const AskedFor& asked, bool failed) {
    const int expected = asked.what != AskedFor::handler && failed ? 0 : 1;
    if (asked.done != expected || asked.failed != failed) {
      throw std::logic_error(
          std::string("a ") + nameOf(asked.what) + " of thread " + std::to_string(asked.thread) +
          " was done " + std::to_string(asked.done) + " times and " +
          (asked.failed ? "failed" : "did not fail") + ", expected " + std::to_string(expected) +
          " times and that it " + (failed ? "failed" : "did not"));
    }
  }

  /// Thread `thread` waits although all that it waits for is done.
  void overdue(int thread) {
    if (overdue_.insert(thread).second) {
      overdueText_ += separator(overdueText_) + "{\"thread\":" + std::to_string(thread) + "}";
    }
  }

  /// Thread `thread` waits for a queue on which `other` waits for the device.
  void heldUp(int thread, int other) {
    if (heldUp_.insert({thread, other}).second) {
      heldUpText_ += separator(heldUpText_) + "{\"thread\":" + std::to_string(thread) +
                     ",\"by\":" + std::to_string(other) + "}";
    }
  }

  /// `held` is what the stream and the device still have.
  std::string json(const std::set<const AskedFor*>& held) const {
    return "\"lost\":" + list([&](const AskedFor& asked) {
             return asked.returned && asked.isOpen() && held.count(&asked) == 0;
           }) +
           ",\"doubled\":" + list([](const AskedFor& asked) { return asked.done > 1; }) +
           ",\"unsynchronized\":[" + unsynchronized_ + "],\"heldUp\":[" + heldUpText_ +
           "],\"overdue\":[" + overdueText_ + "]";
  }

 private:
  static const char* nameOf(AskedFor::What what) {
    return what == AskedFor::work ? "work" : what == AskedFor::mark ? "mark" : "handler";
  }
  static std::string separator(const std::string& text) { return text.empty() ? "" : ","; }

  AskedFor& asks(AskedFor::What what, int thread) {
    all_.push_back({what, thread});
    return all_.back();
  }

  template <class Test>
  std::string list(const Test& test) const {
    std::string text;
    for (const AskedFor& asked : all_) {
      if (test(asked)) {
        text += separator(text) + "{\"thread\":" + std::to_string(asked.thread) + ",\"what\":\"" +
                nameOf(asked.what) + "\"}";
      }
    }
    return "[" + text + "]";
  }

  std::deque<AskedFor> all_;  // commands point into it
  std::string unsynchronized_;
  std::set<std::pair<int, int>> heldUp_;
  std::string heldUpText_;
  std::set<int> overdue_;
  std::string overdueText_;
};

}  // namespace lockstep

#endif  // LOCKSTEP_COMMAND_STREAM_LEDGER_HPP
