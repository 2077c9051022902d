#include "study/answer.hpp"

#include "engine/stats/estimate_results.hpp"
#include "engine/stats/stability.hpp"
#include "reports/store/fingerprint.hpp"
#include "scenarios/model/build.hpp"
#include "study/findings/attribution.hpp"
#include "study/findings/bottleneck.hpp"
#include "study/findings/closed_form.hpp"
#include "study/findings/path_timers.hpp"
#include "study/findings/recommendations.hpp"
#include "study/findings/rings.hpp"
#include "study/findings/shares.hpp"
#include "study/judge.hpp"
#include "study/recovery.hpp"
#include "study/steadiness.hpp"

#include <algorithm>

namespace ocssim::study {
namespace {

std::vector<MetricResult> estimate_at(double confidence, const scenarios::Scenario& scenario,
                                      std::span<const Observations> replications,
                                      const Steadiness& steadiness) {
  std::vector<MetricResult> metrics =
      estimate_results(replications, scenarios::metric_registry(), {.confidence = confidence});
  withhold_unsteady(metrics, steadiness);
  const std::vector<MetricResult> recovery = recovery_times(scenario, replications, confidence);
  metrics.insert(metrics.end(), recovery.begin(), recovery.end());
  return metrics;
}

void add_windows(std::span<const Observations> replications, Results& results) {
  for (const Observations& one : replications) {
    results.event_fingerprints.push_back(one.event_fingerprint);
    results.windows.push_back({.warm_up_cut_s = one.warm_up_cut_s,
                               .begin_s = one.window_begin_s,
                               .end_s = one.window_end_s,
                               .settled = one.settled,
                               .events = one.events_processed});
  }
}

void add_replication_zero(const Observations& first, Results& results) {
  results.timeline = first.timeline;
  results.identities = first.identities;
  results.series = first.series;
  results.histories = first.histories;
}

}  // namespace

Plan plan_of(const scenarios::Scenario& scenario) {
  const scenarios::SimulationPlan& simulation = scenario.simulation;
  return {.replications = simulation.replications,
          .max_replications = simulation.max_replications,
          .precision = simulation.precision,
          .confidence = simulation.confidence};
}

bool is_steady(const scenarios::Scenario& scenario) {
  return scenario.simulation.analysis == scenarios::Analysis::steady;
}

Results answer(const scenarios::Scenario& scenario, std::span<const Observations> replications,
               const Plan& plan) {
  Results results;
  const bool steady = is_steady(scenario);
  results.analysis = steady ? "steady" : "terminating";
  results.seed = scenario.simulation.seed;
  results.replications = static_cast<std::uint32_t>(replications.size());
  results.confidence = plan.confidence;
  results.has_objectives = !scenario.objectives.empty();
  results.warnings = scenario.warnings;

  const Steadiness steadiness = steady ? examine_steadiness(scenario, replications) : Steadiness{};
  results.findings = steadiness.findings;
  results.metrics = estimate_at(plan.confidence, scenario, replications, steadiness);
  const double deciding = verdict_confidence(plan);
  const std::vector<MetricResult> judged =
      deciding == plan.confidence ? results.metrics
                                  : estimate_at(deciding, scenario, replications, steadiness);
  Judgment judgment = judge_objectives({.objectives = scenario.objectives,
                                        .healthy_band = scenario.healthy_band,
                                        .replications = replications,
                                        .metrics = judged,
                                        .confidence = deciding});
  results.objectives = std::move(judgment.objectives);
  results.verdict = judgment.verdict;
  results.warnings.insert(results.warnings.end(), judgment.warnings.begin(),
                          judgment.warnings.end());
  if (steadiness.state == MetricState::not_settled && results.verdict == Verdict::met) {
    results.verdict = Verdict::inconclusive;
  }
  results.bottlenecks = find_bottlenecks(scenario, results.metrics);
  const std::vector<Finding> advice = recommend(scenario, results.bottlenecks);
  results.findings.insert(results.findings.end(), advice.begin(), advice.end());
  const std::vector<Finding> rings = ring_findings(scenario, results.metrics);
  results.findings.insert(results.findings.end(), rings.begin(), rings.end());
  results.closed_form = compare_closed_forms(scenario, replications, results.metrics);
  results.path_timers = path_timers(scenario, replications, results.metrics, plan.confidence);
  results.shares = estimate_shares(replications, plan.confidence);
  results.attribution = attribute_times(scenario, replications, results.metrics);
  results.recommendations = recommend_changes(scenario, results.bottlenecks);
  add_windows(replications, results);
  if (!replications.empty()) add_replication_zero(replications.front(), results);
  results.fingerprint = reports::fingerprint(results);
  return results;
}

}  // namespace ocssim::study
