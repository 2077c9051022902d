// A value or the reason why there is none. The one place to change when the move to std::expected
// comes (g++ 12 has it in C++23 mode only).
#pragma once

#include <tl/expected.hpp>
#include <type_traits>
#include <utility>

namespace ocssim::scenarios {

template <class T, class E>
using Expected = tl::expected<T, E>;

/// The other branch of an `Expected`: `return failure(error);`
template <class E>
[[nodiscard]] auto failure(E&& error) {
  return tl::unexpected<std::decay_t<E>>(std::forward<E>(error));
}

}  // namespace ocssim::scenarios
