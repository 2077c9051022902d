// The hold model: take the earliest of N pending events and insert it again after a random delay.
//
// Two contenders do the same work in alternated rounds of one run; what is judged is the median of
// the ratios of a round, because the machine is shared and absolute times are not repeatable. Both
// draw the same increments in the same order and must end with the same fingerprint.
// Not measured: drawing the increments (a table), handlers, statistics.
#pragma once

#include "engine/event.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <queue>
#include <string>
#include <vector>

namespace ocssim::bench {

/// Increments with mean 1 s in ns, repeated; long enough that a cycle of one entity is not.
class Increments {
 public:
  enum class Law : std::uint8_t { exponential, uniform };
  explicit Increments(Law law);
  [[nodiscard]] std::int64_t next() { return table_[position_++ & (length - 1)]; }

 private:
  static constexpr std::size_t length = 16384;
  std::array<std::int64_t, length> table_;
  std::size_t position_ = 0;
};

/// What a contender did: equal for all that are right.
struct Work {
  std::uint64_t fingerprint = 0;
  void add(std::int64_t time, std::uint32_t entity) {
    fingerprint =
        (fingerprint ^ static_cast<std::uint64_t>(time) ^ entity) * 0x9E37'79B9'7F4A'7C15u;
  }
};

/// One contender: prepared for N pending, then `hold(count)` any number of times.
class Contender {
 public:
  virtual ~Contender() = default;
  /// Handles `count` events.
  virtual void hold(std::uint64_t count) = 0;
  [[nodiscard]] virtual std::uint64_t fingerprint() const = 0;
};

/// std::priority_queue that stores the same 16-byte key and 8-byte payload.
class StandardQueue final : public Contender {
 public:
  StandardQueue(std::uint32_t pending, Increments::Law law);
  void hold(std::uint64_t count) override;
  [[nodiscard]] std::uint64_t fingerprint() const override { return work_.fingerprint; }

 private:
  struct Later {
    bool operator()(const Event& a, const Event& b) const { return earlier(b, a); }
  };
  std::priority_queue<Event, std::vector<Event>, Later> queue_;
  Increments increments_;
  std::uint64_t order_ = 1;
  Work work_;
};

struct Comparison {
  std::string name;
  std::uint32_t pending;
  double ratio_limit;  // of the issue; 0: only shown
};

/// Five alternated rounds against StandardQueue; prints a line. True if the fingerprints are equal,
/// nothing was allocated in the second half, and (unless `smoke`) the median ratio is within its
/// limit.
bool compare(const Comparison& what, bool smoke, Increments::Law law,
             const std::function<Contender&(std::uint32_t pending)>& make);

/// True when the arguments ask for the full size ("--full"); ctest runs without.
[[nodiscard]] bool is_full(int argc, char** argv);

}  // namespace ocssim::bench
