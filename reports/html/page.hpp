// One file that needs nothing else: a story as HTML, with the script that draws its charts.
#pragma once

#include "reports/html/story.hpp"
#include "reports/report_head.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ocssim::reports {

/// What of the answer is embedded for programs, beside what the charts draw: nothing, the figures
/// of the system, or all that `--format json` prints.
enum class EmbedData : std::uint8_t { none, summary, full };

struct HtmlOptions {
  EmbedData embed = EmbedData::summary;
  std::string date = {};  // stated by SOURCE_DATE_EPOCH; empty: a report has none
};

enum class Outcome : std::uint8_t { met, not_met, inconclusive, done, interrupted };

struct PageHead {
  Outcome outcome = Outcome::done;
  std::string verdict;   // "MET", "NOT MET", …
  std::string sentence;  // the finding of the whole
  std::string fingerprint;
  std::string kind = "Capacity report";
};

/// `answer_json` is embedded as it is; empty: nothing.
[[nodiscard]] std::string html_page(const PageHead& page, const ReportHead& head,
                                    const Story& story, const std::string& answer_json,
                                    const HtmlOptions& options);

/// The texts that are built from reports/web and stand in the binary.
[[nodiscard]] std::string_view report_script();
[[nodiscard]] std::string_view report_style();
/// 'sha256-…' of the script, as a content security policy writes it.
[[nodiscard]] std::string_view report_script_hash();

}  // namespace ocssim::reports
