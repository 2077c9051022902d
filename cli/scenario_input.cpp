#include "cli/scenario_input.hpp"

#include "cli/canonical_command.hpp"
#include "cli/terminal.hpp"
#include "scenarios/document/displayable.hpp"
#include "scenarios/document/nearest.hpp"
#include "scenarios/document/objective.hpp"
#include "scenarios/document/render.hpp"
#include "scenarios/model/build.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ocssim::cli {
namespace {

/// "2%:sign_in.time,im.time": the figure in front, the metrics behind the colon.
std::pair<std::string, std::vector<std::string>> split_precision(const std::string& text) {
  std::vector<std::string> metrics;
  const std::size_t colon = text.find(':');
  for (std::size_t at = colon; at != std::string::npos;) {
    const std::size_t end = text.find(',', at + 1);
    metrics.push_back(text.substr(at + 1, end == std::string::npos ? end : end - at - 1));
    at = end;
  }
  return {text.substr(0, colon), std::move(metrics)};
}

/// "sign_in.time", or with a statistic, "sign_in.time.p95".
bool is_metric(std::string_view name) {
  for (const MetricInfo& metric : scenarios::metric_registry()) {
    if (name == metric.name) return true;
    const bool extends = name.starts_with(metric.name) && name[metric.name.size()] == '.';
    if (extends && scenarios::find_statistic(name.substr(metric.name.size() + 1))) return true;
  }
  return false;
}

bool are_metrics(std::string_view flag, const std::vector<std::string>& names) {
  bool all = true;
  for (const std::string& name : names) {
    if (is_metric(name)) continue;
    all = false;
    std::vector<std::string_view> known;
    for (const MetricInfo& metric : scenarios::metric_registry()) known.push_back(metric.name);
    const auto close = scenarios::nearest(name, known);
    complain(std::string(flag) + ": no model reports \"" + name + "\"" +
             (close ? "; did you mean \"" + std::string(*close) + "\"?" : ""));
  }
  return all;
}

}  // namespace

bool names_metrics(const CommandLine& line) {
  std::vector<std::string> precise;
  if (line.precision) precise = split_precision(*line.precision).second;
  const bool precision = are_metrics("--precision", precise);
  return are_metrics("--fail-on", line.fail_on) && precision;
}

std::optional<std::pair<std::string, std::string>> metric_and_statistic(std::string_view flag,
                                                                        const std::string& name) {
  if (!are_metrics(flag, {name})) return {};
  for (const MetricInfo& metric : scenarios::metric_registry()) {
    if (name == metric.name) return std::pair(name, std::string());
  }
  const std::size_t dot = name.rfind('.');
  return std::pair(name.substr(0, dot), name.substr(dot + 1));
}

void print(const scenarios::LoadFailure& failure) {
  write_stderr(scenarios::render_text(failure.diagnostics, failure.sources));
}

scenarios::Expected<scenarios::Validated, scenarios::LoadFailure> try_load(
    const CommandLine& line, const std::optional<std::string>& text) {
  scenarios::LoadOptions options;
  options.scenario = line.argument;
  options.text = text;
  options.overlays = line.overlays;
  options.case_name = line.case_name;
  options.sets = line.sets;
  options.slos = line.slos;
  options.seed = line.seed;
  options.replications = line.replications;
  options.max_replications = line.max_replications;
  if (line.precision) options.precision = split_precision(*line.precision).first;
  options.confidence = line.confidence;
  options.warm_up = line.warm_up;
  options.duration = line.duration;
  options.fidelity = line.fidelity;
  options.metrics = scenarios::metric_registry();
  return scenarios::load_validated(options);
}

std::optional<scenarios::Validated> load(const CommandLine& line,
                                         const std::optional<std::string>& text) {
  auto loaded = try_load(line, text);
  if (loaded) return *std::move(loaded);
  print(loaded.error());
  return {};
}

study::Question question_about(const scenarios::Validated& loaded, const CommandLine& line,
                               std::string_view verb) {
  study::Question question;
  question.verb = verb;
  question.command = canonical_command(line, verb, shell_quoted(loaded.scenario.name));
  question.scenario = loaded.resolved_json;
  question.vary = line.vary;
  question.zip = line.zip;
  question.where = line.where.value_or("");
  question.of = line.of.value_or("");
  question.least = line.least;
  question.among = line.among;
  question.pareto = line.pareto;
  question.full_detail = line.full_detail;
  question.best = line.best.value_or("");
  question.indifference = line.indifference.value_or("");
  question.between = line.between;
  question.width = line.width;
  question.fail_on = line.fail_on;
  if (line.precision) question.precise = split_precision(*line.precision).second;
  question.warnings = loaded.scenario.warnings;
  for (const scenarios::Placeholder& origin : loaded.scenario.origins) {
    if (origin.confidence != "placeholder") continue;
    question.placeholders.push_back({.path = origin.path,
                                     .value = scenarios::displayable(origin.value),
                                     .source = scenarios::displayable(origin.source)});
  }
  return question;
}

scenarios::Expected<std::vector<study::CaseText>, scenarios::LoadFailure> cases_of(
    const scenarios::Validated& loaded, const CommandLine& line) {
  std::vector<study::CaseText> cases;
  if (line.case_name) return cases;
  for (const std::string& name : loaded.cases) {
    CommandLine of_case = line;
    of_case.case_name = name;
    auto one = try_load(of_case);
    if (!one) return scenarios::failure(std::move(one.error()));
    cases.push_back({name, std::move(one->resolved_json)});
  }
  return cases;
}

bool add_cases(study::Question& question, const scenarios::Validated& loaded,
               const CommandLine& line) {
  auto cases = cases_of(loaded, line);
  if (cases) {
    std::move(cases->begin(), cases->end(), std::back_inserter(question.cases));
  } else {
    print(cases.error());
  }
  return cases.has_value();
}

scenarios::Expected<scenarios::Validated, scenarios::LoadFailure> load_resolved(
    const std::string& text, const std::vector<std::string>& sets, const std::string& flag) {
  scenarios::LoadOptions options;
  options.scenario = "scenario";
  options.text = text;
  options.sets = sets;
  options.set_flag = flag;
  options.metrics = scenarios::metric_registry();
  return scenarios::load_validated(options);
}

std::optional<scenarios::Scenario> load_or_print(const std::string& text,
                                                 const std::vector<std::string>& sets) {
  auto loaded = load_resolved(text, sets);
  if (loaded) return std::move(loaded->scenario);
  print(loaded.error());
  return {};
}

}  // namespace ocssim::cli
