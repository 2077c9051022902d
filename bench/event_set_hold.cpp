// EventSet on the hold model at the sizes of work in flight.
#include "bench/hold.hpp"
#include "engine/event_set.hpp"

#include <array>
#include <optional>

namespace ocssim::bench {
namespace {

class PackedHeap final : public Contender {
 public:
  PackedHeap(std::uint32_t pending, Increments::Law law) : increments_(law) {
    for (std::uint32_t entity = 0; entity < pending; ++entity) {
      set_.push({increments_.next(), order_++, entity, 0, 0});
    }
  }
  void hold(std::uint64_t count) override {
    for (std::uint64_t n = 0; n < count; ++n) {
      const Event event = set_.pop();
      work_.add(event.time, event.entity);
      set_.push({event.time + increments_.next(), order_++, event.entity, 0, 0});
    }
  }
  [[nodiscard]] std::uint64_t fingerprint() const override { return work_.fingerprint; }

 private:
  EventSet set_;
  Increments increments_;
  std::uint64_t order_ = 1;
  Work work_;
};

}  // namespace
}  // namespace ocssim::bench

int main(int argc, char** argv) {
  using namespace ocssim::bench;
  const bool smoke = !is_full(argc, argv);
  bool good = true;
  for (const std::uint32_t pending : std::array<std::uint32_t, 3>{100, 1000, 10'000}) {
    std::optional<PackedHeap> heap;
    good &= compare({"EventSet hold", pending, 0.7}, smoke, Increments::Law::exponential,
                    [&](std::uint32_t n) -> Contender& {
                      return heap.emplace(n, Increments::Law::exponential);
                    });
  }
  return good ? 0 : 1;
}
