#include "reports/compare_report.hpp"

#include "reports/compare_table.hpp"
#include "reports/escaping.hpp"
#include "reports/export/csv_text.hpp"
#include "reports/figures.hpp"
#include "reports/json_sections.hpp"
#include "reports/junit.hpp"
#include "reports/markdown_sections.hpp"
#include "reports/names.hpp"
#include "reports/store/hash.hpp"
#include "reports/terminal_sections.hpp"
#include "reports/text_table.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace ocssim::reports {
namespace {

using Rows = DifferenceRows;

std::string section(const std::string& title, const Rows& rows, std::size_t at_most,
                    const TerminalOptions& options) {
  if (rows.empty()) return "";
  std::string out = "\n" + title + "\n" + differences_table(rows, options, at_most).render();
  if (rows.size() > at_most) out += fmt::format("  {} more in --json.\n", rows.size() - at_most);
  return out;
}

std::string design_text(std::string_view letter, const ComparedDesign& design) {
  std::string out = fmt::format("{}: {}", letter, design.name);
  for (const Setting& setting : design.set) {
    out += fmt::format(", {} = {}", setting.path, setting.value);
  }
  const std::string warm_up = !design.warm_up_s ? "warm-up by MSER-5"
                              : *design.warm_up_s > 0.0
                                  ? quantity_text(*design.warm_up_s, "s") + " of warm-up"
                                  : "no warm-up";
  return out + fmt::format(", {} simulated, {}, seed {}", quantity_text(design.duration_s, "s"),
                           warm_up, design.seed);
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::size_t count_of(const CompareAnswer& answer, DifferenceVerdict verdict) {
  return static_cast<std::size_t>(
      std::count_if(answer.differences.begin(), answer.differences.end(),
                    [&](const Difference& row) { return row.verdict == verdict; }));
}

bool is_identical(const CompareAnswer& answer) {
  const auto is_zero = [](const Difference& row) {
    // Both withheld is no difference that one could see.
    return row.difference.value.value_or(0.0) == 0.0 && !is_significant(row) &&
           row.a.value.has_value() == row.b.value.has_value();
  };
  return !answer.differences.empty() &&
         std::all_of(answer.differences.begin(), answer.differences.end(), is_zero);
}

JsonValue design_json(const ComparedDesign& design) {
  return JsonValue::object({{"name", design.name},
                            {"set", set_json(design.set)},
                            {"seed", design.seed},
                            {"duration_s", design.duration_s},
                            {"warm_up_s", design.warm_up_s},
                            {"scenario", JsonValue::parsed(design.scenario_json)}});
}

JsonValue difference_json(const Difference& row) {
  return JsonValue::object({{"unit", unit_of(row)},
                            {"a", row.a.value},
                            {"a_half_width", row.a.half_width},
                            {"b", row.b.value},
                            {"b_half_width", row.b.half_width},
                            {"difference", row.difference.value},
                            {"half_width", row.difference.half_width},
                            {"relative", row.relative},
                            {"p", row.p},
                            {"p_adjusted", row.p_adjusted},
                            {"better", to_string(row.better)},
                            {"verdict", to_string(row.verdict)},
                            {"variance_ratio", row.variance_ratio}});
}

}  // namespace

std::string difference_name(const Difference& difference) {
  if (difference.statistic == "rate" && difference.metric.ends_with(".rate")) {
    return difference.metric;
  }
  return difference.metric + "." + difference.statistic;
}

std::string compare_headline(const CompareAnswer& answer) {
  const std::size_t all = answer.differences.size();
  const std::string level = fmt::format("{:g} % confidence by Holm", 100.0 * answer.confidence);
  if (is_identical(answer)) {
    return fmt::format("B equals A: all {} differences are exactly 0.", all);
  }
  std::string counts;
  const auto say = [&](DifferenceVerdict verdict, std::string_view words) {
    const std::size_t count = count_of(answer, verdict);
    if (count != 0) counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", count, words);
  };
  say(DifferenceVerdict::better, "significantly better");
  say(DifferenceVerdict::worse, "significantly worse");
  say(DifferenceVerdict::different, "different without being better or worse");
  if (counts.empty()) {
    return fmt::format("No significant difference between B and A in any of {} figures, {}.", all,
                       level);
  }
  const std::string worse =
      answer.got_worse.empty() ? "" : "; worse and watched: " + joined(answer.got_worse);
  return fmt::format("B against A, of {} figures: {}, {} without a significant difference, {}{}.",
                     all, counts, count_of(answer, DifferenceVerdict::no_difference), level, worse);
}

std::string compare_text(const CompareAnswer& answer, const TerminalOptions& options) {
  std::string out = wrapped(bold(compare_headline(answer), options), 2);
  out += wrapped(design_text("A", answer.a), 4);
  out += wrapped(design_text("B", answer.b), 4);
  out += wrapped(answer.setting, 2);
  out += section(fmt::format("Significant differences over {} pairs of replications, largest first",
                             answer.replications),
                 telling_rows(answer), difference_rows_on_terminal, options);
  out += section("Watched: metrics of the objectives and of --fail-on", judged_rows(answer),
                 difference_rows_at_most, options);
  const std::vector<std::string> missing = not_compared(answer);
  if (!missing.empty()) {
    out +=
        "\n" + wrapped("Watched and not compared, withheld in A or B: " + joined(missing) + ".", 2);
  }
  out += "\n" + wrapped(
                    "  p: two-sided, corrected by Holm. var.: variance of the difference "
                    "over that of independent seeds. Components that go the way of the system, and "
                    "rates beside "
                    "totals, are in --json only.",
                    2);
  out += findings_section(answer.findings);
  out += warnings_section(answer.warnings);
  out += fmt::format("\nFingerprint {} · {}\n", hex_64(answer.fingerprint), answer.command);
  return out;
}

std::string compare_markdown(const CompareAnswer& answer) {
  std::string out = markdown_head(compare_headline(answer), answer);
  out += "\n- " + markdown_escaped(design_text("A", answer.a)) + "\n";
  out += "- " + markdown_escaped(design_text("B", answer.b)) + "\n";
  const Rows significant = significant_rows(answer);
  if (!significant.empty()) out += "\n" + differences_table(significant, {}).markdown();
  const Rows judged = judged_rows(answer);
  if (!judged.empty()) {
    out += "\nMetrics of the objectives and of --fail-on:\n\n";
    out += differences_table(judged, {}).markdown();
  }
  for (const std::string& name : not_compared(answer)) {
    out += "\nNot compared, withheld in A or B: " + markdown_escaped(name) + "\n";
  }
  return out + findings_list(answer.findings) + warnings_list(answer.warnings) +
         markdown_foot(answer.fingerprint, answer);
}

std::string compare_json(const CompareAnswer& answer) {
  JsonValue json = head_json(answer);
  json["fingerprint"] = hex_64(answer.fingerprint);
  json["a"] = design_json(answer.a);
  json["b"] = design_json(answer.b);
  json["replications"] = answer.replications;
  json["confidence"] = answer.confidence;
  json["headline"] = compare_headline(answer);
  json["judged"] = answer.judged;
  json["got_worse"] = answer.got_worse;
  json["differences"] = JsonValue::object();
  json["components"] = JsonValue::object();
  for (const Difference& row : answer.differences) {
    JsonValue& place =
        row.component.empty() ? json["differences"] : json["components"][row.component];
    place[difference_name(row)] = difference_json(row);
  }
  json["findings"] = findings_json(answer.findings);
  json["warnings"] = answer.warnings;
  return json.pages();
}

std::string compare_csv(const CompareAnswer& answer) {
  std::string out = csv_line({"metric", "component", "statistic", "unit", "a", "a_half_width", "b",
                              "b_half_width", "difference", "half_width", "relative", "p",
                              "p_adjusted", "variance_ratio", "better", "verdict"});
  for (const Difference& row : answer.differences) {
    out += csv_line({row.metric, row.component, row.statistic, std::string(unit_of(row)),
                     csv_number(row.a.value), csv_number(row.a.half_width), csv_number(row.b.value),
                     csv_number(row.b.half_width), csv_number(row.difference.value),
                     csv_number(row.difference.half_width), csv_number(row.relative),
                     csv_number(row.p), csv_number(row.p_adjusted), csv_number(row.variance_ratio),
                     std::string(to_string(row.better)), std::string(to_string(row.verdict))});
  }
  return out;
}

std::string compare_junit(const CompareAnswer& answer) {
  using Outcome = JunitCase::Outcome;
  std::vector<JunitCase> cases;
  for (const Difference* row : judged_rows(answer)) {
    const bool is_worse = row->verdict == DifferenceVerdict::worse;
    cases.push_back({.name = row_name(*row) + " is not worse in B",
                     .outcome = is_worse ? Outcome::failed : Outcome::passed,
                     .message = is_worse ? "change " + change_text(*row) : ""});
  }
  for (const std::string& name : not_compared(answer)) {
    cases.push_back({.name = name + " is not worse in B",
                     .outcome = Outcome::skipped,
                     .message = "withheld in A or B"});
  }
  return junit_declaration() + junit_suite(answer.scenario_name, cases);
}

}  // namespace ocssim::reports
