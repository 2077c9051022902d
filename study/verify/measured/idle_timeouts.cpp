// C3: how idle connections die in a real HAProxy and a real source NAT.
//
// What is compared, by the same rule for every row: reconnects per client-hour from 40 s on, within
// 10 % of the recorded rate or its counting grain (one reconnect among all clients in the window),
// and none where none was recorded. The mean is over many seeds of as many clients as there were.
#include "engine/experiment/parallel.hpp"
#include "study/verify/measured/checks.hpp"
#include "study/verify/scenario_run.hpp"

#include <algorithm>

namespace ocssim::study {
namespace {

const std::string folder = "c3_idle_timeout";
constexpr double observed_from = 40.0;  // [s]

scenarios::Scenario scenario_of(const RecordedRow& row, std::uint64_t seed) {
  const auto time = [&row](const std::string& path, const std::string& column) {
    return path + "=" + time_text(row.number(column));
  };
  const std::string end = time_text(row.number("duration_s"));
  const std::string begin = time_text(observed_from);
  const Settings sets = {
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
  return scenario_with("measured/c3/" + row.text("mech"), sets, seed);
}

EvidenceRow judge(const RecordedRow& row, const CheckContext& context) {
  const scenarios::Scenario scenario = scenario_of(row, context.seed);
  const auto seeds = context.pick<std::uint32_t>(20, 100);
  std::vector<double> reconnects(seeds);
  parallel_for(seeds, context.jobs, [&](std::size_t seed) {
    const ScenarioRun run(scenario, static_cast<std::uint32_t>(seed));
    reconnects[seed] = run.total("clients.reconnects");
  });
  const double client_hours =
      row.number("clients") * (row.number("duration_s") - observed_from) / 3600.0;
  double simulated = 0.0;
  for (const double one : reconnects) simulated += one / seeds / client_hours;
  const double recorded = row.number("reconnects_per_client_hour");
  const std::string name = row.text("run") + " " + row.text("mech") + ", idle " +
                           row.text("idle_timeout_s") + " s, keep-alive " +
                           row.text("keepalive_s") + " s: reconnects";
  const std::string unit = "1/client/h";
  if (recorded == 0.0) return exactly(name, unit, recorded, simulated);
  const double grain = 1.0 / client_hours;
  if (grain <= 0.10 * recorded) return within_share(name, unit, recorded, simulated, 0.10);
  return within_distance(name, unit, recorded, simulated, grain);
}

}  // namespace

Evidence verify_idle_timeouts(const CheckContext& context) {
  Evidence evidence;
  evidence.title = "idle connections die: HAProxy and Linux NAT";
  evidence.kind = EvidenceClass::measured;
  evidence.source = "recorded, " + folder;
  evidence.proves = "idle timeouts with and without reset, seen from the client";
  evidence.limits = "20 clients; timers of seconds instead of minutes";
  const std::vector<RecordedRow> rows = context.data.rows(folder, "data");
  evidence.rows.resize(rows.size());
  parallel_for(rows.size(), context.jobs,
               [&](std::size_t i) { evidence.rows[i] = judge(rows[i], context); });
  return evidence;
}

}  // namespace ocssim::study
