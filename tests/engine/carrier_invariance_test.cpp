// No component can tell which set carried its event: same fingerprint with a heap and at any width.
#include "engine/random/stream.hpp"
#include "engine/simulation.hpp"

#include <array>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ocssim {
namespace {

/// Clients that use every way of setting a timer, and work in flight, with tied times on purpose.
class RestlessClients final : public Component {
 public:
  enum class Kind : std::uint16_t { keep_alive, refresh, activity, answer };
  enum Slot : std::uint32_t { keep_alive, refresh, activity };

  RestlessClients(std::string name, std::uint32_t clients, std::uint64_t seed)
      : Component(std::move(name)), stream_(seed, "test/clients", 0), draws_(clients) {}

  void start(Simulation& sim) override {
    const auto clients = static_cast<std::uint32_t>(draws_.size());
    sim.reserve_timers(*this, clients, {Kind::keep_alive, Kind::refresh, Kind::activity});
    for (std::uint32_t client = 0; client < clients; ++client) {
      sim.arm(*this, client, keep_alive, sim_start + delay(client, 300'000));
      sim.arm(*this, client, refresh, sim_start + delay(client, 7'200'000), Phase::control);
    }
  }

  void handle(Simulation& sim, const Event& event) override {
    const std::uint32_t client = event.entity;
    const RandomBlock block = stream_.draw(client, draws_[client]++);
    switch (Kind{event.kind}) {
      case Kind::keep_alive:
        sim.arm(*this, client, keep_alive, sim.now() + std::chrono::seconds(300), Phase::arrival);
        sim.arm(*this, client, activity, sim.now() + delay(client, 60'000));
        return;
      case Kind::refresh:
        sim.arm(*this, client, refresh, sim.now() + delay(client, 7'200'000));
        if (block.below(0, 2) == 0) sim.disarm(*this, client, keep_alive);
        return;
      case Kind::activity:
        sim.schedule_in(*this, Kind::answer, client,
                        std::chrono::milliseconds(block.below(1, 3) * 10), Phase::arrival);
        // Sometimes earlier than it was, sometimes later.
        sim.arm(*this, client, keep_alive, sim.now() + delay(client, 600'000));
        return;
      case Kind::answer:
        if (block.below(2, 4) == 0) {
          sim.arm(*this, client, refresh, sim.now() + std::chrono::milliseconds(10));
        }
        if (block.below(3, 2) == 0) sim.arm(*this, client, activity, sim.now());
        return;
    }
  }

 private:
  /// Whole tens of ms, so that many are equal.
  Duration delay(std::uint32_t client, std::uint32_t most_ms) {
    const RandomBlock block = stream_.draw(client, draws_[client]++);
    return std::chrono::milliseconds(10 * std::int64_t{block.below(0, most_ms / 10)});
  }

  Stream stream_;
  std::vector<std::uint64_t> draws_;
};

struct Outcome {
  std::uint64_t fingerprint;
  std::uint64_t events;
  std::size_t pending;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

Outcome run(TimerRing::Options timers, std::uint32_t clients, std::uint64_t seed, int stops) {
  Simulation sim({.seed = seed, .timers = timers});
  RestlessClients first("clients[0]", clients, seed);
  RestlessClients second("clients[1]", clients / 3, seed + 1);
  sim.add(first);
  sim.add(second);
  for (int stop = 1; stop <= stops; ++stop) {
    sim.run_until(sim_start + std::chrono::hours(4) * stop / stops);
  }
  return {sim.event_fingerprint(), sim.events_processed(), sim.pending()};
}

class CarrierInvariance : public ::testing::TestWithParam<std::uint32_t> {};

TEST_P(CarrierInvariance, HeapAndRingOfAnyWidthGiveTheSameRun) {
  const std::uint32_t clients = GetParam();
  const Outcome ring = run({}, clients, 7, 1);
  EXPECT_GT(ring.events, clients * 30u);
  EXPECT_EQ(run({.carrier = TimerCarrier::heap}, clients, 7, 1), ring);
  for (const int width_shift : {-2, 2, -10, 10}) {
    EXPECT_EQ(run({.width_shift = width_shift}, clients, 7, 1), ring) << width_shift;
  }
}

TEST_P(CarrierInvariance, StoppingOnTheWayChangesNothing) {
  EXPECT_EQ(run({}, GetParam(), 7, 1), run({}, GetParam(), 7, 1000));
}

TEST_P(CarrierInvariance, AnotherSeedChangesTheFingerprint) {
  EXPECT_NE(run({}, GetParam(), 7, 1).fingerprint, run({}, GetParam(), 8, 1).fingerprint);
}

INSTANTIATE_TEST_SUITE_P(Clients, CarrierInvariance, ::testing::Values(3, 100, 2000, 9000));

}  // namespace
}  // namespace ocssim
