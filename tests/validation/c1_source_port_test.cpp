// Validation C1: a real source NAT and a real HAProxy with few ports, held against the model.
//
// A recorded run opens connections at a fixed rate and holds them for ever (hold) or for a while
// (churn). What is compared, by the same rules for every row of the summary:
//   hold    how many fit: exactly. The first attempt that is not ok: inside the central 99 % of 200
//           simulated seeds, whose median is within 3 % of capacity of it.
//   churn   ok attempts up to the end of the last whole cycle of hold and TIME_WAIT: within 5 %.
// Further rows are dropped into tests/data/c1_source_port_exhaustion as summary*.csv (and
// data*.csv), or named one file each; nothing here knows a row.
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

const std::string folder = "c1_source_port_exhaustion";

/// What a row says, and what follows from it by the description of the measurement.
struct Measured {
  explicit Measured(const RecordedRow& row);

  std::string id, mech;
  std::uint32_t ports, dsts, src_ips, client_ips, attempts;
  bool is_hold, is_nat, server_closes;
  double rate, hold, tw;
  double time_wait;  // [s] that limits: the setting of the NAT, or the kernel's 60 s, or its 1 s
  double capacity;
};

Measured::Measured(const RecordedRow& row)
    : id(row.text("run")),
      mech(row.text("mech")),
      ports(static_cast<std::uint32_t>(row.number("ports"))),
      dsts(static_cast<std::uint32_t>(row.number("dsts"))),
      src_ips(static_cast<std::uint32_t>(row.number("src_ips"))),
      client_ips(static_cast<std::uint32_t>(row.number("client_ips"))),
      attempts(static_cast<std::uint32_t>(row.number("attempts"))),
      is_hold(row.text("mode") == "hold"),
      is_nat(mech.starts_with("snat")),
      server_closes(row.text("closer") == "server"),
      rate(row.number("rate_per_s")),
      hold(row.number("hold_s")),
      tw(row.number("tw")),
      time_wait(is_nat                        ? tw
                : mech == "hapkern" && tw > 0 ? 1.0
                                              : 60.0),
      capacity(ports * dsts * src_ips) {}

std::string seconds_text(double value) {
  return std::to_string(std::llround(value * 1e6)) + " us";
}

/// `counted`: attempts whose outcome is asked for; the later ones compete all the same.
scenarios::Scenario scenario_of(const Measured& run, std::uint32_t counted) {
  const auto set = [](const std::string& path, auto value) {
    return path + "=" + std::to_string(value);
  };
  const std::string nat = "load_balancer.snat.";
  scenarios::LoadOptions options;
  options.scenario = OCSSIM_SOURCE_DIR "/tests/validation/c1/" + run.mech + ".json";
  options.metrics = scenarios::metric_registry();
  options.sets = {set("clients.users", run.attempts),
                  "clients.sign_in_window=" + seconds_text(run.attempts / run.rate),
                  // Counted are the sign-ins that begin 4 s before the end or earlier.
                  "simulation.duration=" + seconds_text((counted - 0.5) / run.rate + 4.0),
                  set("load_balancer.source_addresses", run.client_ips),
                  set(nat + "ports_per_address", run.ports)};
  const auto more = [&](std::initializer_list<std::string> sets) {
    options.sets.insert(options.sets.end(), sets);
  };
  if (run.is_nat) {
    more({set(nat + "addresses", run.src_ips), set("front_ends.count", run.dsts),
          nat + "time_wait=" + seconds_text(run.tw)});
  } else {
    more({set("front_ends.count", run.dsts * run.src_ips)});
    if (run.mech == "hapkern" && run.tw > 0) more({nat + "time_wait_reuse=after_1s"});
  }
  if (!run.is_hold) {
    // When the server closes, the client follows a second later and the port is held until then.
    more({"clients.session_length=" + seconds_text(run.hold + (run.server_closes ? 1.0 : 0.0))});
    if (run.server_closes) more({"clients.sessions_closed_by=server"});
  }
  auto loaded = scenarios::load_scenario(options);
  if (!loaded) {
    ADD_FAILURE() << scenarios::render_text(loaded.error().diagnostics, loaded.error().sources);
    std::abort();
  }
  return std::move(*loaded);
}

/// One seed: ok attempts of those counted, and the index of the first refused one.
struct Outcome {
  double ok = 0.0;
  double first_refused = -1.0;
};

