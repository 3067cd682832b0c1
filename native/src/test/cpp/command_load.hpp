#ifndef LOCKSTEP_COMMAND_LOAD_HPP
#define LOCKSTEP_COMMAND_LOAD_HPP

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "command_ledger.hpp"
#include "command_stream.hpp"
#include "event_pool.hpp"
#include "posted_events.hpp"

namespace lockstep {

/// What one thread asks of the streams that it gets, at random.
class CommandLoad {
  using Account = CommandLedger::Account;
  using Asked = CommandLedger::Asked;
  using Posted = PostedEvents::Posted;

 public:
  CommandLoad(CommandLedger& ledger, PostedEvents& events, int thread, std::int64_t commands,
              std::uint64_t seed)
      : ledger_(ledger), events_(events), thread_(thread), left_(commands), random_(seed) {}

  template <class Source>
  void run(Source& streams) {
    try {
      while (left_ > 0) {
        streams.serve(*this);
      }
    } catch (const std::exception& thrown) {
      ledger_.wrong(Wrong::unexpected,
                    "thread " + std::to_string(thread_) + " ends with " + thrown.what());
    }
  }

  std::uint64_t random() { return random_(); }

  template <class Stream>
  void work(Stream& stream) {
    Account& mine = ledger_.account(thread_, stream.index());
    for (std::uint64_t i = 1 + random_() % 8; i > 0; --i) {
      const std::int64_t before = mine.asked + mine.unnamedAsked;
      one(stream, mine);
      left_ -= mine.asked + mine.unnamedAsked - before;
    }
  }

  /// Has a buffer of its own committed at once, by `pool`.
  template <class Pool>
  void submit(int stream, const Pool& pool) {
    Account& mine = ledger_.account(thread_, stream);
    pool([&](CommandBuffer& buffer) {
      Asked asked = numbered(mine, mine.asked++);
      asked.submitted = true;
      buffer.record(asked);
      buffer.onCompleted(handler(mine, asked.number));
    });
    --left_;
  }

 private:
  /// A job that fails.
  struct JobFailed {
    std::uint64_t id;
  };

  template <class Stream>
  void one(Stream& stream, Account& mine) {
    switch (random_() % 16) {
      case 0:
      case 1:
      case 2:
        return stream.encode([&](auto recorder) { recorder.dispatch(next(mine)); });
      case 3:
        return stream.standAlone(next(mine));
      case 4:
        return stream.signal(next(mine));
      case 5:
        return stream.call([&] { fillAndCopy(stream, mine); });
      case 6:
        return stream.flush();
      case 7:
      case 8:
      case 9:
        return jobThatEncodes(stream, mine);
      case 10:
      case 11:
        return job(stream, mine);
      case 12:
        return synchronize(stream, mine);
      case 13:
        return post(stream, mine);
      case 14:
        return follow(stream, mine);
      default:
        return await(stream, mine);
    }
  }

  static Asked numbered(Account& mine, std::int64_t number) { return Asked{&mine, number}; }
  Asked next(Account& mine) {
    Asked asked = numbered(mine, mine.asked++);
    asked.breaks = random_() % 10000 == 0;
    return asked;
  }
  static CommandLedger::Handler handler(Account& mine, std::int64_t of) {
    return {&mine, mine.handlersAsked++, of};
  }

  /// In a job: the three are of one buffer.
  template <class Stream>
  void fillAndCopy(Stream& stream, Account& mine) {
    CommandLedger::Cells* const cells = &mine.cells.emplace_back();
    const long value = mine.asked + 1;
    stream.fill(cells->from, 3, value);
    stream.copy(cells->from, cells->to, 3);
    mine.unnamedAsked += 2;
    Asked asked = numbered(mine, mine.asked++);
    asked.look = [cells, value, this] {
      if (cells->from[2] != value || cells->to[0] != value || cells->to[2] != value) {
        ledger_.wrong(Wrong::content, "a copy of " + std::to_string(value));
      }
    };
    stream.standAlone(std::move(asked));
  }

  std::vector<int> deeds(unsigned most, unsigned kinds) {
    std::vector<int> drawn(1 + random_() % most);
    for (int& deed : drawn) {
      deed = static_cast<int>(random_() % kinds);
    }
    return drawn;
  }

