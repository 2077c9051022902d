// A conferencing server with cores of its own against M/M/c+D: mixing that has waited for a tick is
// skipped, so the share of late ticks is that of customers who lose patience.
#include "models/conferencing/mcu_server.hpp"

#include "engine/simulation.hpp"
#include "models/front_end/config.hpp"
#include "models/pool.hpp"
#include "models/theory/erlang.hpp"
#include "models/theory/patience.hpp"

#include <cmath>
#include <cstdio>
#include <gtest/gtest.h>

namespace ocssim::models {
namespace {

constexpr std::uint32_t cores = 4;
constexpr double clock_hz = 3e9;
constexpr double quantum = 10.0;  // Mcycles

McuConfig config() {
  McuConfig mcu;
  mcu.cores = cores;
  mcu.clock_hz = clock_hz;
  mcu.audio = 2.0;
  mcu.tick = std::chrono::milliseconds(20);
  mcu.health_interval = std::chrono::seconds(10);
  mcu.loaded_at = 0.75;
  mcu.full_at = 0.9;
  mcu.content_size = 1'000'000;
  mcu.content_rate = 8e6;
  return mcu;
}

/// An A/V server whose `users` all have audio from the begin on, looked at for `length`.
struct AvServer {
  AvServer(std::uint32_t users, Duration length, std::uint32_t replication)
      : simulation(RunPlan{.seed = 7, .replication = replication}) {
    FrontEndsConfig front_ends;
    front_ends.messages[index_of(MessageClass::conference_mixing)].megacycles = quantum;
    front_ends.messages[index_of(MessageClass::conference_data)].megacycles = quantum;
    server = std::make_unique<McuServer>("av_server[0]", 0, config(),
                                         McuRoles{false, false, true, false}, front_ends);
    server->connect(pool, nullptr);
    simulation.add(*server);
    server->prepare(simulation);
    const ConferenceMedia audio{.audio = true};
    server->add_conference(simulation.now(), McuRole::audio_video, 1, users);
    for (std::uint32_t user = 0; user < users; ++user) {
      server->add_participant(simulation, audio, McuRole::audio_video, true, 1);
    }
    simulation.run_until(sim_start + std::chrono::seconds(20));
    simulation.begin_observation();
    simulation.run_until(simulation.now() + length);
    simulation.end_observation(seen);
  }

  Pool pool;
  std::unique_ptr<McuServer> server;
  Simulation simulation;
  Observations seen;
};

class LateTicks : public testing::TestWithParam<std::uint32_t> {};

TEST_P(LateTicks, AreThoseOfCustomersWhoLosePatience) {
  const std::uint32_t users = GetParam();
  const PatienceQueue queue{.arrival_rate = 2.0 * users / quantum,
                            .service_time = quantum * 1e6 / clock_hz,
                            .servers = cores,
                            .patience = 0.020};
  const double theory = lost_by_impatience(queue);
  constexpr int replications = 16;
  double sum = 0.0;
  double squares = 0.0;
  for (std::uint32_t replication = 0; replication < replications; ++replication) {
    const AvServer run(users, std::chrono::seconds(60), replication);
    const Observation& late = *run.seen.find("mcu.late_ticks", "av_server[0]");
    const double share = late.sum / late.weight;
    sum += share;
    squares += share * share;
    for (const LittleIdentity& identity : run.seen.identities) EXPECT_EQ(identity.residual_ns, 0);
  }
  const double mean = sum / replications;
  const double error =
      std::sqrt((squares / replications - mean * mean) / (replications - 1.0)) + 1e-6;
  std::printf("%u users, utilization %.3f: late %.5f, M/M/4+D %.5f, standard error %.5f\n", users,
              queue.arrival_rate * queue.service_time / cores, mean, theory, error);
  EXPECT_NEAR(mean, theory, 4.0 * error);
}

INSTANTIATE_TEST_SUITE_P(BelowAtAndAboveFullLoad, LateTicks,
                         testing::Values(4200u, 5400u, 6000u, 7500u, 12000u));

TEST(LostByImpatience, HasErlangAndFluidAsItsLimits) {
  const PatienceQueue none{.arrival_rate = 5.0, .service_time = 1.0, .servers = 10};
  EXPECT_NEAR(lost_by_impatience(none), erlang_b(10, 5.0), 1e-12);
  const PatienceQueue patient{
      .arrival_rate = 5.0, .service_time = 1.0, .servers = 10, .patience = 50.0};
  EXPECT_NEAR(lost_by_impatience(patient), 0.0, 1e-12);
  const PatienceQueue flooded{
      .arrival_rate = 400.0, .service_time = 1.0, .servers = 100, .patience = 1.0};
  EXPECT_NEAR(lost_by_impatience(flooded), 1.0 - 1.0 / 4.0, 1e-6);
}

TEST(McuServer, SaysLoadedAndFullByItsProcessor) {
  const auto levels = [](std::uint32_t users) {
    const AvServer run(users, std::chrono::seconds(100), 0);
    const Observation& loaded = *run.seen.find("mcu.loaded", "av_server[0]");
    const Observation& full = *run.seen.find("mcu.full", "av_server[0]");
    EXPECT_EQ(run.server->takes_conferences(), full.sum == 0.0);
    return std::pair(loaded.sum / loaded.weight, full.sum / full.weight);
  };
  EXPECT_EQ(levels(3000), std::pair(0.0, 0.0));  // 50 %
  EXPECT_EQ(levels(5000), std::pair(1.0, 0.0));  // 83 %
  EXPECT_EQ(levels(9000), std::pair(1.0, 1.0));  // 150 %
}

TEST(McuServer, HandsContentOutOneAfterTheOther) {
  AvServer run(1, std::chrono::seconds(1), 0);
  const SimTime now = run.simulation.now();
  EXPECT_EQ(run.server->fetch_content(now), Duration(std::chrono::seconds(1)));
  EXPECT_EQ(run.server->fetch_content(now), Duration(std::chrono::seconds(2)));
  EXPECT_EQ(run.server->fetch_content(now + std::chrono::seconds(5)),
            Duration(std::chrono::seconds(1)));
}

}  // namespace
}  // namespace ocssim::models
