// Conferences from the bottom up: M/G/∞, Little's law, and the arithmetic of the published case V8.
//
//   in progress ~ Poisson(λ E[D]), whatever the law of D      users = λ E[size] (E[D] − w/2)
//   V8: 80,000 users × 5 % = 4,000; / 8 servers = 500; / 4 = 125 meetings a server;
//       × 75 % × 50 % = 47 meetings and 188 users with a shared application
#include "scenarios/model/build.hpp"
#include "scenarios/model/load.hpp"
#include "tests/models/pool/pool_run.hpp"

#include <cmath>
#include <cstdio>
#include <gtest/gtest.h>

namespace ocssim::models {
namespace {

/// Nobody but the conferences does anything, and everything is allowed.
Settings conferences_only(const std::string& users) {
  return quiet() + Settings{"clients.users=" + users,
                            "clients.keep_alive.enabled=false",
                            "clients.session_length=1000 h",
                            "clients.reauthentication_interval=1000 h",
                            "clients.register_refresh.without=1000 h",
                            "load_balancer.idle_timeout=1000 h",
                            "front_ends.idle_timeout=23 h",
                            "av.simulate=conferences",
                            "av.meeting_policy.anonymous_participants=true"};
}

/// Work in pieces so large that there are few: nobody looks at processors.
Settings coarse() {
  return {"front_ends.messages.conference_mixing.megacycles=1000",
          "front_ends.messages.conference_data.megacycles=1000", "front_ends.clock=20 GHz"};
}

TEST(ConferencesInProgress, ArePoissonWithMeanRateTimesDuration) {
  // 4,000 users, 5 %: 200 users, 200 / (4.55 × 57.5 min) = 0.7645 a minute, × 60 min = 45.87 at
  // once. One look each at two instants 10 h apart, of 60 replications: index of dispersion 1.
  const double rate = 200.0 / (4.55 * 57.5 * 60.0);
  const double theory = rate * 3600.0;
  const Settings settings = conferences_only("4000") + coarse() +
                            Settings{"front_ends.count=2", "simulation.duration=12 h",
                                     R"(simulation.phases=[])", "simulation.analysis=terminating"};
  std::vector<double> first;
  std::vector<double> looks;
  scenarios::LoadOptions options;
  options.scenario = "enterprise-100k";
  options.sets = settings;
  options.metrics = scenarios::metric_registry();
  const auto loaded = scenarios::load_scenario(options);
  ASSERT_TRUE(loaded.has_value());
  for (std::uint32_t replication = 0; replication < 40; ++replication) {
    const Observations seen = scenarios::simulate(*loaded, replication);
    for (const Series& series : seen.series) {
      if (series.name != "conferences.in_progress") continue;
      first.push_back(series.values.front());  // of 43 s
      for (const std::size_t slice : {350u, 700u, 999u}) looks.push_back(series.values[slice]);
    }
  }
  const SampleMean at_begin = sample_mean(first);
  const SampleMean later = sample_mean(looks);
  const auto n = static_cast<double>(looks.size());
  const double variance = later.standard_error * later.standard_error * n;
  std::printf(
      "in progress: theory %.3f; at time 0 %.3f +- %.3f; later %.3f +- %.3f, variance %.2f\n",
      theory, at_begin.mean, at_begin.standard_error, later.mean, later.standard_error, variance);
  EXPECT_NEAR(at_begin.mean, theory, 4.0 * at_begin.standard_error);
  EXPECT_NEAR(later.mean, theory, 4.0 * later.standard_error);
  // Of a Poisson law variance / mean is 1; of n looks its standard error is near sqrt(2 / n). A
  // slice of 43 s averages a little of the variance away.
  EXPECT_NEAR(variance / theory, 1.0, 4.0 * std::sqrt(2.0 / n));
}

TEST(PublishedConferences, V8FromTheBottomUp) {
  // As the published arithmetic: all of 4, everybody joins at the begin.
  const Settings settings =
      conferences_only("80000") + coarse() +
      Settings{"front_ends.count=8", "simulation.duration=3 h", "simulation.analysis=terminating",
               R"(av.conferences.sizes=[{"participants": 4, "share": "100 %"}])",
               "av.conferences.join_within=0 s"};
  constexpr int replications = 4;
  std::vector<double> users, per_server, meetings, sharing, sharing_users;
  for (std::uint32_t replication = 0; replication < replications; ++replication) {
    const PoolRun run("enterprise-100k", settings, replication);
    users.push_back(run.mean("conferences.users"));
    per_server.push_back(run.sum_of_means("focus.users") / 8.0);
    meetings.push_back(run.sum_of_means("focus.conferences") / 8.0);
    double with_sharing = 0.0;
    double of_users = 0.0;
    for (int server = 0; server < 8; ++server) {
      const std::string mcu = "mcu[" + std::to_string(server) + "].application_sharing";
      with_sharing += run.mean("mcu.conferences", mcu) / 8.0;
      of_users += run.mean("mcu.users", mcu) / 8.0;
      EXPECT_NEAR(run.mean("mcu.users", mcu), 187.5, 0.1 * 187.5) << mcu;  // the factory balances
    }
    sharing.push_back(with_sharing);
    sharing_users.push_back(of_users);
  }
  const auto check = [](const char* what, const std::vector<double>& values, double published) {
    const SampleMean seen = sample_mean(values);
    const double half = 3.182 * seen.standard_error;  // Student, 3 degrees of freedom, 95 %
    std::printf("%s: %.1f +- %.1f, published %.1f\n", what, seen.mean, half, published);
    EXPECT_NEAR(seen.mean, published, 4.0 * seen.standard_error) << what;
    EXPECT_LT(half, 0.05 * published) << what;
  };
  check("users in conference", users, 4000.0);
  check("users a server", per_server, 500.0);
  check("meetings a server", meetings, 125.0);
  check("meetings with sharing a server", sharing, 46.875);
  check("users with sharing a server", sharing_users, 187.5);
}

TEST(ConferencesAtPeak, AreOneAndAHalfTimesTheMean) {
  const Settings settings =
      conferences_only("8000") + coarse() +
      Settings{"front_ends.count=2", "simulation.duration=4 h", "simulation.analysis=terminating"};
  double mean = 0.0;
  double peak = 0.0;
  for (std::uint32_t replication = 0; replication < 6; ++replication) {
    mean += PoolRun("enterprise-100k", settings, replication).mean("conferences.users") / 6.0;
    peak += PoolRun("enterprise-100k", settings + Settings{"av.conferences.peak_factor=1.5"},
                    replication)
                .mean("conferences.users") /
            6.0;
  }
  std::printf("users in conference: mean %.1f (theory 400), peak %.1f (600)\n", mean, peak);
  EXPECT_NEAR(mean, 400.0, 20.0);
  EXPECT_NEAR(peak, 600.0, 30.0);
}

TEST(ConferencesOnTheCalendar, BeginTogether) {
  // Half of all conferences at the full half hours: the fullest instant is just after one.
  const Settings settings =
      conferences_only("20000") + coarse() +
      Settings{"front_ends.count=2", "simulation.duration=4 h", "simulation.analysis=terminating"};
  const PoolRun any("enterprise-100k", settings);
  const PoolRun grid("enterprise-100k",
                     settings + Settings{"av.conferences.scheduled_every=30 min"});
  const auto swing = [](const PoolRun& run) {
    return run.highest("conferences.in_progress") / run.mean("conferences.in_progress");
  };
  std::printf("most / mean in progress: any time %.3f, calendar %.3f; begun %.0f, %.0f\n",
              swing(any), swing(grid), any.total("conferences.begun"),
              grid.total("conferences.begun"));
  EXPECT_GT(swing(grid), swing(any) + 0.05);
  EXPECT_NEAR(grid.total("conferences.begun"), any.total("conferences.begun"),
              0.15 * any.total("conferences.begun"));
}

TEST(SimulatedConferences, KeepTheTotalWorkOfThePool) {
  // The profile's background_share is what conferences are of the background work.
  const Settings small =
      scaled(12500) +
      Settings{"simulation.duration=10 min", "front_ends.count=1", "front_ends.clock=2330 MHz"};
  double load = 0.0;
  double simulated = 0.0;
  for (std::uint32_t replication = 0; replication < 2; ++replication) {
    load +=
        PoolRun("enterprise-100k", small, replication).front_ends_mean("front_end.cpu.utilization");
    simulated +=
        PoolRun("enterprise-100k", small + Settings{"av.simulate=conferences"}, replication)
            .front_ends_mean("front_end.cpu.utilization");
  }
  std::printf("utilization: background work %.4f, conferences %.4f\n", load / 2.0, simulated / 2.0);
  EXPECT_NEAR(simulated, load, 0.03 * load);
}

}  // namespace
}  // namespace ocssim::models
