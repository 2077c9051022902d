// TimerRing on the hold model: one timer an entity, exponential delays.
#include "bench/hold.hpp"
#include "engine/timer_ring.hpp"

#include <array>
#include <limits>
#include <optional>

namespace ocssim::bench {
namespace {

class Ring final : public Contender {
 public:
  Ring(std::uint32_t pending, Increments::Law law) : increments_(law) {
    constexpr std::array<std::uint16_t, 1> kinds{0};
    ring_.reserve(nullptr, 0, pending, kinds);
    for (std::uint32_t timer = 0; timer < pending; ++timer) {
      ring_.arm(timer, increments_.next(), order_++);
    }
  }
  void hold(std::uint64_t count) override {
    for (std::uint64_t n = 0; n < count; ++n) {
      if (!ring_.find(std::numeric_limits<std::int64_t>::max())) return;
      const Event event = ring_.pop();
      work_.add(event.time, event.entity);
      ring_.arm(event.entity, event.time + increments_.next(), order_++);
    }
  }
  [[nodiscard]] std::uint64_t fingerprint() const override { return work_.fingerprint; }

 private:
  TimerRing ring_;
  Increments increments_;
  std::uint64_t order_ = 1;
  Work work_;
};

struct Size {
  std::uint32_t pending;
  double limit;
};

}  // namespace
}  // namespace ocssim::bench

int main(int argc, char** argv) {
  using namespace ocssim::bench;
  const bool smoke = !is_full(argc, argv);
  bool good = true;
  for (const Size& size : std::array<Size, 3>{{{1000, 0.35}, {100'000, 0.28}, {1'000'000, 0.35}}}) {
    std::optional<Ring> ring;
    good &= compare({"TimerRing hold", size.pending, size.limit}, smoke,
                    Increments::Law::exponential, [&](std::uint32_t n) -> Contender& {
                      return ring.emplace(n, Increments::Law::exponential);
                    });
  }
  return good ? 0 : 1;
}
