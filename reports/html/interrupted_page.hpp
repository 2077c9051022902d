// The page of work that was cut short: no estimate, since one would depend on when it was cut.
#pragma once

#include "reports/html/page.hpp"
#include "reports/report_head.hpp"

#include <cstdint>
#include <string>

namespace ocssim::reports {

struct Interrupted {
  std::uint64_t done = 0;     // replications in hand
  std::uint64_t missing = 0;  // of those planned up to the present look
  std::string reason;         // "interrupted", "time limit reached"
  std::uint64_t seed = 1;
};

[[nodiscard]] std::string interrupted_html(const ReportHead& head, const Interrupted& interrupted,
                                           const HtmlOptions& options);

}  // namespace ocssim::reports
