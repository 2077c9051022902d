// C2: a real HAProxy and a real nginx when a server is added or comes back.
//
// Each row of the recorded matrix is set up as it was and simulated with many seeds; the recorded
// connections of every server at every second are held against a simulated mean. A sample was
// taken at some instant of [t, t + 50 ms], so it is compared with what is nearest to it there.
//
// When the proxy notices the server depends on the phase of its checks or of its clock of seconds,
// which nobody recorded: of the seeds, each with a phase of its own, the quarter counts whose
// changed server held most nearly as many as recorded at its first second in service. The figure
// over all seeds is shown beside it.
#include "engine/experiment/parallel.hpp"
#include "study/verify/measured/balancing_rows.hpp"
#include "study/verify/measured/balancing_runs.hpp"
#include "study/verify/measured/checks.hpp"

#include <algorithm>
#include <cmath>

namespace ocssim::study {
namespace {

struct Agreement {
  double within = 0.0;  // share of the samples within 5 % or two Poisson deviations
  double worst = 0.0;   // in Poisson deviations
};

Agreement agreement(const BalancingRuns& simulated, std::size_t runs,
                    const BalancingSamples& samples) {
  Agreement result;
  double count = 0.0;
  for (const auto& [t, servers] : samples) {
    for (std::uint32_t server = 0; server < servers.size(); ++server) {
      const double value = servers[server];
      const double mean = simulated.nearest(runs, t, server, value);
      // Counts below one have no deviation to speak of.
      const double deviation = std::sqrt(std::max(mean, 1.0));
      const double distance = std::abs(value - mean);
      count += 1.0;
      if (distance <= std::max(0.05 * mean, 2.0 * deviation)) result.within += 1.0;
      result.worst = std::max(result.worst, distance / deviation);
    }
  }
  result.within /= count;
  return result;
}

/// The first second at which the changed server is seen with connections after it came (back).
int first_seen(const BalancingRow& row, const BalancingSamples& samples) {
  const double since = row.adds() ? row.event_at : row.back_at;
  for (const auto& [t, servers] : samples) {
    if (t > since && servers[row.changed()] > 0.0) return t;
  }
  return static_cast<int>(row.end);
}

std::vector<EvidenceRow> judge(const BalancingRow& row, const BalancingSamples& samples,
                               const CheckContext& context) {
  const auto seeds = context.pick<std::uint32_t>(16, 80);
  BalancingRuns simulated(row, seeds, context.seed);
  const Agreement all = agreement(simulated, seeds, samples);
  const int seen = first_seen(row, samples);
  simulated.sort_by(seen, row.changed(), samples.at(seen)[row.changed()]);
  const Agreement same_phase = agreement(simulated, seeds / 4, samples);
  const std::string name = row.id + " " + row.proxy + " " + row.policy + ", " + row.event;
  return {at_least(name + ": samples within 5 % or two Poisson deviations", "1", 0.95,
                   same_phase.within),
          at_most(name + ": the worst, in Poisson deviations", "1", 4.0, same_phase.worst),
          shown(name + ": samples within, over all phases", "1", 0.95, all.within)};
}

}  // namespace

Evidence verify_balancing(const CheckContext& context) {
  Evidence evidence;
  evidence.title = "a server is added or comes back: HAProxy and nginx";
  evidence.kind = EvidenceClass::measured;
  evidence.source = "recorded, c2_leastconn_backend_added";
  evidence.proves = "balancing methods, slow start and detection, second by second";
  evidence.limits = "the phase of the checks, which nobody recorded, is chosen among seeds";
  const std::vector<BalancingRow> rows = balancing_rows(context.data);
  std::vector<std::vector<EvidenceRow>> slots(rows.size());
  parallel_for(rows.size(), context.jobs, [&](std::size_t i) {
    slots[i] = judge(rows[i], balancing_samples(context.data, rows[i]), context);
  });
  for (const auto& some : slots) {
    evidence.rows.insert(evidence.rows.end(), some.begin(), some.end());
  }
  return evidence;
}

}  // namespace ocssim::study
