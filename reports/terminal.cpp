#include "reports/terminal.hpp"

#include "reports/figures.hpp"
#include "reports/headline.hpp"
#include "reports/headroom.hpp"
#include "reports/store/hash.hpp"
#include "reports/terminal_sections.hpp"
#include "reports/text_table.hpp"

#include <fmt/format.h>

namespace ocssim::reports {
namespace {

/// Colors the word before the colon.
std::string colored(const std::string& line, const Results& results,
                    const TerminalOptions& options) {
  const std::string word = line.substr(0, line.find(':'));
  const std::string rest = line.substr(word.size());
  if (rest.empty()) return line;
  return (results.has_objectives ? painted(word, results.verdict, options) : bold(word, options)) +
         rest;
}

std::string first_and_next(const Results& results) {
  std::string out;
  std::size_t place = 0;
  for (const Bottleneck& row : results.bottlenecks) {
    if (place == 2) break;
    const bool is_beyond = row.headroom.value.value_or(0.0) <= 0.0;
    const std::string_view order = place == 0 ? "What breaks first" : "After it";
    std::string text =
        fmt::format("{}: {}, {}", order, resource_text(row),
                    is_beyond ? "beyond its limit now" : "headroom " + headroom_text(row));
    if (const std::string why = why_not_told(row); !why.empty()) text += " (" + why + ")";
    if (is_told(row) && row.users_at_limit >= 1.0) {
      text += fmt::format(", limit reached at {} users", users_at_limit_text(row));
    }
    out += wrapped(text + ".", 2);
    ++place;
  }
  return out;
}

}  // namespace

std::string terminal_report(const Answer& answer, const TerminalOptions& options) {
  const Results& results = answer.results;
  std::string out = colored(wrapped(results.headline, 2), results, options);
  out += wrapped(answer.scenario_name + ": " + answer.setting, 2);
  out += first_and_next(results);
  out += headroom_section(results);
  out += objectives_section(results);
  out += users_section(results);
  out += adapters_section(results);
  out += recovery_section(results);
  out += refusals_section(results);
  out += refusals_over_time_section(results);
  out += timeline_section(results);
  out += path_timers_section(results);
  out += closed_form_section(results);
  out += shares_section(results);
  out += findings_section(results.findings);
  out += confidence_section(results);
  out += warnings_section(answer);
  out += fmt::format("\nFingerprint {} · seed {} · {}\n", hex_64(results.fingerprint), results.seed,
                     answer.command);
  return out;
}

}  // namespace ocssim::reports
