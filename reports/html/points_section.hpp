// Every point of a sweep or probe of a search: what was set, the verdict, what decided it.
#pragma once

#include "engine/stats/results.hpp"
#include "reports/html/story.hpp"

#include <string>
#include <vector>

namespace ocssim::reports {

struct ShownPoint {
  std::vector<std::string> values;  // of the varied paths
  const Results* results = nullptr;
};

[[nodiscard]] HtmlTable points_table(const std::string& caption,
                                     const std::vector<std::string>& paths,
                                     const std::vector<ShownPoint>& points);

/// "Can I trust this?" of several designs: replications, settled or not, closed forms, warnings.
void tell_trust_of_points(const std::vector<ShownPoint>& points,
                          const std::vector<std::string>& warnings,
                          const std::vector<Finding>& findings, Story& story);

}  // namespace ocssim::reports
