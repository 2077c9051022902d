// One timer of a population in 16 bytes: when it is due, its insertion number, its place in a list.
//
//   high: due 56 bits | order 8          low: order 34 bits | link 30
//
// A million clients have five million timers and more, so what a timer takes is most of what a
// client takes, and four of them in a cache line are four instead of three. 2^56 ns are 834 days
// (no run and no interval of a scenario is longer than 366), 2^40 insertion numbers are years of
// simulated time of 100,000 clients, 2^29 timers are those of 76 million clients.
#pragma once

#include "engine/event.hpp"

#include <cstdint>

namespace ocssim {

class PackedTimer {
 public:
  /// A timer due then or later never fires [ns].
  static constexpr std::int64_t never = (std::int64_t{1} << 56) - 1;
  static constexpr int number_bits = 40;
  static constexpr std::uint32_t most_links = 1u << 30;

  /// Not armed, due at 0.
  explicit PackedTimer(std::uint32_t link) : high_(order_high), low_(~std::uint64_t{0}) {
    set_link(link);
  }

  [[nodiscard]] std::int64_t due() const { return static_cast<std::int64_t>(high_ >> high_bits); }
  /// Phase in the top two bits, insertion number below, as in `Event`; of the last `arm`.
  [[nodiscard]] std::uint64_t order() const {
    const std::uint64_t packed = packed_order();
    return ((packed >> number_bits) << 62) | (packed & number_mask);
  }
  [[nodiscard]] std::uint32_t link() const { return static_cast<std::uint32_t>(low_) & link_mask; }
  [[nodiscard]] bool is_armed() const { return packed_order() != disarmed; }
  /// Whether it is armed and `order` is of its last `arm`.
  [[nodiscard]] bool has_order(std::uint64_t order) const { return packed_order() == pack(order); }

  /// Requires 0 <= due <= never and an insertion number below 2^40.
  void arm(std::int64_t due, std::uint64_t order) {
    const std::uint64_t packed = pack(order);
    high_ = (static_cast<std::uint64_t>(due) << high_bits) | (packed >> low_order_bits);
    low_ = (packed << link_bits) | link();
  }
  /// Its due stays.
  void disarm() {
    high_ |= order_high;
    low_ |= ~std::uint64_t{link_mask};
  }
  /// Requires link < most_links.
  void set_link(std::uint32_t link) { low_ = (low_ & ~std::uint64_t{link_mask}) | link; }

 private:
  static constexpr int high_bits = 8;        // of the order, in high_
  static constexpr int link_bits = 30;       // of low_
  static constexpr int low_order_bits = 34;  // of the order, in low_
  static constexpr std::uint64_t order_high = 0xFF;
  static constexpr std::uint32_t link_mask = most_links - 1;
  static constexpr std::uint64_t number_mask = (std::uint64_t{1} << number_bits) - 1;
  // Phase and number all ones: a number that no timer gets (`Simulation` stops before).
  static constexpr std::uint64_t disarmed = (std::uint64_t{1} << (number_bits + 2)) - 1;

  [[nodiscard]] static std::uint64_t pack(std::uint64_t order) {
    return ((order >> 62) << number_bits) | (order & number_mask);
  }
  [[nodiscard]] std::uint64_t packed_order() const {
    return ((high_ & order_high) << low_order_bits) | (low_ >> link_bits);
  }

  std::uint64_t high_;
  std::uint64_t low_;
};
static_assert(sizeof(PackedTimer) == 16);

}  // namespace ocssim
