// Writes the pages of answers by hand into a folder, one an outcome, for the tests in a browser.
// Usage: print_pages FOLDER
#include "reports/html/interrupted_page.hpp"
#include "reports/html/pages.hpp"
#include "tests/reports/sample_answer.hpp"
#include "tests/reports/sample_experiments.hpp"
#include "tests/reports/sample_verify.hpp"

#include <fstream>
#include <iostream>
#include <string>

namespace ocssim::reports {
namespace {

constexpr const char* hostile = "</script><img src=x onerror=alert(1)>";

void write(const std::string& folder, const std::string& name, const std::string& page) {
  std::ofstream(folder + "/" + name + ".html", std::ios::binary) << page;
}

Answer met() {
  Answer answer = sample_answer();
  answer.results.verdict = Verdict::met;
  answer.results.headline = "MET: 150,000 users meet the objective.";
  for (ObjectiveResult& objective : answer.results.objectives) {
    objective.verdict = Verdict::met;
    for (ObjectiveResult& part : objective.parts) {
      part.verdict = Verdict::met;
      part.measured = {.value = 0.61, .half_width = 0.002};
    }
  }
  for (Bottleneck& row : answer.results.bottlenecks) {
    row.present = 0.61;
    row.headroom = {.value = 0.8 / 0.61 - 1.0, .half_width = 0.002};
    row.users_at_limit = 196721.0;
  }
  return answer;
}

Answer unstable() {
  Answer answer = sample_answer();
  answer.results.findings.push_back({.id = "unstable",
                                     .severity = "error",
                                     .text = "more work is offered than its servers can do",
                                     .component = "servers"});
  for (MetricResult& metric : answer.results.metrics) {
    metric.state = MetricState::unstable;
    for (NamedFigure& named : metric.figures) named.figure = {};
  }
  for (Bottleneck& row : answer.results.bottlenecks) row.headroom = {};
  return answer;
}

/// Nobody got through: no time was measured, no call was completed.
Answer nothing_completed() {
  Answer answer = sample_answer();
  answer.results.metrics.clear();
  answer.results.bottlenecks.clear();
  answer.results.closed_form.clear();
  answer.results.shares.clear();
  answer.results.identities.clear();
  answer.results.series.clear();
  answer.results.timeline.clear();
  for (ObjectiveResult& objective : answer.results.objectives) {
    objective.verdict = Verdict::inconclusive;
    for (ObjectiveResult& part : objective.parts) {
      part.measured = {};
      part.verdict = Verdict::inconclusive;
      part.reason = "no value";
    }
  }
  answer.results.verdict = Verdict::inconclusive;
  answer.results.headline = "INCONCLUSIVE: 1 of 1 objectives undecided at 150,000 users.";
  return answer;
}

/// Every text that a user can state is hostile.
Answer hostile_answer() {
  Answer answer = met();
  answer.scenario_name = hostile;
  answer.setting = hostile;
  answer.command = std::string("ocssim run '") + hostile + "'";
  answer.scenario_json = "{\"name\": \"</script><img src=x onerror=alert(1)>\"}";
  answer.results.headline = std::string("MET: ") + hostile;
  answer.results.warnings.push_back(hostile);
  answer.results.findings.push_back(
      {.id = hostile, .severity = "info", .text = hostile, .component = hostile});
  answer.results.bottlenecks.front().component = hostile;
  answer.results.bottlenecks.front().resource = std::string("front_end.") + hostile;
  answer.results.timeline.push_back(
      {.at = SimTime{Duration{600}}, .component = hostile, .kind = "fault", .text = hostile});
  answer.placeholders.push_back({.path = hostile, .value = hostile, .source = hostile});
  return answer;
}

SweepAnswer many_points(std::size_t count) {
  SweepAnswer answer = sample_sweep();
  const SweepPoint first = answer.points.front();
  answer.points.clear();
  for (std::size_t i = 0; i < count; ++i) {
    SweepPoint point = first;
    const std::string users = std::to_string(1000 * (i + 1));
    point.set.front().value = users;
    point.set.front().json = users;
    answer.points.push_back(std::move(point));
  }
  return answer;
}

int print(const std::string& folder) {
  const HtmlOptions options;
  write(folder, "met", run_html(met(), options));
  write(folder, "not_met", run_html(sample_answer(), options));
  write(folder, "unstable", run_html(unstable(), options));
  write(folder, "nothing_completed", run_html(nothing_completed(), options));
  write(folder, "hostile", run_html(hostile_answer(), options));
  const Answer head = sample_answer();
  write(folder, "interrupted",
        interrupted_html(head, {.done = 3, .missing = 5, .reason = "Interrupted", .seed = 1},
                         options));
  write(folder, "sweep_1", sweep_html(many_points(1), options));
  write(folder, "sweep_200", sweep_html(many_points(200), options));
  write(folder, "sweep", sweep_html(sample_sweep(), options));
  write(folder, "capacity", capacity_html(sample_capacity(), options));
  write(folder, "compare", compare_html(sample_compare(), options));
  write(folder, "verify", verify_html(sample_verify(), options));
  write(folder, "bare", run_html(met(), {.embed = EmbedData::none, .date = "2026-11-28"}));
  write(folder, "full", run_html(met(), {.embed = EmbedData::full, .date = ""}));
  return 0;
}

}  // namespace
}  // namespace ocssim::reports

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: print_pages FOLDER\n";
    return 2;
  }
  return ocssim::reports::print(argv[1]);
}
