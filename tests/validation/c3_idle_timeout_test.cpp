// Validation C3: how idle connections die in a real HAProxy and a real source NAT.
//
// What is compared, by the same rule for every row: reconnects per client-hour from 40 s on, within
// 10 % of the recorded rate or its counting grain (one reconnect among all clients in the window),
// and none where none was recorded. The mean is over 100 seeds of as many clients as there were.
// Further rows are dropped into tests/data/c3_idle_timeout as data*.csv.
#include "scenarios/document/render.hpp"
#include "scenarios/model/build.hpp"
#include "scenarios/model/load.hpp"
#include "tests/validation/recorded_rows.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <gtest/gtest.h>

namespace ocssim::validation {
namespace {

constexpr double observed_from = 40.0;  // [s]

std::string seconds_text(double value) {
  return std::to_string(std::llround(value * 1e6)) + " us";
}

scenarios::Scenario scenario_of(const RecordedRow& row) {
  const auto time = [&row](const std::string& path, const std::string& column) {
    return path + "=" + seconds_text(row.number(column));
  };
  const std::string mech = row.text("mech");
  const std::string end = seconds_text(row.number("duration_s"));
  const std::string begin = seconds_text(observed_from);
  scenarios::LoadOptions options;
  options.scenario = OCSSIM_SOURCE_DIR "/tests/validation/c3/" + mech + ".json";
  options.metrics = scenarios::metric_registry();
  options.sets = {
      "clients.users=" + row.text("clients"),
      "simulation.duration=" + end,
      R"(simulation.phases=[{"name": "counted", "from": ")" + begin + R"(", "to": ")" + end +
          R"("}])",
      time("clients.sign_in_window", "keepalive_s"),
      time("clients.keep_alive.interval", "keepalive_s"),
      time("clients.retransmission_timeout", "pong_timeout_s"),
      time("clients.reconnect.delay", "backoff_s"),
      time("clients.reconnect.min_delay", "backoff_s"),
      time("clients.reconnect.max_delay", "backoff_s"),
      time("load_balancer.idle_timeout", "idle_timeout_s"),
      std::string("clients.notices_close=") +
          (row.text("reaction") == "lazy" ? "at_next_send" : "at_once"),
  };
  auto loaded = scenarios::load_scenario(options);
  if (!loaded) {
    ADD_FAILURE() << scenarios::render_text(loaded.error().diagnostics, loaded.error().sources);
    std::abort();
  }
  return std::move(*loaded);
}

class IdleConnections : public testing::TestWithParam<RecordedRow> {};

TEST_P(IdleConnections, DieAsRecorded) {
  const RecordedRow& row = GetParam();
  const scenarios::Scenario scenario = scenario_of(row);
  constexpr std::uint32_t seeds = 100;
  double reconnects = 0.0;
  double dead = 0.0;
  for (std::uint32_t seed = 0; seed < seeds; ++seed) {
    const Observations seen = scenarios::simulate(scenario, seed);
    reconnects += static_cast<double>(seen.find("clients.reconnects", "")->count) / seeds;
    const Observation* silent = seen.find("clients.silently_dead", "");
    dead += silent->sum / silent->weight / seeds;
  }
  const double client_hours =
      row.number("clients") * (row.number("duration_s") - observed_from) / 3600.0;
  const double simulated = reconnects / client_hours;
  const double recorded = row.number("reconnects_per_client_hour");
  const double grain = 1.0 / client_hours;
  std::printf(
      "%s %-12s idle %4.1f keep-alive %4.1f  recorded %6.2f  simulated %6.2f (%+.1f %%) "
      "per client-hour, silently dead %.2f\n",
      row.text("run").c_str(), row.text("mech").c_str(), row.number("idle_timeout_s"),
      row.number("keepalive_s"), recorded, simulated,
      recorded > 0.0 ? 100.0 * (simulated / recorded - 1.0) : 0.0, dead);
  if (recorded == 0.0) {
    EXPECT_EQ(simulated, 0.0);
  } else {
    EXPECT_NEAR(simulated, recorded, std::max(0.10 * recorded, grain));
  }
}

INSTANTIATE_TEST_SUITE_P(C3, IdleConnections,
                         testing::ValuesIn(recorded_rows("c3_idle_timeout", "data")),
                         [](const auto& row) { return row.param.text("run"); });

}  // namespace
}  // namespace ocssim::validation
