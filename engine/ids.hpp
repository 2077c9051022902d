// Indices that cannot be mixed up: 32 bits, one type a tag.
#pragma once

#include <compare>
#include <cstdint>

namespace ocssim {

/// A 32-bit index of one kind of thing. `Id{}` is `none`.
template <class Tag>
class Id {
 public:
  static constexpr std::uint32_t none_value = 0xFFFF'FFFFu;
  constexpr Id() = default;
  constexpr explicit Id(std::uint32_t value) : value_(value) {}
  [[nodiscard]] constexpr std::uint32_t value() const { return value_; }
  [[nodiscard]] constexpr bool is_none() const { return value_ == none_value; }
  friend constexpr auto operator<=>(Id, Id) = default;

 private:
  std::uint32_t value_ = none_value;
};

using ComponentId = Id<struct ComponentTag>;
using JobId = Id<struct JobTag>;

}  // namespace ocssim
