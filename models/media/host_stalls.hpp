// The stalls of one core in a window, and a reader that goes through them in time.
#pragma once

#include "engine/random/stream.hpp"
#include "models/media/config.hpp"

#include <cstdint>
#include <limits>
#include <vector>

namespace ocssim::models {

/// [ns], begin < end.
struct Stall {
  std::int64_t begin = 0;
  std::int64_t end = 0;
};

/// Stalls that begin in [0, length) [ns], in order. Block (entity, number + n) of `luck`: [0] time
/// to the n-th from the end of the one before it, [1] its length.
void draw_stalls(const HostStalls& law, const Stream& luck, std::uint64_t entity,
                 std::uint64_t number, std::int64_t length, std::vector<Stall>& out);

/// Asked at times that do not go back.
class StallReader {
 public:
  StallReader() = default;
  /// `stalls` must outlive the reader.
  explicit StallReader(const std::vector<Stall>& stalls)
      : next_(stalls.data()), end_(stalls.data() + stalls.size()) {
    load();
  }
  /// The first instant from `time` on at which the host is awake.
  [[nodiscard]] std::int64_t awake_from(std::int64_t time) {
    while (time >= stall_.end) advance();
    return time < stall_.begin ? time : stall_.end;
  }
  /// The last instant up to `time` at which the host was awake.
  [[nodiscard]] std::int64_t awake_until(std::int64_t time) {
    while (time >= stall_.end) advance();
    return time < stall_.begin ? time : stall_.begin;
  }

 private:
  void load() {
    constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();
    stall_ = next_ == end_ ? Stall{never, never} : *next_;
  }
  void advance() {
    if (next_ != end_) ++next_;
    load();
  }

  const Stall* next_ = nullptr;
  const Stall* end_ = nullptr;
  Stall stall_{std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::max()};
};

}  // namespace ocssim::models
