#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "abi_support.hpp"
#include "device.hpp"
#include "encoding_lock.hpp"
#include "lease_pool.hpp"
#include "lockstep.h"
#include "stream_pool.hpp"

using lockstep::guarded;
using lockstep::LeaseHandle;

struct lockstep_pool {
  explicit lockstep_pool(int size) : pool(device, configOf(size)) {}

  static lockstep::StreamPoolConfig configOf(int size) {
    lockstep::StreamPoolConfig config;
    config.poolSize = size;
    return config;
  }

  lockstep::HostDevice device;
  lockstep::StreamPool pool;
};

struct lockstep_lease_pool {
  lockstep_lease_pool(int size, bool fifo) : pool(device, configOf(size, fifo)) {}

  static lockstep::LeasePoolConfig configOf(int size, bool fifo) {
    lockstep::LeasePoolConfig config;
    config.size = size;
    config.fifo = fifo;
    return config;
  }

  lockstep::HostDevice device;
  lockstep::LeasePool pool;
};

struct lockstep_encoding_lock {
  lockstep::EncodingLock<lockstep::ProductionPolicy> lock;
};

namespace {

template <class Handle, class Body>
std::int32_t on(Handle* handle, const Body& body) noexcept {
  return guarded([&] {
    if (handle == nullptr) {
      throw std::invalid_argument("the handle is null");
    }
    return body(*handle);
  });
}

template <class Handle, class Body>
std::int32_t with(Handle* handle, const Body& body) noexcept {
  // A lock may stay taken from one call of the interface to another.
  return on(handle, [&](Handle& it) LOCKSTEP_UNANALYSED {
    body(it);
    return 0;
  });
}

/// The bits of the lease that `body` returns.
template <class Body>
std::int64_t leased(lockstep_lease_pool* pool, const Body& body) noexcept {
  std::int64_t bits = 0;
  const std::int32_t result = with(pool, [&](lockstep_lease_pool& it) { bits = body(it).bits(); });
  return result < 0 ? result : bits;
}

template <class Make>
auto made(const Make& make) noexcept {
  decltype(make()) handle = nullptr;
  guarded([&] {
    handle = make();
    return 0;
  });
  return handle;
}

}  // namespace

extern "C" {

int32_t lockstep_abi_version(void) { return 6; }

const char* lockstep_last_error(void) { return lockstep::lastError().c_str(); }

lockstep_pool* lockstep_pool_create(int32_t pool_size) {
  return made([&] { return new lockstep_pool(pool_size); });
}

int32_t lockstep_pool_destroy(lockstep_pool* pool) {
  return with(pool, [](lockstep_pool& it) {
    it.pool.close();
    delete &it;
  });
}

int32_t lockstep_pool_current(lockstep_pool* pool) {
  return on(pool, [](lockstep_pool& it) { return it.pool.current(); });
}

int32_t lockstep_pool_submit_noop(lockstep_pool* pool) {
  return with(pool, [](lockstep_pool& it) { it.pool.submit([](lockstep::CommandBuffer&) {}); });
}

int32_t lockstep_pool_set_current(lockstep_pool* pool, int32_t stream) {
  return with(pool, [stream](lockstep_pool& it) { it.pool.setCurrent(stream); });
}

int32_t lockstep_pool_release(lockstep_pool* pool) {
  return with(pool, [](lockstep_pool& it) { it.pool.release(); });
}

int32_t lockstep_pool_close(lockstep_pool* pool) {
  return with(pool, [](lockstep_pool& it) { it.pool.close(); });
}

int32_t lockstep_pool_bound(lockstep_pool* pool) {
  return on(pool, [](lockstep_pool& it) { return 1 + it.pool.bound(); });
}

lockstep_lease_pool* lockstep_lease_pool_create(int32_t size, int32_t fifo) {
  return made([&] { return new lockstep_lease_pool(size, fifo != 0); });
}

int32_t lockstep_lease_pool_destroy(lockstep_lease_pool* pool) {
  return with(pool, [](lockstep_lease_pool& it) {
    it.pool.close();
    delete &it;
  });
}

int64_t lockstep_lease_pool_try_acquire(lockstep_lease_pool* pool) {
  return leased(pool, [](lockstep_lease_pool& it) {
    auto lease = it.pool.tryAcquire();
    return lease ? lease->detach() : LeaseHandle();
  });
}

int64_t lockstep_lease_pool_acquire(lockstep_lease_pool* pool, int64_t timeout_ns) {
  return leased(pool, [timeout_ns](lockstep_lease_pool& it) {
    return it.pool.acquire(std::chrono::nanoseconds(timeout_ns)).detach();
  });
}

int32_t lockstep_lease_pool_stream(lockstep_lease_pool* pool, int64_t lease) {
  return on(pool, [lease](lockstep_lease_pool& it) {
    return it.pool.slotOf(LeaseHandle::ofBits(lease));
  });
}

int32_t lockstep_lease_pool_submit_noop(lockstep_lease_pool* pool, int64_t lease) {
  return with(pool, [lease](lockstep_lease_pool& it) {
    it.pool.submit(LeaseHandle::ofBits(lease), [](lockstep::CommandBuffer&) {});
  });
}

int32_t lockstep_lease_pool_release(lockstep_lease_pool* pool, int64_t lease) {
  return with(pool,
              [lease](lockstep_lease_pool& it) { it.pool.release(LeaseHandle::ofBits(lease)); });
}

int32_t lockstep_lease_pool_close(lockstep_lease_pool* pool) {
  return with(pool, [](lockstep_lease_pool& it) { it.pool.close(); });
}

int32_t lockstep_lease_pool_waiting(lockstep_lease_pool* pool) {
  return on(pool, [](lockstep_lease_pool& it) { return it.pool.waiting(); });
}

lockstep_encoding_lock* lockstep_encoding_lock_create(void) {
  return made([] { return new lockstep_encoding_lock; });
}

int32_t lockstep_encoding_lock_destroy(lockstep_encoding_lock* lock) {
  return with(lock, [](lockstep_encoding_lock& it) { delete &it; });
}

int32_t lockstep_encoding_lock_lock(lockstep_encoding_lock* lock) {
  return with(lock, [](lockstep_encoding_lock& it)
                        LOCKSTEP_ACQUIRE(it.lock) { it.lock.lock("lockstep_encoding_lock_lock"); });
}

int32_t lockstep_encoding_lock_unlock(lockstep_encoding_lock* lock) {
  return with(lock, [](lockstep_encoding_lock& it) LOCKSTEP_RELEASE(it.lock) { it.lock.unlock(); });
}

}  // extern "C"
