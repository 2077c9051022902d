// An array of millions of records that is read at random: asks the system for large memory pages.
//
// With 4 KiB pages a third of a random access to 16 MiB goes into address translation: an LRU list
// of 1.6 million entries took 16.0 ns an access in a vector and 10.2 ns here. A hint only: where
// the system has none, it is an ordinary array.
#pragma once

#include "engine/check.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <type_traits>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace ocssim {

namespace detail {

/// Uninitialized memory; from 2 MiB on it begins at a large page and is hinted. Null when there is
/// none. To be given back with std::free.
[[nodiscard]] inline void* allocate_large(std::size_t bytes) {
  constexpr std::size_t large_page = std::size_t{2} << 20;  // of x86-64
  constexpr std::size_t small_alignment = 64;
  const std::size_t alignment = bytes < large_page ? small_alignment : large_page;
  const std::size_t rounded = (bytes + alignment) / alignment * alignment;
  void* const memory = std::aligned_alloc(alignment, rounded);
#ifdef __linux__
  if (memory != nullptr && alignment == large_page) madvise(memory, rounded, MADV_HUGEPAGE);
#endif
  return memory;
}

}  // namespace detail

template <class T>
class LargeArray {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

 public:
  LargeArray() = default;
  /// All elements are copies of `value`.
  LargeArray(std::size_t size, const T& value) : size_(size) {
    elements_.reset(static_cast<T*>(detail::allocate_large(size * sizeof(T))));
    OCSSIM_CHECK(elements_ != nullptr);
    fill(value);
  }

  void fill(const T& value) { std::fill_n(elements_.get(), size_, value); }
  [[nodiscard]] T& operator[](std::size_t index) { return elements_.get()[index]; }
  [[nodiscard]] const T& operator[](std::size_t index) const { return elements_.get()[index]; }
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  struct Free {
    void operator()(T* elements) const { std::free(elements); }
  };

  std::size_t size_ = 0;
  std::unique_ptr<T, Free> elements_;
};

}  // namespace ocssim