  /// Calls in a job that encodes: some are made at once, the others when the job has ended.
  template <class Stream>
  void jobThatEncodes(Stream& stream, Account& mine) {
    const std::vector<int> drawn = deeds(6, 8);
    std::int64_t now = mine.asked, later = now, awaited = -1, last = -1;
    for (const int deed : drawn) {
      later += deed <= 2;
    }
    const bool fails = random_() % 4 == 0;
    const auto body = [&](auto recorder) {
      for (const int deed : drawn) {
        switch (deed) {
          case 0:
          case 1:
            last = now;
            recorder.dispatch(numbered(mine, now++));
            break;
          case 2:
            last = now;
            stream.encode([&](auto inner) { inner.dispatch(numbered(mine, now++)); });
            break;
          case 3:
            stream.standAlone(numbered(mine, later++));
            break;
          case 4:
            stream.signal(numbered(mine, later++));
            break;
          case 5:
            stream.onCompleted(handler(mine, last));
            break;
          case 6:
            stream.flush();
            break;
          default:
            stream.synchronize();
            awaited = later;
        }
      }
      failIf(fails);
    };
    calling(mine, fails, [&] { stream.encode(body); });
    mine.asked = later;
    if (!fails) {
      mine.requireThrough(awaited, "a job with synchronize() in it");
    }
  }

  /// Calls in a job without an encoder: each is made at once.
  template <class Stream>
  void job(Stream& stream, Account& mine) {
    const std::vector<int> drawn = deeds(5, 6);
    std::int64_t awaited = -1, last = -1;
    const bool fails = random_() % 4 == 0;
    const auto body = [&] {
      for (const int deed : drawn) {
        switch (deed) {
          case 0:
            last = mine.asked;
            stream.standAlone(next(mine));
            break;
          case 1:
            last = mine.asked;
            stream.signal(next(mine));
            break;
          case 2:
            fillAndCopy(stream, mine);
            break;
          case 3:
            stream.onCompleted(handler(mine, last));
            break;
          case 4:
            stream.flush();
            last = -1;
            break;
          default:
            stream.synchronize();
            awaited = mine.asked;
            last = -1;
        }
      }
      failIf(fails);
    };
    calling(mine, fails, [&] { stream.call(body); });
    if (!fails) {
      mine.requireThrough(awaited, "a job with synchronize() in it");
    }
  }

  void failIf(bool fails) {
    if (fails) {
      throw JobFailed{id_};
    }
  }

  /// The caller is told of its own job's failure, or of the device's.
  template <class Call>
  void calling(const Account& mine, bool fails, const Call& call) {
    ++id_;
    bool told = false;
    try {
      call();
    } catch (const JobFailed& failed) {
      told = failed.id == id_;
    } catch (const WorkFailed& failure) {
      ledger_.told(failure.what(), mine.book->lease);
    }
    if (told != fails) {
      ledger_.wrong(Wrong::unexpected, "a job has failed, and its caller is not told, or another");
    }
  }

  template <class Stream>
  void synchronize(Stream& stream, Account& mine) {
    calling(mine, false, [&] { stream.synchronize(); });
    mine.requireThrough(mine.asked, "synchronize()");
    if (mine.seen < mine.asked) {
      ledger_.wrong(Wrong::tooEarly, "synchronize(), and what was done cannot be seen");
    }
  }

  /// In half of the cases in a job that encodes, at the end of which it is done.
  template <class Stream>
  std::optional<Posted> event(Stream& stream, Account& mine) {
    EventStream* const events = eventsOf(stream);
    if (events == nullptr) {
      return std::nullopt;
    }
    try {
      EventPool::Event event = events_.pool().take(*events);
      if (random_() % 2 == 0) {
        event.record();
      } else {
        stream.encode([&](auto recorder) {
          event.record();
          recorder.dispatch(next(mine));
        });
      }
      return Posted{event.detach(), &mine, mine.asked};
    } catch (const EventsExhausted&) {
      return std::nullopt;  // the device is far behind
    }
  }

  template <class Stream>
  void post(Stream& stream, Account& mine) {
    if (const auto posted = event(stream, mine)) {
      events_.replace(random_(), posted);
    }
  }

  template <class Stream>
  void follow(Stream& stream, Account& mine) {
    const auto posted = events_.at(random_());
    EventStream* const follower = eventsOf(stream);
    if (!posted || follower == nullptr) {
      return;
    }
    try {
      events_.pool().follow(posted->event, *follower);
    } catch (const StaleEvent&) {
      return;  // another has posted its own meanwhile
    }
    Asked asked = numbered(mine, mine.asked++);
    asked.look = [ahead = *posted] {
      ahead.account->requireThrough(ahead.number, "who follows an event");
    };
    stream.standAlone(std::move(asked));
  }

  template <class Stream>
  void await(Stream& stream, Account& mine) {
    const auto posted = event(stream, mine);
    if (!posted) {
      return;
    }
    EventPool::Event event(events_.pool(), posted->event);
    if (random_() % 2 == 0) {
      event.then([call = ledger_.callback(mine, posted->number)](const Completion&) { call(); });
    } else {
      event.await();
      mine.requireThrough(posted->number, "who awaits an event");
    }
  }

  CommandLedger& ledger_;
  PostedEvents& events_;
  const int thread_;
  std::int64_t left_;
  std::mt19937_64 random_;
  std::uint64_t id_ = 0;
};

}  // namespace lockstep

#endif  // LOCKSTEP_COMMAND_LOAD_HPP
