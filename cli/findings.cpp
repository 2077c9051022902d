#include "cli/findings.hpp"

#include "scenarios/rules/rules.hpp"

#include <algorithm>

namespace ocssim::cli {

std::vector<Finding> rule_findings(const scenarios::Scenario& scenario) {
  std::vector<Finding> findings;
  for (const scenarios::RuleFinding& broken : scenarios::apply_rules(scenario)) {
    findings.push_back({.id = broken.id,
                        .severity = std::string(scenarios::to_string(broken.severity)),
                        .text = broken.text,
                        .component = broken.pointer});
  }
  return findings;
}

bool breaks_a_rule(const std::vector<Finding>& findings, bool warnings_too) {
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    return finding.severity == "error" || (warnings_too && finding.severity == "warning");
  });
}

}  // namespace ocssim::cli
