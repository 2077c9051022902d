// C5: the buffer pool of a real PostgreSQL, window by window from the prewarmed pool.
//
// The clock sweep must give the recorded hit ratio within 0.005 from the second window on, and
// within 0.008 of the first, a transient in which the recording's own luck is 0.002. LRU and Che's
// approximation are other policies than the recorded one: in the last window of the `long` series
// they must be within 0.015 for all pages of the database, and for heap pages too under Zipf's law;
// under the others LRU lies up to 0.024 below the clock, which remembers how often a page was used.
// No parameter comes from the results.
#include "engine/experiment/parallel.hpp"
#include "models/back_end/page_pool.hpp"
#include "study/verify/measured/checks.hpp"
#include "study/verify/measured/pooled_reads.hpp"

#include <cstdio>

namespace ocssim::study {
namespace {

std::string name_of(const PoolRecording& run) {
  char name[80];
  std::snprintf(name, sizeof name, "%s %s %g, %u pages", run.series.c_str(), run.law.c_str(),
                run.parameter, run.buffers);
  return name;
}

/// Mean over replications: what is left of the difference is mostly the recording's own luck.
std::vector<HitRatios> clock_ratios(const PoolRecording& run, std::uint32_t replications) {
  std::vector<HitRatios> mean(run.windows.size());
  for (std::uint32_t replication = 0; replication < replications; ++replication) {
    const std::vector<HitRatios> one = replay<models::ClockPages>(run, replication);
    for (std::size_t window = 0; window < mean.size(); ++window) {
      mean[window].heap += one[window].heap / replications;
      mean[window].database += one[window].database / replications;
    }
  }
  return mean;
}

std::vector<EvidenceRow> judge_clock(const PoolRecording& run, const CheckContext& context) {
  const std::vector<HitRatios> simulated = clock_ratios(run, context.pick(1u, 3u));
  std::vector<EvidenceRow> rows;
  for (std::size_t window = 0; window < run.windows.size(); ++window) {
    const HitRatios& recorded = run.windows[window].recorded;
    const double tolerance = window == 0 ? 0.008 : 0.005;
    const std::string name = "clock, " + name_of(run) + ", window " + std::to_string(window + 1);
    rows.push_back(
        within_distance(name + ": heap", "1", recorded.heap, simulated[window].heap, tolerance));
    rows.push_back(within_distance(name + ": database", "1", recorded.database,
                                   simulated[window].database, tolerance));
  }
  return rows;
}

std::vector<EvidenceRow> judge_lru(const PoolRecording& run) {
  if (run.series != "long") return {};
  const HitRatios& recorded = run.windows.back().recorded;
  const HitRatios lru = replay<models::LruPages>(run, 0).back();
  const HitRatios che = che_hit_ratios(run);
  const std::string name = ", " + name_of(run);
  std::vector<EvidenceRow> rows = {
      within_distance("LRU" + name + ": database", "1", recorded.database, lru.database, 0.015),
      within_distance("Che" + name + ": database", "1", recorded.database, che.database, 0.015)};
  if (run.law == "zipf") {
    rows.push_back(within_distance("LRU" + name + ": heap", "1", recorded.heap, lru.heap, 0.015));
    rows.push_back(within_distance("Che" + name + ": heap", "1", recorded.heap, che.heap, 0.015));
  } else {
    rows.push_back(shown("LRU" + name + ": heap", "1", recorded.heap, lru.heap));
    rows.push_back(shown("Che" + name + ": heap", "1", recorded.heap, che.heap));
  }
  return rows;
}

}  // namespace

Evidence verify_buffer_pool(const CheckContext& context) {
  Evidence evidence;
  evidence.title = "hit ratio of a buffer pool: PostgreSQL";
  evidence.kind = EvidenceClass::measured;
  evidence.source = "recorded, c5_buffer_pool_hit_ratio";
  evidence.proves = "page pools, popularity laws, and how fast a pool settles";
  evidence.limits = "another product's pool: SQL Server's replacement policy is not published";
  std::vector<PoolRecording> runs = pool_recordings(context.data);
  // Quick: the short series, every third of its runs.
  if (!context.is_full()) {
    std::vector<PoolRecording> some;
    for (std::size_t i = 0; i < runs.size(); ++i) {
      if (runs[i].series == "short" && i % 3 == 0) some.push_back(runs[i]);
    }
    runs = std::move(some);
  }
  std::vector<std::vector<EvidenceRow>> slots(2 * runs.size());
  parallel_for(slots.size(), context.jobs, [&](std::size_t i) {
    const PoolRecording& run = runs[i / 2];
    slots[i] = i % 2 == 0 ? judge_clock(run, context) : judge_lru(run);
  });
  for (const auto& rows : slots) {
    evidence.rows.insert(evidence.rows.end(), rows.begin(), rows.end());
  }
  return evidence;
}

}  // namespace ocssim::study
