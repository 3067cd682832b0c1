#ifndef LOCKSTEP_COMMAND_LEDGER_HPP
#define LOCKSTEP_COMMAND_LEDGER_HPP

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "command_buffer.hpp"

namespace lockstep {

enum class Wrong {
  lost,
  doubled,
  tooEarly,
  untold,
  toldTwice,
  toldAnother,
  handler,
  content,
  unexpected
};

inline const char* nameOf(Wrong wrong) {
  constexpr const char* names[] = {"lost",    "doubled",    "too early",
                                   "untold",  "told twice", "told another",
                                   "handler", "content",    "unexpected"};
  return names[static_cast<int>(wrong)];
}

/// What threads have asked of streams, what the device has done, and who was told of what. Each
/// thread has an account at each stream, on which its commands have numbers: the device must come
/// to each exactly once, in that order, be it to execute it or to fail it with its buffer. Of each
/// buffer that failed its handlers must hear, and somebody else, once; unless an earlier failure of
/// the stream had not been told yet.
class CommandLedger {
 public:
  /// Whoever is told, whatever the lease.
  static constexpr std::int64_t kAnybody = -1;

  /// What the device did on a stream. All but the lease is touched by its thread for it only.
  struct Book {
    std::mt19937_64 random;
    int stream = 0;
    std::int64_t buffers = 0, unnamed = 0, executed = 0, failed = 0;
    std::string failure;  // of this buffer; empty: none
    std::atomic<std::int64_t> lease{0};
  };

  /// What is filled, and what that is copied to.
  struct Cells {
    long from[3] = {}, to[3] = {};
  };

  /// What one thread has asked of one stream.
  struct Account {
    CommandLedger* ledger = nullptr;
    Book* book = nullptr;

    // The thread's own.
    std::int64_t asked = 0, unnamedAsked = 0, handlersAsked = 0;
    std::deque<Cells> cells;  // to the end: a faulty stream may lose their last command

    std::atomic<std::int64_t> decided{0};
    std::int64_t seen = 0;  // plain: who has synchronized sees it

    // The device's.
    std::int64_t handled = 0, buffer = 0, firstOfBuffer = 0;

    void decide(std::int64_t number) {
      const std::int64_t expected = decided;
      if (number != expected) {
        ledger->wrong(number > expected ? Wrong::lost : Wrong::doubled,
                      "number " + std::to_string(number) + " comes, not " +
                          std::to_string(expected) + " of stream " + std::to_string(book->stream));
      }
      if (buffer != book->buffers) {
        buffer = book->buffers;
        firstOfBuffer = number;
      }
      seen = std::max(expected, number + 1);
      decided = seen;
    }
    void requireThrough(std::int64_t number, const std::string& who) const {
      if (decided < number) {
        ledger->wrong(Wrong::tooEarly, who + ": " + std::to_string(decided) + " of " +
                                           std::to_string(number) + " are done");
      }
    }
  };

  /// A command.
  struct Asked {
    Account* account;
    std::int64_t number;
    bool breaks = false;           // the device executes it, and it throws
    bool submitted = false;        // not recorded through a stream
    std::function<void()> look{};  // at what came before it

    void operator()() const {
      Book& book = *account->book;
      account->decide(number);
      ++book.executed;
      if (look) {
        look();
      }
      if (breaks) {
        throw std::runtime_error(account->ledger->thrown(book));
      }
    }
  };

  /// Called once, in order, after the command with which it was added (-1: none), and told what it
  /// knows.
  struct Handler {
    Account* account;
    std::int64_t number;
    std::int64_t of;

    void operator()(const Failure& failure) const {
      const Book& book = *account->book;
      CommandLedger& ledger = *account->ledger;
      if (account->handled != number) {
        ledger.wrong(Wrong::handler, "number " + std::to_string(number) + " is called, not " +
                                         std::to_string(account->handled));
      }
      account->handled = std::max(account->handled, number + 1);
      if ((failure ? *failure : "") != book.failure) {
        ledger.wrong(Wrong::handler,
                     "is told '" + (failure ? *failure : "") + "', not '" + book.failure + "'");
      }
      if (of >= 0 && (account->buffer != book.buffers || of < account->firstOfBuffer ||
                      of >= account->decided)) {
        ledger.wrong(Wrong::handler, "called after another buffer");
      }
      if (number % 8 == 0) {
        throw std::runtime_error("a handler that throws");
      }
    }
  };

  CommandLedger(int threads, int streams, unsigned failsOneIn, std::uint64_t seed)
      : streams_(streams), failsOneIn_(failsOneIn), books_(streams), accounts_(threads * streams) {
    for (int s = 0; s < streams; ++s) {
      books_[s].random.seed(seed + s);
      books_[s].stream = s;
      for (int t = 0; t < threads; ++t) {
        account(t, s).ledger = this;
        account(t, s).book = &books_[s];
      }
    }
  }

  Account& account(int thread, int stream) { return accounts_[thread * streams_ + stream]; }
  Book& book(int stream) { return books_[stream]; }

  void wrong(Wrong what, const std::string& where) {
    const std::lock_guard<std::mutex> guard(monitor_);
    if (++wrongs_[what] <= 5) {
      said_ += std::string("  ") + nameOf(what) + ": " + where + "\n";
    }
  }

