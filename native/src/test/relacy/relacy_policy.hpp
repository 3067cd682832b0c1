#ifndef LOCKSTEP_RELACY_POLICY_HPP
#define LOCKSTEP_RELACY_POLICY_HPP

#include <cxxabi.h>

#include <condition_variable>
#include <cstdint>
#include <cstring>
#include <mutex>
#include <ostream>
#include <type_traits>

// The engine first: Relacy makes macros of `new`, `free` and `assert`.
#include "lease_pool.hpp"
#include "stream_pool.hpp"
// Then Relacy, whose macros end here.
#include <relacy/relacy.hpp>
#undef new
#undef delete
#undef malloc
#undef calloc
#undef realloc
#undef free
#undef memory_order_relaxed
#undef memory_order_consume
#undef memory_order_acquire
#undef memory_order_release
#undef memory_order_acq_rel
#undef memory_order_seq_cst

namespace lockstep::relacy {

/// Which of Relacy's threads runs; they are fibres of one thread of the system.
inline int thread() { return static_cast<int>(rl::ctx().threadx_->index_); }

/// The exceptions that are in flight in a fibre. The runtime keeps them for each thread of the
/// system, and each access may switch fibres: so each restores its own.
class Exceptions {
 public:
  Exceptions() { std::memcpy(mine_, abi::__cxa_get_globals(), sizeof mine_); }
  Exceptions(const Exceptions&) = delete;
  Exceptions& operator=(const Exceptions&) = delete;
  ~Exceptions() { std::memcpy(abi::__cxa_get_globals(), mine_, sizeof mine_); }

  /// Of a fibre that begins, which may find what an abandoned one has left.
  static void none() { std::memset(abi::__cxa_get_globals(), 0, kSize); }

 private:
  static constexpr std::size_t kSize = 2 * sizeof(void*);
  unsigned char mine_[kSize];
};

/// The orders as the engine wrote them.
struct AsWritten {
  static constexpr std::memory_order weaker(std::memory_order order) { return order; }
};

/// A planted fault: nothing is sequentially consistent any more.
struct AcquireRelease {
  static constexpr std::memory_order weaker(std::memory_order order) {
    return order == std::memory_order_seq_cst ? std::memory_order_acq_rel : order;
  }
};

/// A planted fault: nothing is ordered any more.
struct Relaxed {
  static constexpr std::memory_order weaker(std::memory_order) { return std::memory_order_relaxed; }
};

enum class Access { load, store, change };

constexpr rl::memory_order orderOf(std::memory_order order, Access access) {
  switch (order) {
    case std::memory_order_relaxed:
      return rl::mo_relaxed;
    case std::memory_order_consume:
    case std::memory_order_acquire:
      return rl::mo_acquire;
    case std::memory_order_release:
      return rl::mo_release;
    case std::memory_order_acq_rel:
      return access == Access::load    ? rl::mo_acquire
             : access == Access::store ? rl::mo_release
                                       : rl::mo_acq_rel;
    default:
      return rl::mo_seq_cst;
  }
}

/// As std::atomic, with the values that C++11's memory model lets a load find.
template <class T, class Orders>
class Atomic {
  using Raw = std::conditional_t<std::is_enum_v<T>, int, T>;
  static constexpr std::memory_order kDefault = std::memory_order_seq_cst;

 public:
  Atomic(T value) : raw_(static_cast<Raw>(value)) {}

