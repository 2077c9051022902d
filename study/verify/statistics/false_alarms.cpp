// False alarms are rare and nearly independent, so that their number is nearly Poisson:
//
//   mean = Σ over rows P(|T| > 4), T of Student's law with replications − 1 degrees of freedom
#include "study/verify/statistics/false_alarms.hpp"

#include "engine/random/elementary.hpp"

#include <algorithm>
#include <cstdio>
#include <set>
#include <vector>

namespace ocssim::study {
namespace {

struct Count {
  std::string id;
  std::size_t rows = 0;  // judged
  std::size_t alarms = 0;
  double by_luck = 0.0;
};

void add(const Evidence& evidence, Count& count) {
  for (const EvidenceRow& row : evidence.rows) {
    if (row.standing == Standing::shown) continue;
    ++count.rows;
    count.by_luck += row.chance;
    if (row.standing == Standing::failed) ++count.alarms;
  }
}

EvidenceRow row_of(const Count& count) {
  char luck[64];
  std::snprintf(luck, sizeof luck, "at most; luck gives %.2g", count.by_luck);
  EvidenceRow row = at_most(count.id + ": false alarms of " + std::to_string(count.rows) + " rows",
                            "", most_by_luck(count.by_luck), static_cast<double>(count.alarms));
  row.rule = luck;
  return row;
}

/// The alarms themselves; printed and not judged a second time.
void show_alarms(const SeededEvidence& run, std::vector<EvidenceRow>& rows) {
  for (EvidenceRow row : run.evidence.rows) {
    if (row.standing != Standing::failed) continue;
    row.name = "seed " + std::to_string(run.seed) + ", " + run.evidence.id + ", " + row.name;
    row.standing = Standing::shown;
    rows.push_back(std::move(row));
  }
}

}  // namespace

std::uint32_t most_by_luck(double mean) {
  constexpr double rare = 1e-4;
  double term = elementary::exp(-mean);  // P(N = k)
  double above = 1.0 - term;             // P(N > k)
  std::uint32_t k = 0;
  for (; above >= rare; ++k) {
    term *= mean / (k + 1.0);
    above -= term;
  }
  return k;
}

Evidence count_false_alarms(std::span<const SeededEvidence> runs) {
  std::vector<Count> counts;
  std::set<std::uint64_t> seeds;
  std::vector<EvidenceRow> alarms;
  Count all{.id = "all"};
  for (const SeededEvidence& run : runs) {
    seeds.insert(run.seed);
    auto found = std::find_if(counts.begin(), counts.end(),
                              [&](const Count& count) { return count.id == run.evidence.id; });
    if (found == counts.end()) found = counts.insert(counts.end(), {.id = run.evidence.id});
    add(run.evidence, *found);
    add(run.evidence, all);
    show_alarms(run, alarms);
  }
  Evidence evidence;
  evidence.id = "other seeds";
  evidence.group = EvidenceGroup::statistics;
  evidence.title =
      "closed forms and statistics over " + std::to_string(seeds.size()) + " other seeds";
  evidence.source = "Student's law beyond 4 standard errors; the number of alarms is Poisson";
  evidence.proves = "the agreement is not the luck of one seed";
  evidence.limits = "quick depth";
  for (const Count& count : counts) evidence.rows.push_back(row_of(count));
  evidence.rows.push_back(row_of(all));
  evidence.rows.insert(evidence.rows.end(), alarms.begin(), alarms.end());
  return evidence;
}

}  // namespace ocssim::study
