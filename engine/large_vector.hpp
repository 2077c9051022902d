// A vector of records of a whole population, read at random: in large memory pages, which
// engine/large_array.hpp says the reason of, and growing like any vector.
#pragma once

#include "engine/large_array.hpp"

#include <cstddef>
#include <cstdlib>
#include <new>
#include <vector>

namespace ocssim {

template <class T>
struct LargeAllocator {
  using value_type = T;

  LargeAllocator() = default;
  template <class Other>
  explicit(false) LargeAllocator(const LargeAllocator<Other>& /*other*/) {}

  [[nodiscard]] T* allocate(std::size_t count) {
    static_assert(alignof(T) <= 64);
    void* const memory = detail::allocate_large(count * sizeof(T));
    if (memory == nullptr) throw std::bad_alloc();
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t /*count*/) { std::free(memory); }

  template <class Other>
  friend bool operator==(const LargeAllocator& /*a*/, const LargeAllocator<Other>& /*b*/) {
    return true;
  }
};

template <class T>
using LargeVector = std::vector<T, LargeAllocator<T>>;

}  // namespace ocssim