  /// The device, on its thread for this stream, begins with a buffer of these commands: what
  /// befalls it instead of its being executed.
  Failure begin(int stream, const std::vector<CommandBuffer::Command>& commands) {
    Book& book = books_[stream];
    ++book.buffers;
    book.failure.clear();
    const bool fails = book.random() % failsOneIn_ == 0;
    if (fails) {
      const Asked* const first = commands.empty() ? nullptr : commands[0].target<Asked>();
      note(book, first != nullptr && first->submitted);
    }
    for (const auto& command : commands) {
      const Asked* const asked = command.target<Asked>();
      if (asked == nullptr) {
        ++book.unnamed;
      } else if (fails) {
        asked->account->decide(asked->number);
        ++book.failed;
      }
    }
    return fails ? failureOf(book.failure) : nullptr;
  }

  /// Somebody else than a handler is told.
  void told(const std::string& what, std::int64_t lease) {
    const std::size_t at = what.rfind("failure ");
    if (at == std::string::npos) {
      wrong(Wrong::unexpected, "somebody is told " + what);
      return;
    }
    bool again, another;
    {
      const std::lock_guard<std::mutex> guard(monitor_);
      Failed& failed = failures_.at(std::atoi(what.c_str() + at + 8));
      again = failed.told != 0;
      another = failed.submitted || (lease != kAnybody && lease != failed.lease);
      failed.told = ++clock_;
    }
    if (again) {
      wrong(Wrong::toldTwice, what);
    }
    if (another) {
      wrong(Wrong::toldAnother, what);
    }
  }

  /// What is to be called once, when the account is so far.
  std::function<void()> callback(const Account& account, std::int64_t number) {
    ++callbacksAsked_;
    return [this, &account, number, called = std::make_shared<std::atomic<bool>>(false)] {
      account.requireThrough(number, "a callback of an event");
      ++callbacks_;
      if (called->exchange(true)) {
        wrong(Wrong::doubled, "a callback of an event");
      }
    };
  }

  /// When the device has ended.
  void settle() {
    std::int64_t unnamedAsked = 0, unnamed = 0;
    for (const Account& account : accounts_) {
      if (account.decided < account.asked) {
        wrong(Wrong::lost, std::to_string(account.decided) + " of " +
                               std::to_string(account.asked) + " at the end");
      }
      if (account.handled != account.handlersAsked) {
        wrong(Wrong::handler, std::to_string(account.handled) + " of " +
                                  std::to_string(account.handlersAsked) + " called");
      }
      unnamedAsked += account.unnamedAsked;
    }
    for (const Book& book : books_) {
      unnamed += book.unnamed;
    }
    compare(unnamedAsked, unnamed, "fills, copies");
    compare(callbacksAsked_, callbacks_, "callbacks");
    settleFailures();
  }

  std::map<Wrong, std::int64_t> wrongs() const { return wrongs_; }
  std::string complaints() const { return said_; }
  std::size_t failures() const { return failures_.size(); }

  void print() const {
    long long asked = 0, handlers = 0, buffers = 0, executed = 0, failed = 0, unnamed = 0;
    for (const Account& account : accounts_) {
      asked += account.asked + account.unnamedAsked;
      handlers += account.handled;
    }
    for (const Book& book : books_) {
      buffers += book.buffers;
      executed += book.executed;
      failed += book.failed;
      unnamed += book.unnamed;
    }
    int told = 0, submitted = 0;
    for (const Failed& failure : failures_) {
      told += failure.told != 0;
      submitted += failure.submitted;
    }
    const int all = static_cast<int>(failures_.size());
    std::printf(
        "%lld commands in %lld buffers: %lld executed, %lld failed with their buffer, %lld fills "
        "and copies; %d buffers failed: %d told, %d of submit() to their handlers, %d while "
        "another "
        "was untold; %lld handlers, %lld callbacks of events\n",
        asked, buffers, executed, failed, unnamed, all, told, submitted, all - told - submitted,
        handlers, static_cast<long long>(callbacks_));
  }

 private:
  /// The failure of one buffer.
  struct Failed {
    const Book* book;
    std::int64_t lease;
    bool submitted;  // only its handlers hear of it
    std::int64_t since;
    std::int64_t told = 0;
  };

  void note(Book& book, bool submitted) {
    const std::lock_guard<std::mutex> guard(monitor_);
    book.failure = "failure " + std::to_string(failures_.size());
    failures_.push_back({&book, book.lease, submitted, ++clock_});
  }

  /// Of a buffer the first one counts.
  std::string thrown(Book& book) {
    if (!book.failure.empty()) {
      return "not the first one";
    }
    note(book, false);
    return book.failure;
  }

  void compare(std::int64_t asked, std::int64_t done, const char* what) {
    if (asked != done) {
      wrong(asked > done ? Wrong::lost : Wrong::doubled,
            std::to_string(done) + " of " + std::to_string(asked) + " " + what);
    }
  }

  /// The device's thread notes failures one after the other: an earlier one stands until told.
  void settleFailures() {
    std::map<std::pair<const Book*, std::int64_t>, std::int64_t> lastTold;
    for (const Failed& failure : failures_) {
      std::int64_t& last = lastTold[{failure.book, failure.lease}];
      if (failure.told != 0) {
        last = std::max(last, failure.told);
      } else if (!failure.submitted && last < failure.since) {
        wrong(Wrong::untold, "a failure of stream " + std::to_string(failure.book->stream));
      }
    }
  }

  const int streams_;
  const unsigned failsOneIn_;
  std::deque<Book> books_;
  std::deque<Account> accounts_;
  std::atomic<std::int64_t> callbacksAsked_{0}, callbacks_{0};
  std::mutex monitor_;
  std::int64_t clock_ = 0;
  std::deque<Failed> failures_;
  std::map<Wrong, std::int64_t> wrongs_;
  std::string said_;
};

}  // namespace lockstep

#endif  // LOCKSTEP_COMMAND_LEDGER_HPP
