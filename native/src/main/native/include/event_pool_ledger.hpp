#ifndef LOCKSTEP_EVENT_POOL_LEDGER_HPP
#define LOCKSTEP_EVENT_POOL_LEDGER_HPP

#include <cstdint>
#include <deque>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "event_word.hpp"

namespace lockstep {

/// What the clients of an EventPool under replay have seen, whatever its state says: what went
/// wrong for them is the harm of a fault. Counts are numbers here, which never go around.
class EventPoolLedger {
 public:
  /// A callback that a client has asked for.
  struct Callback {
    int thread;
    int event;
    std::uint32_t generation;
    int number = -1;  // how far the event was recorded when it was asked for
    int called = 0;
    int byItself = 0;  // how often its own thread has called it
    bool withdrawn = false;
  };

  EventPoolLedger(int threads, int streams, int events)
      : ticket_(threads), flight_(streams), events_(events) {}

  // -- What a client does

  /// It has reserved the next signal of the event.
  void records(int thread, int event) { ticket_[thread] = ++events_[event].recorded; }

  /// It waits for, or asks about, what has been recorded by now.
  void asks(int thread, int event) { ticket_[thread] = events_[event].recorded; }

  /// It has given the stream a signal, or something to await.
  void marks(int thread, int stream, bool signal, int event) {
    flight_[stream].push_back({signal, event, ticket_[thread]});
  }

  /// It was told that the event is done.
  void done(int thread, int event) {
    if (ticket_[thread] > events_[event].done) {
      add(early_, {{"thread", thread}, {"event", event}});
    }
  }

  void takes(int thread, const EventHandle& handle, bool clean) {
    Event& event = events_[handle.event];
    if (event.taker >= 0) {
      add(shared_, {{"event", handle.event}, {"thread", thread}, {"other", event.taker}});
    }
    if (!clean) {
      add(unclean_, {{"event", handle.event}, {"thread", thread}});
    }
    event.taker = thread;
    event.generation = handle.generation;
  }
  void gives(const EventHandle& handle) {
    Event& event = events_[handle.event];
    if (event.generation == handle.generation) {
      event.taker = -1;
    }
  }

  Callback& wantsCall(int thread, const EventHandle& handle) {
    callbacks_.push_back({thread, handle.event, handle.generation});
    return callbacks_.back();
  }
  /// Its handle is good, so it will be called.
  void asksForCall(Callback& callback) { callback.number = events_[callback.event].recorded; }

  void called(Callback& callback, int by, std::uint32_t generation) {
    ++callback.called;
    callback.byItself += by == callback.thread;
    if (callback.number > events_[callback.event].done) {
      add(early_, {{"thread", callback.thread}, {"event", callback.event}});
    }
    if (callback.generation != generation) {
      add(foreign_, {{"thread", callback.thread},
                     {"asked", static_cast<int>(callback.generation)},
                     {"told", static_cast<int>(generation)}});
    }
  }

  // -- What the device does

  void signals(int stream) {
    const Work work = next(stream);
    ++events_[work.event].done;
    if (work.number != events_[work.event].done) {
      add(disordered_, {{"stream", stream}, {"event", work.event}});
    }
  }
  void passes(int stream) {
    const Work work = next(stream);
    if (work.number > events_[work.event].done) {
      add(early_, {{"stream", stream}, {"event", work.event}});
    }
  }

  // -- After each step

  void counts(int event, std::uint32_t count) {
    Event& seen = events_[event];
    if (seen.counted && !EventCount::reached(count, seen.count)) {
      add(backward_, {{"event", event}});
    }
    seen.counted = true;
    seen.count = count;
  }

  /// Thread `thread` wants a lock that `other` holds in its sleep.
  void heldUp(int thread, int other) { once(heldUp_, "thread", thread, "by", other); }

  /// Thread `thread` is on the list of an event for which it does not wait.
  void forgotten(int thread, int event) { once(forgotten_, "thread", thread, "event", event); }

  /// The fields of a JSON object.
  std::string json() const {
    std::string uncalled, doubled;
    for (const Callback& callback : callbacks_) {
      if (callback.called > 1) {
        add(doubled, {{"thread", callback.thread}, {"event", callback.event}});
      } else if (callback.called == 0 && !callback.withdrawn) {
        add(uncalled, {{"thread", callback.thread}, {"event", callback.event}});
      }
    }
    return "\"early\":[" + early_ + "],\"shared\":[" + shared_ + "],\"unclean\":[" + unclean_ +
           "],\"foreign\":[" + foreign_ + "],\"uncalled\":[" + uncalled + "],\"doubled\":[" +
           doubled + "],\"disordered\":[" + disordered_ + "],\"backward\":[" + backward_ +
           "],\"heldUp\":[" + heldUp_.text + "],\"forgotten\":[" + forgotten_.text + "]";
  }

 private:
  struct Event {
    int recorded = 0;
    int done = 0;
    int taker = -1;
    std::uint32_t generation = 0;
    bool counted = false;
    std::uint32_t count = 0;
  };
  struct Work {
    bool signal;
    int event;
    int number;
  };
  struct Field {
    const char* name;
    int value;
  };
  struct Once {
    std::set<std::pair<int, int>> seen;
    std::string text;
  };

  Work next(int stream) {
    const Work work = flight_[stream].front();
    flight_[stream].pop_front();
    return work;
  }

  static void once(Once& list, const char* first, int one, const char* second, int two) {
    if (list.seen.insert({one, two}).second) {
      add(list.text, {{first, one}, {second, two}});
    }
  }

  static void add(std::string& list, const std::vector<Field>& fields) {
    std::string object;
    for (const Field& field : fields) {
      object += (object.empty() ? "{\"" : ",\"") + std::string(field.name) +
                "\":" + std::to_string(field.value);
    }
    list += (list.empty() ? "" : ",") + object + "}";
  }

  std::vector<int> ticket_;
  std::vector<std::deque<Work>> flight_;
  std::vector<Event> events_;
  std::deque<Callback> callbacks_;  // closures point into it
  std::string early_, shared_, unclean_, foreign_, disordered_, backward_;
  Once heldUp_, forgotten_;
};

}  // namespace lockstep

#endif  // LOCKSTEP_EVENT_POOL_LEDGER_HPP
