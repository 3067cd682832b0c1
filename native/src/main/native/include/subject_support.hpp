#ifndef LOCKSTEP_SUBJECT_SUPPORT_HPP
#define LOCKSTEP_SUBJECT_SUPPORT_HPP

#include <array>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "step_controller.hpp"
#include "steps.hpp"
#include "waiting.hpp"

namespace lockstep {

/// Reads a configuration in the order of its documentation, naming what is wrong.
class ConfigReader {
 public:
  ConfigReader(const char* module, const std::int32_t* config, std::int32_t length)
      : module_(module), config_(config), length_(length) {}

  int next(const char* name, int least, int most) {
    if (at_ >= length_) {
      fail("has " + std::to_string(length_) + " numbers and ends before '" + name + "'");
    }
    const int value = config_[at_++];
    if (value < least || value > most) {
      fail(std::string("says ") + name + " = " + std::to_string(value) + ", expected " +
           std::to_string(least) + ".." + std::to_string(most));
    }
    return value;
  }

  void end() const {
    if (at_ != length_) {
      fail("has " + std::to_string(length_) + " numbers, expected " + std::to_string(at_));
    }
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw std::invalid_argument(std::string("the configuration of ") + module_ + " " + what);
  }

  const char* const module_;
  const std::int32_t* const config_;
  const std::int32_t length_;
  std::int32_t at_ = 0;
};

/// Time that passes by ticks only.
class VirtualClock final : public Clock {
 public:
  std::int64_t now() const override { return time; }
  std::int64_t time = 0;
};

/// Writes one number after the other.
class RowWriter {
 public:
  explicit RowWriter(std::int32_t* row) : row_(row) {}
  RowWriter& operator<<(std::int32_t value) {
    *row_++ = value;
    return *this;
  }

 private:
  std::int32_t* row_;
};

/// How a row says where a thread stands: 0 Idle, 1 Gone, then the steps in their order.
class PcPlaces {
 public:
  explicit PcPlaces(const std::vector<Action>& actions) {
    int next = places_[static_cast<int>(Point::Gone)] = 1;
    for (const Action& action : actions) {
      if (action.kind == Kind::step) {
        places_[static_cast<int>(action.point)] = ++next;
      }
    }
  }

  int of(Point point) const { return places_[static_cast<int>(point)]; }

 private:
  std::array<int, kPoints> places_{};
};

/// Nothing, if it holds.
inline std::optional<std::string> unless(bool holds, const std::string& reason) {
  return holds ? std::nullopt : std::optional<std::string>(reason);
}

/// The place of `token` in `tokens`; -1 for nobody's.
inline int indexOf(const std::vector<std::uint64_t>& tokens, std::uint64_t token) {
  for (std::size_t i = 0; token != 0 && i < tokens.size(); ++i) {
    if (tokens[i] == token) {
      return static_cast<int>(i);
    }
  }
  return -1;
}

template <class Number>
std::string json(const std::vector<Number>& numbers) {
  std::string text = "[";
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    text += (i == 0 ? "" : ",") + std::to_string(numbers[i]);
  }
  return text + "]";
}

inline std::string json(const std::string& value) {
  std::string text = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') {
      text += '\\';
      text += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", c);
      text += escape;
    } else {
      text += c;
    }
  }
  return text + "\"";
}

}  // namespace lockstep

#endif  // LOCKSTEP_SUBJECT_SUPPORT_HPP
