// The whole engine on the hold model: clock, both sets, one virtual handle an event, fingerprint.
#include "bench/hold.hpp"
#include "engine/simulation.hpp"

#include <array>
#include <chrono>
#include <memory>
#include <optional>

namespace ocssim::bench {
namespace {

/// Holds its pending events itself: as timers of a population, or as work in flight.
class Holder final : public Component {
 public:
  enum class Kind : std::uint16_t { due };
  Holder(std::uint32_t pending, Increments::Law law, bool by_timers)
      : Component("holder"), increments_(law), pending_(pending), by_timers_(by_timers) {}

  void start(Simulation& sim) override {
    if (by_timers_) sim.reserve_timers(*this, pending_, {Kind::due});
    for (std::uint32_t entity = 0; entity < pending_; ++entity) set(sim, entity);
  }
  void handle(Simulation& sim, const Event& event) override {
    work_.add(event.time, event.entity);
    set(sim, event.entity);
  }
  [[nodiscard]] std::uint64_t fingerprint() const { return work_.fingerprint; }

 private:
  void set(Simulation& sim, std::uint32_t entity) {
    const SimTime due = sim.now() + Duration{increments_.next()};
    if (by_timers_) {
      sim.arm(*this, entity, 0, due);
    } else {
      sim.schedule_at(*this, Kind::due, entity, due);
    }
  }

  Increments increments_;
  std::uint32_t pending_;
  bool by_timers_;
  Work work_;
};

class Engine final : public Contender {
 public:
  Engine(std::uint32_t pending, Increments::Law law, bool by_timers)
      : holder_(pending, law, by_timers) {
    sim_.emplace(RunPlan{});
    sim_->add(holder_);
  }
  void hold(std::uint64_t count) override { sim_->run_events(count); }
  [[nodiscard]] std::uint64_t fingerprint() const override { return holder_.fingerprint(); }

 private:
  Holder holder_;
  std::optional<Simulation> sim_;
};

struct Case {
  const char* name;
  std::uint32_t pending;
  bool by_timers;
};

}  // namespace
}  // namespace ocssim::bench

int main(int argc, char** argv) {
  using namespace ocssim::bench;
  constexpr Increments::Law law = Increments::Law::exponential;
  constexpr std::array<Case, 6> cases{{{"engine hold, events", 100, false},
                                       {"engine hold, events", 1000, false},
                                       {"engine hold, events", 10'000, false},
                                       {"engine hold, timers", 1000, true},
                                       {"engine hold, timers", 100'000, true},
                                       {"engine hold, timers", 1'000'000, true}}};
  bool good = true;
  for (const Case& one : cases) {
    std::optional<Engine> engine;
    const double limit = one.by_timers ? 0.6 : 0.0;
    good &= compare(
        {one.name, one.pending, limit}, !is_full(argc, argv), law,
        [&](std::uint32_t n) -> Contender& { return engine.emplace(n, law, one.by_timers); });
  }
  return good ? 0 : 1;
}
