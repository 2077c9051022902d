// Fidelity superposed against exact: a quarter of the reference pool, both ways, by the same
// stations and with random numbers of their own.
#include "engine/experiment/parallel.hpp"
#include "engine/stats/estimate.hpp"
#include "study/verify/scenario_run.hpp"
#include "study/verify/statistics/checks.hpp"

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

namespace ocssim::study {
namespace {

enum class Reading : std::uint8_t { front_ends, system, rate };

struct Compared {
  const char* metric;
  const char* unit;
  Reading reading;
  const char* component = "";
};

constexpr Compared compared[] = {
    {"front_end.cpu.utilization", "1", Reading::front_ends},
    {"front_end.queue_length", "messages", Reading::front_ends},
    {"front_end.processing_time", "s", Reading::front_ends},
    {"front_end.outgoing_delay", "s", Reading::front_ends},
    {"front_end.holding_time", "s", Reading::front_ends},
    {"front_end.messages_held", "messages", Reading::front_ends},
    {"front_end.mbps", "Mbps", Reading::front_ends},
    {"sql.sproc_latency", "s", Reading::front_ends},
    {"sql.cpu.utilization", "1", Reading::system, "sql"},
    {"presence.time", "s", Reading::system},
    {"im.time", "s", Reading::system},
    {"register.time", "s", Reading::system},
    {"goodput.rate", "1/s", Reading::rate},
    {"offered.notifications", "1/s", Reading::rate},
    {"offered.keep_alives", "1/s", Reading::rate},
};

/// Connections are the same with either; only when a sign-in ends differs, by milliseconds.
constexpr Compared ports = {"snat.port_utilization", "1", Reading::system, "snat_address[0]"};

double read(const ScenarioRun& run, const Compared& what) {
  switch (what.reading) {
    case Reading::front_ends:
      return run.front_ends_mean(what.metric);
    case Reading::system:
      return run.mean(what.metric, what.component);
    case Reading::rate:
      return run.rate(what.metric);
  }
  return 0.0;
}

using Values = std::vector<std::vector<double>>;  // by metric, then replication

Values values_of(const CheckContext& context, const char* fidelity, std::uint32_t replications) {
  const Settings settings = Settings{"clients.users=25000", "front_ends.count=2",
                                     std::string("simulation.fidelity=") + fidelity} +
                            lasting(context.pick("70 s", "310 s"), "10 s");
  const scenarios::Scenario scenario = scenario_with("enterprise-100k", settings, context.seed);
  Values values(std::size(compared) + 1, std::vector<double>(replications));
  parallel_for(replications, context.jobs, [&](std::size_t i) {
    const ScenarioRun run(scenario, static_cast<std::uint32_t>(i));
    for (std::size_t m = 0; m < std::size(compared); ++m) values[m][i] = read(run, compared[m]);
    values.back()[i] = read(run, ports);
  });
  return values;
}

}  // namespace

Evidence verify_superposition(const CheckContext& context) {
  const auto replications = context.pick<std::uint32_t>(12, 24);
  const Values exact = values_of(context, "exact", replications);
  const Values superposed = values_of(context, "superposed", replications);
  Evidence evidence;
  evidence.title = "fidelity superposed against exact: 25,000 users on 2 Front Ends";
  evidence.source = "the same scenario, every message an event";
  evidence.proves = "what many clients do may be drawn as one stream, and departures foreseen";
  evidence.limits = "steady traffic, nothing fails; within the noise of these runs";
  double largest = 0.0;
  for (std::size_t m = 0; m < std::size(compared); ++m) {
    std::vector<double> differences(replications);
    for (std::size_t i = 0; i < replications; ++i) differences[i] = superposed[m][i] - exact[m][i];
    const Figure difference = estimate_mean(differences, 0.95);
    const double expected = *estimate_mean(exact[m], 0.95).value;
    Figure simulated = difference;
    simulated.value = expected + *difference.value;
    evidence.rows.push_back(
        within_errors(compared[m].metric, compared[m].unit, expected, simulated, replications));
    largest = std::max(largest, std::abs(*difference.value / expected));
  }
  evidence.rows.push_back(within_share(ports.metric, ports.unit,
                                       *estimate_mean(exact.back(), 0.95).value,
                                       *estimate_mean(superposed.back(), 0.95).value, 1e-5));
  evidence.rows.push_back(
      shown("largest difference of these means, of exact's", "1", 0.0, largest));
  return evidence;
}

}  // namespace ocssim::study
