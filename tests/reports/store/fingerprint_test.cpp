#include "reports/store/fingerprint.hpp"

#include <gtest/gtest.h>

namespace ocssim::reports {
namespace {

Results sample() {
  Results results;
  results.has_objectives = true;
  results.verdict = Verdict::met;
  results.event_fingerprints = {1, 2};
  MetricResult metric;
  metric.name = "sign_in.time";
  metric.figures.push_back({"mean", {.value = 0.25, .half_width = 0.01}});
  results.metrics.push_back(metric);
  ObjectiveResult objective;
  objective.text = "sign_in.time < 1 s";
  results.objectives.push_back(objective);
  return results;
}

TEST(Fingerprint, DependsOnMetricsObjectivesVerdictAndEvents) {
  const std::uint64_t base = fingerprint(sample());
  EXPECT_EQ(base, fingerprint(sample()));
  Results changed = sample();
  changed.metrics[0].figures[0].figure.value = 0.25000000000000006;
  EXPECT_NE(base, fingerprint(changed));
  changed = sample();
  changed.objectives[0].verdict = Verdict::not_met;
  EXPECT_NE(base, fingerprint(changed));
  changed = sample();
  changed.verdict = Verdict::inconclusive;
  EXPECT_NE(base, fingerprint(changed));
  changed = sample();
  changed.event_fingerprints[1] = 3;
  EXPECT_NE(base, fingerprint(changed));
}

TEST(Fingerprint, TellsAWithheldFigureFromZero) {
  Results withheld = sample();
  withheld.metrics[0].figures[0].figure.value.reset();
  Results zero = sample();
  zero.metrics[0].figures[0].figure.value = 0.0;
  EXPECT_NE(fingerprint(withheld), fingerprint(zero));
}

TEST(Fingerprint, IgnoresWhatIsOnlyWording) {
  Results worded = sample();
  worded.headline = "MET: …";
  worded.warnings.emplace_back("a block that is not simulated");
  EXPECT_EQ(fingerprint(sample()), fingerprint(worded));
}

}  // namespace
}  // namespace ocssim::reports