  T load(std::memory_order order = kDefault) const {
    const Exceptions mine;
    return static_cast<T>(raw_.load(as(order, Access::load), RL_INFO));
  }
  void store(T value, std::memory_order order = kDefault) {
    const Exceptions mine;
    raw_.store(static_cast<Raw>(value), as(order, Access::store), RL_INFO);
  }
  T exchange(T value, std::memory_order order = kDefault) {
    const Exceptions mine;
    return static_cast<T>(
        raw_(RL_INFO).exchange(static_cast<Raw>(value), as(order, Access::change)));
  }
  bool compare_exchange_weak(T& seen, T value, std::memory_order order = kDefault) {
    const Exceptions mine;
    return raw_(RL_INFO).compare_exchange_weak(seen, value, as(order, Access::change));
  }
  T fetch_add(T value, std::memory_order order = kDefault) {
    const Exceptions mine;
    return raw_(RL_INFO).fetch_add(value, as(order, Access::change));
  }
  T fetch_sub(T value, std::memory_order order = kDefault) {
    const Exceptions mine;
    return raw_(RL_INFO).fetch_sub(value, as(order, Access::change));
  }
  T fetch_or(T value, std::memory_order order = kDefault) {
    const Exceptions mine;
    return raw_(RL_INFO).fetch_or(value, as(order, Access::change));
  }

 private:
  static constexpr rl::memory_order as(std::memory_order order, Access access) {
    return orderOf(Orders::weaker(order), access);
  }

  rl::atomic<Raw> raw_;
};

/// A value whose unordered accesses are data races.
template <class T>
class Plain {
 public:
  Plain(T value = T()) : value_(value) {}
  Plain(const Plain&) = delete;
  Plain& operator=(T value) {
    accesses_(RL_INFO).store(0);
    value_ = value;
    return *this;
  }
  operator T() const { return get(); }
  T operator->() const { return get(); }
  int operator--() {
    *this = get() - 1;
    return value_;
  }
  int operator++() {
    *this = get() + 1;
    return value_;
  }

 private:
  T get() const {
    static_cast<void>(accesses_(RL_INFO).load());
    return value_;
  }

  rl::var<int> accesses_{0};
  T value_;
};

class Mutex {
 public:
  void lock() {
    const Exceptions mine;
    of_.lock(RL_INFO);
  }
  void unlock() {
    const Exceptions mine;
    of_.unlock(RL_INFO);
  }
  void lock(rl::debug_info_param info) { of_.lock(info); }
  void unlock(rl::debug_info_param info) { of_.unlock(info); }

 private:
  rl::mutex of_;
};

class ConditionVariable {
 public:
  void wait(std::unique_lock<Mutex>& guard) {
    const Exceptions mine;
    of_.wait(*guard.mutex(), RL_INFO);
  }
  template <class Time>
  void wait_for(std::unique_lock<Mutex>& guard, const Time& time) {
    const Exceptions mine;
    of_.wait_for(*guard.mutex(), time, RL_INFO);
  }
  void notify_all() {
    const Exceptions mine;
    of_.notify_all(RL_INFO);
  }

 private:
  rl::condition_variable of_;
};

/// The engine's protocols over Relacy's atomics and locks; the source is the engine's.
template <class Orders>
struct RelacyPolicy {
  template <class T>
  using atomic = Atomic<T, Orders>;
  template <class T>
  using plain = Plain<T>;
  using mutex = Mutex;
  using condition_variable = ConditionVariable;
  using Parts = RelacyPolicy;

  static std::uint64_t token() { return static_cast<std::uint64_t>(thread()) + 1; }
  static constexpr int looks() { return 0; }
  static constexpr void at(Point) noexcept {}
  template <class Ready>
  static constexpr void await(Point, const Ready&) noexcept {}
};

/// To be made before anything else in an execution: Relacy leaves the memory to the system, since
/// it would otherwise try for each `delete` whether the memory comes back at once.
class SystemMemory {
 public:
  SystemMemory() { rl::ctx().*(&Open::disable_alloc_) = 1; }

 private:
  struct Open : rl::context {
    using rl::context::disable_alloc_;
  };
};

/// What a stream stands for: its user alone may touch it.
class Payload {
 public:
  void use() {
    const int before = touched_(RL_INFO).load();
    touched_(RL_INFO).store(before + 1);
  }

 private:
  rl::var<int> touched_{0};
};

}  // namespace lockstep::relacy

#endif  // LOCKSTEP_RELACY_POLICY_HPP
