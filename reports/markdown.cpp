#include "reports/markdown.hpp"

#include "reports/markdown_sections.hpp"

namespace ocssim::reports {

std::string markdown_report(const Answer& answer) {
  const Results& results = answer.results;
  return markdown_head(results.headline, answer) + objectives_table(results.objectives) +
         bottlenecks_table(results.bottlenecks) + warnings_list(results.warnings) +
         markdown_foot(results.fingerprint, answer);
}

}  // namespace ocssim::reports
