// The long text of a rule, diagnostic or metric.
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "reports/names.hpp"
#include "reports/text_table.hpp"
#include "scenarios/document/diagnostic_catalog.hpp"
#include "scenarios/model/build.hpp"
#include "scenarios/model/metric_vocabulary.hpp"
#include "scenarios/rules/rules.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

namespace ocssim::cli {
namespace {

std::string statistics_of(MetricKind kind) {
  switch (kind) {
    case MetricKind::count:
      return "total, rate";
    case MetricKind::tally:
      return "mean, p50, p95, p99, p99_9, max";
    case MetricKind::time_average:
      return "mean, max";
    case MetricKind::ratio:
    case MetricKind::instant:
      return "mean";
  }
  return "";
}

std::optional<std::string> explain_diagnostic(const std::string& id) {
  const scenarios::DiagnosticKind* kind = scenarios::find_diagnostic(id);
  if (kind == nullptr) return {};
  return fmt::format("{} {}: {}\n\n{}", kind->id, kind->slug, kind->title,
                     reports::wrapped(kind->explanation, 0));
}

std::optional<std::string> explain_rule(const std::string& id) {
  const scenarios::Rule* rule = scenarios::find_rule(id);
  if (rule == nullptr) return {};
  return fmt::format("{} ({}): {}\n\n{}\nGuide: {}\n", rule->id,
                     scenarios::to_string(rule->severity), rule->title,
                     reports::wrapped(rule->explanation, 0), rule->section);
}

std::optional<std::string> explain_metric(const std::string& name) {
  const MetricInfo* reported = scenarios::find_metric(scenarios::metric_registry(), name);
  const MetricInfo* metric =
      reported != nullptr ? reported : scenarios::find_metric(scenarios::metric_vocabulary(), name);
  if (metric == nullptr) return {};
  return fmt::format("{} [{}], {}: {}\n\nStatistics: {}. Better: {}.{}\n", metric->name,
                     metric->unit, reports::to_string(metric->kind), metric->help,
                     statistics_of(metric->kind), reports::to_string(metric->better),
                     reported != nullptr ? "" : " No model of this version reports it yet.");
}

}  // namespace

ExitCode explain(const CommandLine& line) {
  for (const auto explain_one : {explain_rule, explain_diagnostic, explain_metric}) {
    if (const std::optional<std::string> text = explain_one(line.argument)) {
      write_stdout(*text);
      return ExitCode::done;
    }
  }
  complain("nothing is known of \"" + line.argument +
           "\"; rules are named like LB-03, diagnostics like E203, metrics like "
           "sign_in.time");
  return ExitCode::usage;
}

}  // namespace ocssim::cli
