#ifndef LOCKSTEP_LEASE_WORD_HPP
#define LOCKSTEP_LEASE_WORD_HPP

#include <cstdint>

namespace lockstep {

/// What a slot of a LeasePool can be.
///
///   free      nobody's: the next claim may have it
///   held      leased, or on its way from a claim to a waiter
///   draining  given back with work pending: its completion makes it free, or retired
///   retired   given back after close: a closer may take it down
///   gone      taken down
enum class SlotState : std::uint8_t { free, held, draining, retired, gone };

/// A lease as its holder keeps it: the slot, and which of the slot's leases this is.
class LeaseHandle {
 public:
  static constexpr int kSlotBits = 20;

  constexpr LeaseHandle() = default;
  constexpr LeaseHandle(int slot, std::uint64_t generation)
      : bits_(kReal | generation << kSlotBits | static_cast<std::uint64_t>(slot)) {}

  /// Bits that came from a caller; they need not name a lease.
  static constexpr LeaseHandle ofBits(std::int64_t bits) {
    LeaseHandle handle;
    handle.bits_ = static_cast<std::uint64_t>(bits);
    return handle;
  }
  /// Never negative; 0: no lease.
  constexpr std::int64_t bits() const { return static_cast<std::int64_t>(bits_); }

  constexpr explicit operator bool() const { return bits_ != 0; }
  constexpr int slot() const { return static_cast<int>(bits_ & ((1u << kSlotBits) - 1)); }
  constexpr std::uint64_t generation() const { return (bits_ & ~kReal) >> kSlotBits; }

 private:
  static constexpr std::uint64_t kReal = std::uint64_t{1} << 62;

  std::uint64_t bits_ = 0;
};

/// All that is true of a slot, so that each change of it is one compare-and-set: bits 0..2 state, 3
/// shut, 4..23 works pending, 24..63 generation. A generation comes back after 2^40 leases of the
/// slot.
class SlotWord {
 public:
  static constexpr int kMostPending = (1 << 20) - 1;

  constexpr explicit SlotWord(std::uint64_t bits) : bits_(bits) {}
  /// Of a slot of which nothing more is to be said than that it is leased by this handle.
  static constexpr SlotWord of(LeaseHandle handle) {
    return SlotWord(handle.generation() << 24).with(SlotState::held);
  }
  constexpr std::uint64_t bits() const { return bits_; }

  constexpr SlotState state() const { return static_cast<SlotState>(bits_ & 7); }
  constexpr bool isShut() const { return (bits_ & kShut) != 0; }
  constexpr int pending() const { return static_cast<int>(bits_ >> 4) & kMostPending; }
  constexpr std::uint64_t generation() const { return bits_ >> 24; }

  /// Whether the lease of this handle is the present one.
  constexpr bool isHeldBy(LeaseHandle handle) const {
    return state() == SlotState::held && generation() == handle.generation();
  }

  constexpr SlotWord with(SlotState state) const {
    return SlotWord((bits_ & ~std::uint64_t{7}) | static_cast<std::uint64_t>(state));
  }
  constexpr SlotWord shut() const { return SlotWord(bits_ | kShut); }
  constexpr SlotWord onePending() const { return SlotWord(bits_ + kOnePending); }
  constexpr SlotWord oneSettled() const { return SlotWord(bits_ - kOnePending); }
  /// A new lease: whoever has a handle of an earlier one is refused from now on.
  constexpr SlotWord leased() const {
    return SlotWord(bits_ + (std::uint64_t{1} << 24)).with(SlotState::held);
  }
  /// What becomes of a slot that nobody leases any more.
  constexpr SlotWord home() const { return with(isShut() ? SlotState::retired : SlotState::free); }

 private:
  static constexpr std::uint64_t kShut = 1u << 3;
  static constexpr std::uint64_t kOnePending = 1u << 4;

  std::uint64_t bits_;
};

}  // namespace lockstep

#endif  // LOCKSTEP_LEASE_WORD_HPP
