#include "reports/deciding.hpp"

#include "engine/stats/margin.hpp"
#include "reports/headline.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace ocssim::reports {
namespace {

const ObjectiveResult* largest_excess(const std::vector<const ObjectiveResult*>& objectives) {
  const auto largest =
      std::max_element(objectives.begin(), objectives.end(),
                       [](const auto* a, const auto* b) { return excess_of(*a) < excess_of(*b); });
  return largest == objectives.end() ? nullptr : *largest;
}

}  // namespace

const ObjectiveResult* deciding_objective(const Results& results) {
  std::vector<const ObjectiveResult*> deciding = judged_objectives(results);
  std::erase_if(deciding,
                [&](const ObjectiveResult* row) { return row->verdict != results.verdict; });
  return largest_excess(deciding);
}

const ObjectiveResult* furthest_beyond(std::span<const ObjectiveResult> objectives) {
  const std::vector<const ObjectiveResult*> all = judged_objectives(objectives);
  std::vector<const ObjectiveResult*> broken = all;
  std::erase_if(broken, [](const auto* row) { return row->verdict != Verdict::not_met; });
  return largest_excess(broken.empty() ? all : broken);
}

std::vector<Finding> findings_of(std::span<const Results* const> points) {
  std::vector<Finding> found;
  std::vector<std::size_t> counts;
  for (const Results* point : points) {
    for (const Finding& finding : point->findings) {
      const auto same = std::find_if(found.begin(), found.end(), [&](const Finding& other) {
        return other.id == finding.id && other.component == finding.component;
      });
      if (same != found.end()) {
        ++counts[static_cast<std::size_t>(same - found.begin())];
        continue;
      }
      found.push_back(finding);
      counts.push_back(1);
    }
  }
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (counts[i] == points.size()) continue;
    found[i].text = fmt::format("at {} of {}: {}", counts[i], points.size(), found[i].text);
  }
  return found;
}

std::vector<std::string> warnings_of(const std::vector<std::string>& whole,
                                     std::span<const Results* const> points) {
  std::vector<std::string> out = whole;
  for (const Results* point : points) {
    for (const std::string& warning : point->warnings) {
      if (std::find(out.begin(), out.end(), warning) == out.end()) out.push_back(warning);
    }
  }
  return out;
}

}  // namespace ocssim::reports
