// An optional index in one register: the largest number says that there is none.
//
// `std::optional` of an index is written as value and flag and handed back by reading both at once:
// the read has to wait until both stores have left the store buffer. That was a third of the time
// of `ServerBank::leave`.
#pragma once

#include "engine/check.hpp"

#include <limits>
#include <optional>
#include <type_traits>

namespace ocssim {

/// As `std::optional<T>` of an unsigned number below the largest of its type.
template <class T>
class CompactOptional {
  static_assert(std::is_unsigned_v<T>);

 public:
  constexpr CompactOptional() = default;
  constexpr explicit(false) CompactOptional(std::nullopt_t /*none*/) {}
  constexpr explicit(false) CompactOptional(T value) : value_(value) {
    OCSSIM_DCHECK(value != none);
  }
  [[nodiscard]] constexpr bool has_value() const { return value_ != none; }
  constexpr explicit operator bool() const { return has_value(); }
  /// Requires a value.
  [[nodiscard]] constexpr T operator*() const {
    OCSSIM_DCHECK(has_value());
    return value_;
  }
  friend constexpr bool operator==(CompactOptional, CompactOptional) = default;

 private:
  static constexpr T none = std::numeric_limits<T>::max();

  T value_ = none;
};

}  // namespace ocssim
