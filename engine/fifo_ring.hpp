// First in, first out, in a ring that doubles and never shrinks: no allocation once it is long
// enough.
#pragma once

#include "engine/check.hpp"

#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

namespace ocssim {

/// A queue of trivially copyable values; its storage is a power of two of them.
template <class T>
class FifoRing {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] std::size_t size() const { return size_; }

  /// Room for `count` values without an allocation.
  void reserve(std::size_t count) {
    std::size_t length = usual_size;
    while (length < count) length *= 2;
    if (length > length_) resize(length);
  }
  void push_back(const T& value) {
    if (size_ == length_) grow();
    slots_[(first_ + size_) & (length_ - 1)] = value;
    ++size_;
  }
  /// Oldest value. Requires one.
  [[nodiscard]] const T& front() const {
    OCSSIM_DCHECK(size_ > 0);
    return slots_[first_];
  }
  [[nodiscard]] T& front() {
    OCSSIM_DCHECK(size_ > 0);
    return slots_[first_];
  }
  void pop_front() {
    OCSSIM_DCHECK(size_ > 0);
    first_ = (first_ + 1) & (length_ - 1);
    --size_;
  }
  /// The i-th oldest value, i < size().
  [[nodiscard]] const T& operator[](std::size_t i) const {
    OCSSIM_DCHECK(i < size_);
    return slots_[(first_ + i) & (length_ - 1)];
  }

 private:
  void grow() { resize(2 * length_); }
  void resize(std::size_t length) {
    // Not set to anything: places that no value ever reaches take no memory.
    auto wider = std::make_unique_for_overwrite<T[]>(length);
    for (std::size_t i = 0; i < size_; ++i) wider[i] = slots_[(first_ + i) & (length_ - 1)];
    slots_ = std::move(wider);
    length_ = length;
    first_ = 0;
  }

  // Room from the start, because queues grow late in a run.
  static constexpr std::size_t usual_size = 1024;

  std::size_t length_ = usual_size;
  std::unique_ptr<T[]> slots_ = std::make_unique_for_overwrite<T[]>(usual_size);
  std::size_t first_ = 0;
  std::size_t size_ = 0;
};

}  // namespace ocssim
