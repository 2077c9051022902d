#include "tests/reports/sample_answer.hpp"

#include "reports/headline.hpp"

#include <limits>

namespace ocssim::reports {
namespace {

MetricResult metric(std::string name, std::string component, std::string unit, MetricKind kind,
                    std::vector<NamedFigure> figures) {
  MetricResult result;
  result.name = std::move(name);
  result.component = std::move(component);
  result.unit = std::move(unit);
  result.kind = kind;
  result.better = Better::lower;
  result.figures = std::move(figures);
  return result;
}

ObjectiveResult cpu_objective() {
  ObjectiveResult objective;
  objective.text = "front_end.cpu.utilization < 80 %";
  objective.metric = "front_end.cpu.utilization";
  objective.statistic = "mean";
  objective.component = "front_end[3]";
  objective.limit = "< 80 %";
  objective.limit_value = 0.8;
  objective.measured = {.value = 0.931, .half_width = 0.002};
  objective.unit = "1";
  objective.verdict = Verdict::not_met;
  return objective;
}

Results sample_results() {
  Results results;
  results.analysis = "steady";
  results.seed = 1;
  results.replications = 8;
  results.verdict = Verdict::not_met;
  results.has_objectives = true;
  results.fingerprint = 0xABCDEF;
  results.event_fingerprints = {0x1, 0xFFFFFFFFFFFFFFFF};
  ObjectiveResult healthy;
  healthy.text = "healthy";
  healthy.verdict = Verdict::not_met;
  healthy.parts.push_back(cpu_objective());
  results.objectives.push_back(healthy);
  const auto average = MetricKind::time_average;
  results.metrics = {
      metric("front_end.cpu.utilization", "", "1", average,
             {{"mean", {.value = 0.93, .half_width = 0.002}}, {"max", {.value = 1.0}}}),
      metric("front_end.cpu.utilization", "front_end[3]", "1", average,
             {{"mean", {.value = 0.931, .half_width = 0.002}}}),
      metric("sign_in.time", "", "s", MetricKind::tally,
             {{"mean", {}}, {"p95", {}}, {"max", {.value = 31.5}}}),
      metric("snat.refused", "", "attempts", MetricKind::count,
             {{"total", {.value = 0.0, .half_width = 0.0}}, {"rate", {.value = 0.0}}}),
      metric("goodput.rate", "", "transactions", MetricKind::count,
             {{"total", {.value = 1800.0}}, {"rate", {.value = 1.0, .half_width = 0.1}}}),
      metric("sql.page_life_expectancy", "", "s", MetricKind::instant,
             {{"mean", {.value = std::numeric_limits<double>::infinity()}}})};
  results.metrics[2].state = MetricState::unstable;
  results.bottlenecks.push_back({.resource = "front_end.cpu",
                                 .component = "front_end[3]",
                                 .limit = "of cores",
                                 .present = 0.931,
                                 .limit_value = 0.8,
                                 .unit = "1",
                                 .headroom = {.value = 0.8 / 0.931 - 1.0, .half_width = 0.0018},
                                 .users_at_limit = 128893.6});
  results.closed_form.push_back({.name = "front_end.cpu.utilization",
                                 .formula = "utilization law",
                                 .predicted = 0.93012345678901,
                                 .simulated = {.value = 0.93, .half_width = 0.002},
                                 .unit = "1"});
  results.shares.push_back({.whole = "front_end.cpu",
                            .part = "notification",
                            .share = {.value = 0.41, .half_width = 0.001},
                            .demand = 1e6});
  results.timeline.push_back({.at = SimTime{Duration{600'000'000'000}},
                              .component = "front_end[0]",
                              .kind = "fault",
                              .text = "process fails: 12,500 connections are reset"});
  results.recommendations.push_back({.id = "front_end.cpu",
                                     .what = "10 Front Ends instead of 8",
                                     .because = "front_end.cpu is 93.1 % +- 0.2 % (limit 80 %)",
                                     .effect = "its limit moves from 128,893 to 161,117 users",
                                     .cost = "2 servers",
                                     .confidence = "in proportion",
                                     .set = {"front_ends.count=10"}});
  results.identities.push_back({.component = "sql.cpu", .arrivals = 1000, .residual_ns = 0});
  results.warnings.emplace_back(
      "objective \"av.mos > 3.5\": no model of this run reports av.mos; "
      "not judged");
  return results;
}

}  // namespace

Answer sample_answer() {
  Answer answer;
  answer.version = "0.1.0";
  answer.model_version = 1;
  answer.command = "ocssim run enterprise-100k --set clients.users=150k";
  answer.scenario_name = "enterprise-100k";
  answer.scenario_json = R"({"clients":{"users":150000},"name":"enterprise-100k"})";
  answer.setting = "150,000 users on 8 Front Ends, 30 min simulated, 8 replications, steady";
  answer.users = 150000.0;
  answer.results = sample_results();
  answer.results.headline = headline(answer.results, answer.users);
  answer.placeholders.push_back(
      {.path = "front_ends.messages.background.megacycles", .value = "10", .source = "none"});
  return answer;
}

}  // namespace ocssim::reports
