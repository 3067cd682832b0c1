#ifndef LOCKSTEP_ABI_SUPPORT_HPP
#define LOCKSTEP_ABI_SUPPORT_HPP

#include <cstdint>
#include <exception>
#include <stdexcept>
#include <string>

#include "errors.hpp"
#include "lockstep.h"

namespace lockstep {

inline std::string& lastError() {
  static thread_local std::string text;
  return text;
}

inline std::int32_t failed(std::int32_t code, const char* message) {
  try {
    lastError() = message;
  } catch (...) {
    // Out of memory for the words; the code still says what kind of error it is.
  }
  return code;
}

/// Runs `body`, which returns a number, and turns what it throws into an error code.
template <class Body>
std::int32_t guarded(const Body& body) noexcept {
  try {
    return body();
  } catch (const PoolClosed& e) {
    return failed(LOCKSTEP_CLOSED, e.what());
  } catch (const AcquireTimeout& e) {
    return failed(LOCKSTEP_TIMEOUT, e.what());
  } catch (const StaleLease& e) {
    return failed(LOCKSTEP_STALE, e.what());
  } catch (const DeviceError& e) {
    return failed(LOCKSTEP_DEVICE, e.what());
  } catch (const IllegalCall& e) {
    return failed(LOCKSTEP_ILLEGAL_CALL, e.what());
  } catch (const RankViolation& e) {
    return failed(LOCKSTEP_RANK, e.what());
  } catch (const std::invalid_argument& e) {
    return failed(LOCKSTEP_BAD_ARGUMENT, e.what());
  } catch (const std::exception& e) {
    return failed(LOCKSTEP_INTERNAL, e.what());
  } catch (...) {
    return failed(LOCKSTEP_INTERNAL, "an exception that is no std::exception");
  }
}

}  // namespace lockstep

#endif  // LOCKSTEP_ABI_SUPPORT_HPP
