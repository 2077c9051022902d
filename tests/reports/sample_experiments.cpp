#include "tests/reports/sample_experiments.hpp"

#include <utility>

namespace ocssim::reports {
namespace {

Results results_at(double p95, double half_width, Verdict verdict, double utilization) {
  Results results;
  results.analysis = "steady";
  results.replications = 8;
  results.has_objectives = true;
  results.verdict = verdict;
  results.fingerprint = static_cast<std::uint64_t>(p95 * 1e6);
  const bool is_unstable = utilization >= 1.0;
  Figure measured{.value = p95, .half_width = half_width};
  if (is_unstable) measured = {};
  results.objectives.push_back({.text = "station.sojourn_time.p95 < 500 ms",
                                .metric = "station.sojourn_time",
                                .statistic = "p95",
                                .component = "servers",
                                .limit = "< 500 ms",
                                .limit_value = 0.5,
                                .measured = measured,
                                .unit = "s",
                                .verdict = verdict,
                                .reason = is_unstable ? "unstable" : "",
                                .parts = {}});
  MetricResult time;
  time.name = "station.sojourn_time";
  time.unit = "s";
  time.kind = MetricKind::tally;
  time.better = Better::lower;
  time.state = is_unstable ? MetricState::unstable : MetricState::ok;
  time.figures = {{"mean", is_unstable ? Figure{} : Figure{.value = 0.11, .half_width = 0.001}},
                  {"p95", measured}};
  MetricResult busy;
  busy.name = "station.utilization";
  busy.unit = "1";
  busy.kind = MetricKind::time_average;
  busy.figures = {{"mean", {.value = utilization, .half_width = 0.001}}};
  results.metrics = {time, busy};
  busy.component = "servers";
  results.metrics.push_back(busy);
  results.bottlenecks.push_back({.resource = "station.servers",
                                 .component = "servers",
                                 .limit = "of servers",
                                 .present = utilization,
                                 .limit_value = 1.0,
                                 .unit = "1",
                                 .headroom = {.value = 1.0 / utilization - 1.0},
                                 .users_at_limit = 80000.0});
  return results;
}

void set_head(ReportHead& head, const std::string& command) {
  head.version = "0.1.0";
  head.model_version = 1;
  head.command = command;
  head.scenario_name = "mmc-knee";
  head.scenario_json = R"({"name":"mmc-knee","clients":{"users":50000}})";
  head.setting = "1 station, 2 h simulated, steady";
}

Difference difference(std::string metric, std::string statistic, std::string unit, double a,
                      double b, DifferenceVerdict verdict) {
  Difference row;
  row.metric = std::move(metric);
  row.statistic = std::move(statistic);
  row.unit = std::move(unit);
  row.better = Better::lower;
  row.a = {.value = a, .half_width = 0.02 * a};
  row.b = {.value = b, .half_width = 0.02 * b};
  row.difference = {.value = b - a, .half_width = 0.01 * a};
  if (a != 0.0) row.relative = b / a - 1.0;
  row.p = 0.0001;
  row.p_adjusted = verdict == DifferenceVerdict::no_difference ? 0.31 : 0.0004;
  row.variance_ratio = 0.08;
  row.verdict = verdict;
  return row;
}

}  // namespace

SweepAnswer sample_sweep() {
  SweepAnswer answer;
  set_head(answer, "ocssim sweep mmc-knee --vary clients.users=60k,70k,80k");
  answer.varied = {"clients.users"};
  const std::string path = "clients.users";
  answer.points = {
      {{{path, "60k", "60000"}}, results_at(0.352, 0.004, Verdict::met, 0.75)},
      {{{path, "70k", "70000"}}, results_at(0.497, 0.006, Verdict::inconclusive, 0.875)},
      {{{path, "80k", "80000"}}, results_at(0.0, 0.0, Verdict::not_met, 1.0)},
  };
  answer.findings.push_back({.id = "saturation_point",
                             .severity = "info",
                             .text = "Saturation lies between 60k (met) and 80k (not met).",
                             .component = {}});
  answer.points[2].results.findings.push_back(
      {.id = "unstable", .severity = "warning", .text = "station grows", .component = "servers"});
  answer.fingerprint = 0xABC;
  return answer;
}

CapacityAnswer sample_capacity() {
  CapacityAnswer answer;
  set_head(answer, "ocssim capacity mmc-knee");
  answer.path = "clients.users";
  answer.status = CapacityStatus::found;
  answer.highest_met = 73900.0;
  answer.lowest_not_met = 75800.0;
  answer.start = 74395.0;
  answer.start_formula = "M/M/c: quantile of the sojourn time";
  answer.probes = {
      {.value = 73900.0, .results = results_at(0.489, 0.004, Verdict::met, 0.92375)},
      {.value = 75800.0, .results = results_at(0.512, 0.009, Verdict::not_met, 0.9475)},
  };
  answer.bottlenecks = answer.probes[0].results.bottlenecks;
  answer.broken = answer.probes[1].results.objectives;
  answer.fingerprint = 0xDEF;
  return answer;
}

CompareAnswer sample_compare() {
  CompareAnswer answer;
  set_head(answer, "ocssim compare mmc-knee --b-set stations[0].servers=9");
  answer.a = {.name = "mmc-knee",
              .set = {},
              .seed = 1,
              .scenario_json = R"({"name":"a"})",
              .duration_s = 7200.0,
              .warm_up_s = 600.0};
  answer.b = {.name = "mmc-knee",
              .set = {{"stations[0].servers", "9", "9"}},
              .seed = 1,
              .scenario_json = R"({"name":"b"})",
              .duration_s = 7200.0,
              .warm_up_s = 600.0};
  answer.replications = 16;
  answer.differences = {
      difference("station.utilization", "mean", "1", 0.625, 0.5556, DifferenceVerdict::different),
      difference("station.sojourn_time", "p95", "s", 0.307, 0.304, DifferenceVerdict::better),
      difference("station.lost", "total", "jobs", 0.0, 12.0, DifferenceVerdict::worse),
      difference("goodput.rate", "rate", "jobs", 50.0, 50.01, DifferenceVerdict::no_difference),
  };
  answer.differences[0].better = Better::none;
  answer.differences.push_back(answer.differences[0]);
  answer.differences.back().component = "servers";
  answer.judged = {"goodput.rate", "station.lost.total"};
  answer.got_worse = {"station.lost.total"};
  answer.fingerprint = 0x123;
  return answer;
}

/// One resource that was fitted and one that was refused, with names that need escaping.
CalibrationAnswer sample_calibration() {
  CalibrationAnswer answer;
  static_cast<ReportHead&>(answer) = sample_compare();
  answer.command = "ocssim calibrate pool 'a|b.csv'";
  answer.counters = "a|b.csv";
  answer.verdict = "outside_tolerance";
  CalibratedResource cpu{.name = "front_end.cpu",
                         .response = "front_end.cpu.utilization",
                         .unit = "Mcycle/s",
                         .state = "fitted",
                         .rows = 48,
                         .skipped = 2,
                         .condition = 8.5};
  cpu.demands = {{.path = "front_ends.messages.publish.megacycles",
                  .name = "publish",
                  .unit = "Mcycles",
                  .state = "fitted",
                  .prior = 20.0,
                  .value = 21.5,
                  .estimate = 21.5,
                  .low = 20.75,
                  .high = 22.25,
                  .variance_inflation = 3.25},
                 {.path = "front_ends.messages.message.megacycles",
                  .name = "message",
                  .unit = "Mcycles",
                  .state = "held",
                  .prior = 11.0}};
  cpu.residuals = CalibrationError{48, 0.04, 0.001, 0.15};
  cpu.held_out = CalibrationError{12, 0.125, -0.11, 0.3};
  cpu.held_out_by = "night.csv";
  cpu.is_within_tolerance = false;
  CalibratedResource disk{.name = "sql.disk.data",
                          .response = "sql.disk.data.utilization",
                          .unit = "spindles",
                          .state = "not_identifiable",
                          .rows = 48,
                          .condition = 1e6};
  disk.demands = {{.path = "sql.disks.data.read_time",
                   .name = "sql.disk.data.reads",
                   .unit = "s",
                   .state = "collinear",
                   .prior = 0.006}};
  disk.collinear = {{1e6, 1, {"sql.disk.data.reads", "sql.disk.data.writes"}}};
  answer.resources = {cpu, disk};
  answer.warnings = {"no fit had a use for column keep_alive"};
  return answer;
}

}  // namespace ocssim::reports