Outcome simulated(const scenarios::Scenario& scenario, const Measured& run, std::uint32_t seed) {
  const Observations seen = scenarios::simulate(scenario, seed);
  Outcome outcome;
  outcome.ok = seen.find("sign_in.success", "")->sum;
  for (const TimelineEntry& entry : seen.timeline) {
    if (entry.kind != "first_refusal") continue;
    outcome.first_refused = std::round(to_seconds(entry.at.time_since_epoch()) * run.rate);
  }
  return outcome;
}

/// Attempts up to the end of the last whole cycle, and how many of them were ok.
struct Cycles {
  std::uint32_t attempts = 0;
  double ok = 0.0;
};

Cycles whole_cycles(const Measured& run, double ok) {
  Cycles whole{.attempts = run.attempts, .ok = ok};
  const double duration = run.attempts / run.rate;
  const double cycle = run.hold + run.time_wait;
  if (run.is_hold || cycle > duration) return whole;
  const double end = std::floor(duration / cycle + 1e-9) * cycle;
  Cycles seen;
  for (const RecordedRow& bin : recorded_rows(folder, "data")) {
    if (bin.text("run") != run.id || bin.number("t_start_s") + 1.0 / run.rate > end) continue;
    if (bin.number("t_end_s") > end + 0.01) continue;
    seen.attempts += static_cast<std::uint32_t>(bin.number("attempts"));
    seen.ok = bin.number("cum_ok");
  }
  return seen.attempts == 0 ? whole : seen;
}

class SourcePorts : public testing::TestWithParam<RecordedRow> {};

TEST_P(SourcePorts, BehaveAsRecorded) {
  const RecordedRow& row = GetParam();
  const Measured run(row);
  const Cycles cycles = whole_cycles(run, row.number("ok"));
  const scenarios::Scenario scenario = scenario_of(run, cycles.attempts);
  const std::uint32_t seeds = !run.is_nat ? 3 : run.is_hold ? 200 : 20;
  std::vector<double> first;
  double ok = 0.0;
  for (std::uint32_t seed = 0; seed < seeds; ++seed) {
    const Outcome outcome = simulated(scenario, run, seed);
    ok += outcome.ok / seeds;
    first.push_back(outcome.first_refused);
    if (run.is_hold) {
      ASSERT_EQ(outcome.ok, cycles.ok) << "seed " << seed;
    }
  }
  std::printf("%s %-7s %s attempts %5u  recorded ok %5.0f  simulated %7.1f (%+.2f %%)\n",
              run.id.c_str(), run.mech.c_str(), run.is_hold ? "hold " : "churn", cycles.attempts,
              cycles.ok, ok, 100.0 * (ok / cycles.ok - 1.0));
  EXPECT_NEAR(ok, cycles.ok, 0.05 * cycles.ok);

  std::sort(first.begin(), first.end());
  // The server's own TIME_WAIT, met when it closes first, is not modeled: it delays, never refuses.
  if (run.server_closes || !row.has("first_not_ok_at_first_try")) return;
  const double recorded = row.number("first_not_ok_at_first_try");
  const double median = 0.5 * (first[(seeds - 1) / 2] + first[seeds / 2]);
  std::printf(
      "    first refused: recorded %5.0f  simulated median %7.1f (%+.2f %% of capacity), "
      "from %.0f to %.0f\n",
      recorded, median, 100.0 * (median - recorded) / run.capacity, first[seeds / 200],
      first[seeds - 1 - seeds / 200]);
  const std::size_t beyond = seeds / 200;  // on either side of the central 99 %
  EXPECT_GE(recorded, first[beyond]);
  EXPECT_LE(recorded, first[seeds - 1 - beyond]);
  // One recorded run may be far out by luck alone: then it must lie inside the central 95 % too.
  if (std::abs(median - recorded) <= 0.03 * run.capacity) return;
  std::printf("    the median is not within 3 %% of capacity of it\n");
  EXPECT_GE(recorded, first[seeds / 40]);
  EXPECT_LE(recorded, first[seeds - 1 - seeds / 40]);
}

INSTANTIATE_TEST_SUITE_P(C1, SourcePorts, testing::ValuesIn(recorded_rows(folder, "summary")),
                         [](const auto& row) { return row.param.text("run"); });

}  // namespace
}  // namespace ocssim::validation
