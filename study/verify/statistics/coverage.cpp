// Do intervals cover? Experiments on M/M/4 at 80 %, whose truth is known (Erlang C).
//
// Each experiment is the whole way of a user's run: scenario, `warmup: auto` from an empty system,
// ten replications, estimates of mean and p95. An experiment that withholds its figures covers
// nothing. 1,000 experiments a cell are a test of their own (label slow).
#include "engine/experiment/parallel.hpp"
#include "engine/stats/probability.hpp"
#include "models/theory/mmc.hpp"
#include "study/answer.hpp"
#include "study/verify/scenario_run.hpp"
#include "study/verify/statistics/checks.hpp"

#include <cmath>

namespace ocssim::study {
namespace {

constexpr std::uint32_t replications = 10;
constexpr models::MmcQueue queue{.arrival_rate = 4.0, .service_time = 0.8, .servers = 4};

Settings station(double customers) {
  return {"simulation.duration=" + time_text(customers / queue.arrival_rate),
          "simulation.warmup=auto", "clients.users=1",
          R"(stations=[{"name": "station", "servers": 4, "mean_service_time": "0.8 s",)"
          R"( "arrival_rate": "4 / s"}])",
          "objectives=[]"};
}

bool covers(const Results& results, const char* statistic, double truth) {
  const MetricResult* metric = results.find("station.sojourn_time", "station");
  if (metric == nullptr) return false;
  const Figure* figure = metric->find(statistic);
  if (figure == nullptr || !figure->value || !figure->half_width) return false;
  return std::abs(*figure->value - truth) <= *figure->half_width;
}

}  // namespace

EvidenceRow binomial_row(std::string name, double p, std::size_t trials, std::size_t hits) {
  const auto n = static_cast<double>(trials);
  EvidenceRow row = within_distance(std::move(name), "1", p, static_cast<double>(hits) / n,
                                    4.0 * std::sqrt(p * (1.0 - p) / n));
  row.rule = "within 4 standard errors of " + std::to_string(trials) + " trials";
  // P(hits < p n − 4 σ); more than n hits are impossible.
  const double fewest = std::ceil(n * p - 4.0 * std::sqrt(p * (1.0 - p) * n));
  row.chance = incomplete_beta(n - fewest + 1.0, fewest, 1.0 - p);
  return row;
}

Evidence verify_coverage(const CheckContext& context) {
  const auto experiments = context.pick<std::size_t>(80, 400);
  const double customers = context.pick(20'000.0, 50'000.0);
  const double mean = models::mmc(queue).sojourn_time;
  const double p95 = models::mmc_sojourn_quantile(queue, 0.95);
  std::vector<char> covered_mean(experiments, 0);
  std::vector<char> covered_p95(experiments, 0);
  parallel_for(experiments, context.jobs, [&](std::size_t i) {
    const scenarios::Scenario scenario =
        scenario_with("mmc-knee", station(customers), context.seed * 10'000 + i);
    std::vector<Observations> seen;
    for (std::uint32_t n = 0; n < replications; ++n) {
      seen.push_back(scenarios::simulate(scenario, n));
    }
    Plan plan = plan_of(scenario);
    plan.replications = replications;
    const Results results = answer(scenario, seen, plan);
    covered_mean[i] = covers(results, "mean", mean) ? 1 : 0;
    covered_p95[i] = covers(results, "p95", p95) ? 1 : 0;
  });
  const auto hits = [](const std::vector<char>& covered) {
    std::size_t sum = 0;
    for (const char one : covered) sum += one != 0 ? 1U : 0U;
    return sum;
  };
  Evidence evidence;
  evidence.title = "coverage of 95 % intervals";
  evidence.source = "Erlang C";
  evidence.proves = "warm-up cut, estimates and half-widths of a run as a user makes it";
  evidence.limits = "one queue; `auto` next to a limit covers less (docs/evidence.md)";
  evidence.rows = {binomial_row("M/M/4 at 80 %: mean", 0.95, experiments, hits(covered_mean)),
                   binomial_row("M/M/4 at 80 %: p95", 0.95, experiments, hits(covered_p95))};
  return evidence;
}

}  // namespace ocssim::study
