#ifndef LOCKSTEP_EVENT_POOL_ROW_HPP
#define LOCKSTEP_EVENT_POOL_ROW_HPP

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

#include "device.hpp"
#include "event_pool_alphabet.hpp"
#include "event_pool_client.hpp"
#include "step_controller.hpp"
#include "subject_support.hpp"

namespace lockstep {

/// Writes the row of an EventPool under replay: the model's VARIABLES in their order, less the
/// history and the budget.
template <class Pool>
class EventPoolRow {
  using Client = EventPoolClient<Pool>;
  using Stream = typename Pool::Stream;

 public:
  EventPoolRow(const EventPoolReplayConfig& config, const std::vector<Client>& clients,
               const Pool& pool, const ManualDevice& device,
               const std::vector<std::unique_ptr<Stream>>& streams)
      : config_(config), clients_(clients), pool_(pool), device_(device), streams_(streams) {}

  static int ints(const EventPoolReplayConfig& config) {
    return config.threads + config.handlers + 12 * config.threads + 2 + 1 + config.size +
           config.size * (6 + kListInts) + config.streams * (2 + 3 * kPlaces) +
           config.handlers * (2 + kListInts) + 1;
  }

  static int indexOf(const std::vector<std::unique_ptr<Stream>>& streams,
                     const EventStream* stream) {
    for (std::size_t s = 0; s < streams.size(); ++s) {
      if (streams[s].get() == stream) {
        return static_cast<int>(s);
      }
    }
    return -1;
  }

  void write(const Standing& standing, std::int32_t* row) const {
    RowWriter out(row);
    const auto each = [&](int count, const auto& value) {
      for (int i = 0; i < count; ++i) out << static_cast<std::int32_t>(value(i));
    };
    const auto eachThread = [&](const auto& value) {
      each(config_.threads, [&](int t) { return value(clients_[t]); });
    };
    const auto eachEvent = [&](int unmade, const auto& value) {
      each(config_.size,
           [&](int e) { return pool_.slot(e) == nullptr ? unmade : static_cast<int>(value(e)); });
    };
    each(everyone(), [&](int e) { return eventPoolPc(standing.at[e]); });
    eachThread([](const Client& c) { return c.op; });
    eachThread([](const Client& c) { return c.resultNow(); });
    for (int t = 0; t < config_.threads; ++t) writeHandle(out, clients_[t].handle);
    for (int t = 0; t < config_.threads; ++t) writeHandle(out, clients_[t].mine);
    eachThread([&](const Client& c) {
      return c.session == nullptr ? config_.start : config_.toModel(c.session->call.ticket);
    });
    eachThread([](const Client& c) { return c.isLate(); });
    eachThread([](const Client& c) { return c.isWoken(); });
    eachThread([](const Client& c) { return c.heard; });
    out << threadOf(pool_.guard().holder());
    writeFree(out);
    out << pool_.made();
    eachEvent(0, [&](int e) { return 1 + static_cast<int>(pool_.word(e).state()); });
    eachEvent(0, [&](int e) { return pool_.word(e).generation(); });
    eachEvent(config_.start, [&](int e) { return config_.toModel(pool_.word(e).recorded()); });
    eachEvent(0, [&](int e) { return pool_.word(e).pending(); });
    eachEvent(config_.start, [&](int e) { return config_.toModel(pool_.slot(e)->counter.load()); });
    eachEvent(-1, [&](int e) { return threadOf(pool_.slot(e)->desk.holder()); });
    for (int e = 0; e < config_.size; ++e) {
      const auto* const slot = pool_.slot(e);
      writeEntries(out, slot == nullptr ? std::vector<Entry>() : slot->parkedList());
    }
    each(config_.streams, [&](int s) { return threadOf(streams_[s]->owner()); });
    for (int s = 0; s < config_.streams; ++s) writeFlight(out, s);
    for (int h = config_.threads; h < everyone(); ++h) {
      const auto* const raising = raisingOf(h);
      out << (raising == nullptr ? -1 : raising->event)
          << (raising == nullptr ? -1 : config_.toModel(raising->value));
    }
    for (int h = config_.threads; h < everyone(); ++h) {
      const auto* const raising = raisingOf(h);
      writeEntries(out, raising == nullptr ? std::deque<Entry>() : raising->todo);
    }
    out << standing.ready;
  }

 private:
  using Entry = typename Pool::Entry;

  // The room of a row; a length says when it is not enough.
  static constexpr std::size_t kPlaces = 4;
  static constexpr int kListInts = 1 + 4 * static_cast<int>(kPlaces);

  void writeHandle(RowWriter& out, const EventHandle& handle) const {
    out << handle.event << (handle ? static_cast<std::int32_t>(handle.generation) : -1)
        << indexOf(streams_, handle.stream);
  }

  void writeFree(RowWriter& out) const {
    const auto& free = pool_.free();
    out << static_cast<int>(free.size());
    for (std::size_t i = 1; i <= static_cast<std::size_t>(config_.size); ++i) {
      out << (i <= free.size() ? free[free.size() - i] : -1);
    }
  }

  template <class List>
  void writeEntries(RowWriter& out, const List& list) const {
    out << static_cast<int>(list.size());
    for (std::size_t i = 0; i < kPlaces; ++i) {
      if (i < list.size()) {
        const Entry& entry = list[i];
        out << threadOf(entry.who) << (entry.isWait() ? 0 : 1) << config_.toModel(entry.value)
            << static_cast<std::int32_t>(entry.generation);
      } else {
        out << -1 << -1 << -1 << -1;
      }
    }
  }

  void writeFlight(RowWriter& out, int stream) const {
    const auto flight = device_.inFlight(stream);
    out << static_cast<int>(flight.size());
    for (std::size_t i = 0; i < kPlaces; ++i) {
      if (i >= flight.size()) {
        out << -1 << -1 << -1;
      } else if (flight[i]->gate() != nullptr) {
        writeWork(out, 1, *flight[i]->gate().template target<typename Pool::Awaited>());
      } else {
        writeWork(out, 0,
                  *flight[i]
                       ->handlers()
                       .front()
                       .template target<typename Stream::Signal>()
                       ->onDone.template target<typename Pool::Signalled>());
      }
    }
  }
  template <class Work>
  void writeWork(RowWriter& out, int what, const Work& work) const {
    out << what << work.event << config_.toModel(work.value);
  }

  int threadOf(std::uint64_t token) const {
    for (int e = 0; token != 0 && e < everyone(); ++e) {
      if (clients_[e].token == token) {
        return e;
      }
    }
    return -1;
  }

  const typename Pool::Session::Raising* raisingOf(int handler) const {
    const auto* const session = clients_[handler].session;
    return session == nullptr ? nullptr : session->raising;
  }
  int everyone() const { return config_.threads + config_.handlers; }

  const EventPoolReplayConfig& config_;
  const std::vector<Client>& clients_;
  const Pool& pool_;
  const ManualDevice& device_;
  const std::vector<std::unique_ptr<Stream>>& streams_;
};

}  // namespace lockstep

#endif  // LOCKSTEP_EVENT_POOL_ROW_HPP
