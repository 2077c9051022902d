// `ocssim run`: simulate one scenario, judge its objectives.
#include "cli/findings.hpp"
#include "cli/pursue.hpp"
#include "cli/scenario_input.hpp"
#include "cli/terminal.hpp"
#include "cli/trace.hpp"
#include "cli/verbs.hpp"

namespace ocssim::cli {
namespace {

/// `--strict`: an unsupported deployment is not simulated.
ExitCode refuse(const scenarios::Scenario& scenario, const std::vector<Finding>& rules) {
  std::string text = "ocssim: " + scenario.name + " breaks deployment rules (--strict):\n";
  for (const Finding& rule : rules) {
    if (rule.severity == "error") text += "  " + rule.id + ": " + rule.text + "\n";
  }
  write_stderr(text);
  return ExitCode::not_met;
}

}  // namespace

ExitCode run(const CommandLine& line) {
  if (!names_metrics(line)) return ExitCode::usage;
  const auto loaded = load(line);
  if (!loaded) return ExitCode::invalid;
  if (line.strict) {
    const std::vector<Finding> rules = rule_findings(loaded->scenario);
    if (breaks_a_rule(rules, false)) return refuse(loaded->scenario, rules);
  }
  write_trace(line, loaded->scenario);
  return pursue(question_about(*loaded, line, "run"), line);
}

}  // namespace ocssim::cli
