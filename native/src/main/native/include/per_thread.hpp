#ifndef LOCKSTEP_PER_THREAD_HPP
#define LOCKSTEP_PER_THREAD_HPP

#include <atomic>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace lockstep {

/// Identity of a thread, never given twice (the system's own ids come back after a thread has
/// ended).
class ThreadToken {
 public:
  static std::uint64_t current() {
    static std::atomic<std::uint64_t> next{1};
    // relaxed: only that no two threads draw the same number matters.
    static thread_local const std::uint64_t mine = next.fetch_add(1, std::memory_order_relaxed);
    return mine;
  }
};

/// One Session per thread and owner. It dies with the thread; after the owner's death its thread
/// drops it when next it meets a new owner.
template <class Session>
class PerThread {
 public:
  PerThread() = default;
  PerThread(const PerThread&) = delete;
  PerThread& operator=(const PerThread&) = delete;

  /// The calling thread's session, made by `make()` at the thread's first visit.
  template <class Make>
  Session& get(const Make& make) {
    // Owner ids are never given twice, so that a hit cannot be a dead owner's session.
    if (__builtin_expect(recent_.owner == id_, 1)) {
      return *recent_.session;
    }
    return find(make);
  }

 private:
  struct Recent {
    std::uint64_t owner;
    Session* session;
  };
  struct Entry {
    std::uint64_t owner;
    std::weak_ptr<const int> alive;
    std::unique_ptr<Session> session;
  };
  struct Entries {
    std::vector<Entry> list;
    ~Entries() { recent_ = Recent{0, nullptr}; }
  };

  template <class Make>
  __attribute__((noinline)) Session& find(const Make& make) {
    auto& list = entries();
    for (Entry& entry : list) {
      if (entry.owner == id_) {
        recent_ = Recent{id_, entry.session.get()};
        return *entry.session;
      }
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (!list[i].alive.expired()) {
        if (kept != i) {
          list[kept] = std::move(list[i]);
        }
        ++kept;
      }
    }
    list.resize(kept);
    list.push_back(Entry{id_, alive_, std::make_unique<Session>(make())});
    recent_ = Recent{id_, list.back().session.get()};
    return *recent_.session;
  }

  // One list for a kind of session, however many kinds of owners there are: the room for what a
  // library keeps per thread is scarce when it is loaded late.
  static std::vector<Entry>& entries() {
    static thread_local Entries entries;
    return entries.list;
  }

  static std::uint64_t nextId() {
    static std::atomic<std::uint64_t> next{1};
    // relaxed: only that no two owners draw the same number matters.
    return next.fetch_add(1, std::memory_order_relaxed);
  }

  static inline thread_local Recent recent_{0, nullptr};

  const std::uint64_t id_ = nextId();
  const std::shared_ptr<const int> alive_ = std::make_shared<const int>(0);
};

}  // namespace lockstep

#endif  // LOCKSTEP_PER_THREAD_HPP
