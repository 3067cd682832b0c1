#ifndef LOCKSTEP_EVENT_WORD_HPP
#define LOCKSTEP_EVENT_WORD_HPP

#include <cstdint>

namespace lockstep {

class EventStream;

/// What an event of an EventPool can be.
///
///   free      at home: the next take may have it
///   held      taken
///   draining  given back with signals pending: the last of them brings it home
enum class EventState : std::uint8_t { free, held, draining };

/// How far an event has counted: 24 bits that go around. Of two counts the later one is the one
/// that is less than half of the way ahead.
class EventCount {
 public:
  static constexpr std::uint32_t kWrap = 1u << 24;

  static constexpr std::uint32_t after(std::uint32_t count) { return (count + 1) & (kWrap - 1); }
  static constexpr std::uint32_t before(std::uint32_t count) { return (count - 1) & (kWrap - 1); }

  /// Has who counted to `count` come to `value`?
  static constexpr bool reached(std::uint32_t count, std::uint32_t value) {
    return ((count - value) & (kWrap - 1)) < kWrap / 2;
  }
};

static_assert(EventCount::after(EventCount::kWrap - 1) == 0);
static_assert(EventCount::reached(2, EventCount::kWrap - 3));
static_assert(!EventCount::reached(EventCount::kWrap - 3, 2));

/// All that is true of an event but how far it has counted, so that each change of it is one
/// compare-and-set: bits 0..1 state, 2..9 signals pending, 10..33 how far it was recorded, 34..63
/// generation. A generation comes back after 2^30 takes of the event.
class EventWord {
 public:
  static constexpr int kMostPending = (1 << 8) - 1;

  constexpr explicit EventWord(std::uint64_t bits) : bits_(bits) {}
  /// Never taken.
  static constexpr EventWord fresh(std::uint32_t recorded) {
    return EventWord(std::uint64_t{recorded} << kRecordedAt);
  }
  constexpr std::uint64_t bits() const { return bits_; }

  constexpr EventState state() const { return static_cast<EventState>(bits_ & kStateBits); }
  constexpr int pending() const { return static_cast<int>(bits_ >> kPendingAt) & kMostPending; }
  constexpr std::uint32_t recorded() const {
    return static_cast<std::uint32_t>(bits_ >> kRecordedAt) & (EventCount::kWrap - 1);
  }
  constexpr std::uint32_t generation() const {
    return static_cast<std::uint32_t>(bits_ >> kGenerationAt);
  }

  constexpr bool isHeldAs(std::uint32_t generation) const {
    return state() == EventState::held && this->generation() == generation;
  }

  constexpr EventWord with(EventState state) const {
    return EventWord((bits_ & ~kStateBits) | static_cast<std::uint64_t>(state));
  }
  constexpr EventWord withRecorded(std::uint32_t value) const {
    constexpr std::uint64_t kBits = std::uint64_t{EventCount::kWrap - 1} << kRecordedAt;
    return EventWord((bits_ & ~kBits) | std::uint64_t{value} << kRecordedAt);
  }
  /// One signal more, for the value after the last one.
  constexpr EventWord oneRecorded() const {
    return EventWord(bits_ + kOnePending).withRecorded(EventCount::after(recorded()));
  }
  constexpr EventWord oneSettled() const { return EventWord(bits_ - kOnePending); }
  /// For a new taker: whoever has a handle of an earlier one is refused from now on.
  constexpr EventWord taken() const {
    return EventWord(bits_ + (std::uint64_t{1} << kGenerationAt)).with(EventState::held);
  }

 private:
  static constexpr std::uint64_t kStateBits = 3;
  static constexpr int kPendingAt = 2;
  static constexpr int kRecordedAt = 10;
  static constexpr int kGenerationAt = 34;
  static constexpr std::uint64_t kOnePending = std::uint64_t{1} << kPendingAt;

  std::uint64_t bits_;
};

/// An event as whoever uses it keeps it: which event, which of its takers', and the stream on which
/// it is recorded.
struct EventHandle {
  int event = -1;
  std::uint32_t generation = 0;
  EventStream* stream = nullptr;
  std::uint32_t from = 0;  // how far it was recorded when it was taken

  explicit operator bool() const { return event >= 0; }
  bool operator==(const EventHandle& other) const {
    return event == other.event && generation == other.generation && stream == other.stream;
  }
};

/// What a callback is told: of which taker's event, how far it has counted, and when the device
/// came to that point, in nanoseconds.
struct Completion {
  std::uint32_t generation;
  std::uint32_t value;
  std::int64_t nanos;
};

}  // namespace lockstep

#endif  // LOCKSTEP_EVENT_WORD_HPP
