#include "reports/check_report.hpp"

#include "reports/figures.hpp"
#include "reports/text_table.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace ocssim::reports {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string verdict_line(const CheckAnswer& answer) {
  const auto count = [&](std::string_view severity) {
    return std::count_if(answer.findings.begin(), answer.findings.end(),
                         [&](const Finding& f) { return f.severity == severity; });
  };
  if (answer.findings.empty())
    return answer.scenario_name + ": valid, no deployment rule is broken";
  return fmt::format("{}: valid; deployment rules broken: {} error, {} warning, {} info",
                     answer.scenario_name, count("error"), count("warning"), count("info"));
}

std::string loads_text(const CheckAnswer& answer) {
  TextTable table({Align::left, Align::right, Align::right, Align::right, Align::left});
  for (const StaticLoad& load : answer.loads) {
    if (table.empty()) table.add({"resource", "in use", "limit", "users at limit", "formula"});
    table.add({load.resource, quantity_text(load.utilization, "1"), quantity_text(load.limit, "1"),
               users_text(load.users_at_limit), load.formula});
  }
  return table.empty() ? "" : "\nOffered load, without simulation\n" + table.render();
}

}  // namespace

std::string check_text(const CheckAnswer& answer) {
  std::string out = wrapped(verdict_line(answer) + ".", 2);
  TextTable rules({Align::left, Align::left, Align::left});
  for (const Finding& finding : answer.findings) {
    rules.add({finding.severity, finding.id, finding.text});
  }
  if (!rules.empty()) out += "\nDeployment rules (`ocssim explain ID`)\n" + rules.render();
  out += loads_text(answer);
  if (answer.has_pool) {
    out += "\nTopology\n";
    if (std::isfinite(answer.users_at_most)) {
      out += wrapped(fmt::format("  At most {} users can pass; the cut is {}.",
                                 users_text(answer.users_at_most), joined(answer.min_cut)),
                     2);
    }
    for (const NeededPath& path : answer.paths) {
      if (path.present) continue;
      out += wrapped(
          fmt::format("  Missing path for {}: {} to {}.", path.purpose, path.from, path.to), 2);
    }
    for (const ServiceAtMost& one : answer.services) {
      // Told once where the pool itself binds.
      if (!(one.users_at_most > answer.users_at_most) || one.min_cut == answer.min_cut) continue;
      if (!std::isfinite(one.users_at_most)) continue;
      out += wrapped(fmt::format("  {}: at most {} users; the cut is {}.", one.service,
                                 users_text(one.users_at_most), joined(one.min_cut)),
                     4);
    }
    for (const SinglePointOfFailure& point : answer.single_points) {
      std::string text = fmt::format("  Single point of failure: {}; ", point.node);
      if (!point.cuts_off.empty()) text += "cuts off " + joined(point.cuts_off) + "; ";
      out += wrapped(text + "nobody has " + joined(point.services) + " without it.", 4);
    }
  }
  if (!answer.warnings.empty()) out += "\nWarnings\n";
  for (const std::string& warning : answer.warnings) out += wrapped("  " + warning, 4);
  return out;
}

}  // namespace ocssim::reports
