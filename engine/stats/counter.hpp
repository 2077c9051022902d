// Events counted since the start and since the last begin of an observation.
#pragma once

#include <cstdint>

namespace ocssim {

class Counter {
 public:
  void add(std::uint64_t events = 1) { total_ += events; }
  /// The window begins now: `count` restarts, `total` goes on.
  void begin() { mark_ = total_; }

  /// Events since `begin`.
  [[nodiscard]] std::uint64_t count() const { return total_ - mark_; }
  /// Events since time 0.
  [[nodiscard]] std::uint64_t total() const { return total_; }

 private:
  std::uint64_t total_ = 0;
  std::uint64_t mark_ = 0;
};

}  // namespace ocssim
