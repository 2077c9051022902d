#include "study/verify/theory/station_case.hpp"

#include "engine/experiment/parallel.hpp"
#include "engine/simulation.hpp"
#include "engine/stats/estimate.hpp"
#include "engine/stats/observations.hpp"
#include "models/queueing/station.hpp"

#include <algorithm>
#include <cstdlib>
#include <numeric>

namespace ocssim::study {
namespace {

constexpr double confidence = 0.95;
constexpr double discarded = 0.05;  // of the observed customers, from an empty system

Observations observe_run(const StationCase& one, std::uint64_t seed, std::uint32_t replication) {
  Simulation sim(RunPlan{.seed = seed, .replication = replication});
  models::Station station(one.station, one.arrival_rate);
  sim.add(station);
  sim.run_until(sim_start + seconds(discarded * one.customers / one.arrival_rate));
  sim.begin_observation();
  sim.run_until(sim.now() + seconds(one.customers / one.arrival_rate));
  Observations out;
  sim.end_observation(out);
  return out;
}

Figure figure_of(const std::vector<Observations>& seen, const std::string& metric,
                 const std::string& station) {
  std::vector<double> values;
  std::vector<RatioPart> parts;
  bool is_ratio = false;
  for (const Observations& out : seen) {
    const Observation* found = out.find(metric, station);
    if (found == nullptr) return {};
    is_ratio = found->kind != MetricKind::tally;
    values.push_back(found->sum / static_cast<double>(found->count));
    parts.push_back({found->sum, found->weight});
  }
  return is_ratio ? estimate_ratio(parts, confidence, false) : estimate_mean(values, confidence);
}

struct Judged {
  std::vector<EvidenceRow> rows;
  std::int64_t residual_ns = 0;  // of Little's identity, summed over replications
};

Judged judge(const StationCase& one, std::uint64_t seed, std::uint32_t replications) {
  std::vector<Observations> seen;
  Judged judged;
  for (std::uint32_t replication = 0; replication < replications; ++replication) {
    seen.push_back(observe_run(one, seed, replication));
    judged.residual_ns += std::abs(seen.back().identities.at(0).residual_ns);
  }
  for (const StationClaim& claim : one.claims) {
    const bool is_time = claim.metric.ends_with("_time");
    judged.rows.push_back(within_errors(claim.name, is_time ? "s" : "1", claim.theory,
                                        figure_of(seen, claim.metric, one.station.name),
                                        replications));
  }
  return judged;
}

}  // namespace

models::StationConfig unit_station(std::uint32_t servers) {
  models::StationConfig config;
  config.name = "station";
  config.servers = servers;
  config.mean_service_time = std::chrono::seconds(1);
  return config;
}

std::vector<EvidenceRow> judge_stations(std::span<const StationCase> cases, std::uint64_t seed,
                                        std::uint32_t replications, unsigned jobs) {
  // Longest first, so that the threads end together.
  std::vector<std::size_t> order(cases.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return cases[a].customers > cases[b].customers;
  });
  std::vector<Judged> slots(cases.size());
  parallel_for(cases.size(), jobs, [&](std::size_t i) {
    // Each case has luck of its own.
    slots[order[i]] = judge(cases[order[i]], seed * 1000 + order[i], replications);
  });
  std::vector<EvidenceRow> rows;
  std::int64_t residual_ns = 0;
  for (Judged& slot : slots) {
    rows.insert(rows.end(), slot.rows.begin(), slot.rows.end());
    residual_ns += slot.residual_ns;
  }
  rows.push_back(
      exactly("residual of Little's law, all runs", "ns", 0.0, static_cast<double>(residual_ns)));
  return rows;
}

}  // namespace ocssim::study
