// The balancing methods over queues: two choices against Mitzenmacher's limit at 1,000 members,
// least connections between M/M/8 and two choices at 8 (domain numbers 4.2).
#include "engine/experiment/parallel.hpp"
#include "models/theory/mmc.hpp"
#include "models/theory/two_choices.hpp"
#include "study/verify/theory/checks.hpp"
#include "study/verify/theory/queues_by_method.hpp"

#include <cstdio>

namespace ocssim::study {
namespace {

using models::BalancingMethod;
using models::QueueFigure;

constexpr std::uint32_t many = 1000;

std::string at_load(const char* what, double load) {
  char text[64];
  std::snprintf(text, sizeof text, "%s, load %g", what, load);
  return text;
}

/// Batches are longer where queues forget slower.
std::uint64_t arrivals(double load, const CheckContext& context) {
  if (context.is_full()) return load > 0.92 ? 12'000'000 : 2'000'000;
  return load > 0.85 ? 1'500'000 : 600'000;
}

}  // namespace

Evidence verify_choices(const CheckContext& context) {
  Evidence evidence;
  evidence.title = "two choices and least connections";
  evidence.source = "Mitzenmacher 1996; domain numbers 4.2";
  evidence.proves = "how the balancer ranks members, at any number of them";
  evidence.limits = "queues with one rate of service, not pools";
  std::vector<double> loads = {0.5, 0.7, 0.8, 0.9};
  if (context.is_full()) loads.push_back(0.95);
  std::vector<std::vector<EvidenceRow>> rows(loads.size());
  parallel_for(loads.size(), context.jobs, [&](std::size_t i) {
    const double load = loads[i];
    const double limit = models::power_of_choices_sojourn(load);
    const QueueFigure two = models::time_in_system(BalancingMethod::two_choices, many, load,
                                                   arrivals(load, context), context.seed);
    const QueueFigure least =
        models::time_in_system(BalancingMethod::least_connections, many, load,
                               context.pick<std::uint64_t>(300'000, 1'000'000), context.seed);
    // The noise of shorter runs is allowed for; at full depth 1 % is the limit.
    const double noise = context.pick(4.0 * two.standard_error, 0.0);
    rows[i] = {within_share(at_load("two choices, 1000 members", load), "S", limit, two.mean,
                            0.01 + noise / limit),
               at_most(at_load("least connections, 1000 members", load), "S", limit, least.mean)};
  });
  for (const auto& some : rows) {
    evidence.rows.insert(evidence.rows.end(), some.begin(), some.end());
  }

  constexpr double load = 0.9;
  constexpr double two_of_eight = 3.27;  // domain numbers 4.2, two decimals
  const std::uint64_t length = context.pick<std::uint64_t>(600'000, 4'000'000);
  const QueueFigure two =
      models::time_in_system(BalancingMethod::two_choices, 8, load, length, context.seed);
  const QueueFigure least =
      models::time_in_system(BalancingMethod::least_connections, 8, load, length, context.seed);
  const double lowest =
      models::mmc({.arrival_rate = 8.0 * load, .service_time = 1.0, .servers = 8}).sojourn_time;
  evidence.rows.push_back(at_least("least connections, 8 members, above M/M/8", "S", lowest,
                                   least.mean - 4.0 * least.standard_error));
  evidence.rows.push_back(at_most("least connections, 8 members, below two choices", "S", two.mean,
                                  least.mean + 4.0 * least.standard_error));
  evidence.rows.push_back(within_distance("two choices, 8 members, load 0.9", "S", two_of_eight,
                                          two.mean, 0.005 + 4.0 * two.standard_error));
  return evidence;
}

}  // namespace ocssim::study
