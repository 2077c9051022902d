// 12: B against A: differences with paired intervals, and what was set otherwise.
#include "reports/compare_report.hpp"
#include "reports/compare_table.hpp"
#include "reports/escaping.hpp"
#include "reports/figures.hpp"
#include "reports/html/pages.hpp"
#include "reports/html/sections.hpp"
#include "reports/names.hpp"
#include "reports/store/hash.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

namespace ocssim::reports {
namespace {

constexpr std::size_t drawn_at_most = 24;

/// Watched ones first, then the significant ones by size, each once.
DifferenceRows rows_of(const CompareAnswer& answer) {
  DifferenceRows rows = judged_rows(answer);
  for (const Difference* row : significant_rows(answer)) {
    if (std::find(rows.begin(), rows.end(), row) == rows.end()) rows.push_back(row);
  }
  return rows;
}

std::string p_text(const std::optional<double>& p) {
  if (!p) return "–";
  return *p < 0.001 ? "< 0.001" : fmt::format("{:.3f}", *p);
}

std::string verdict_words(DifferenceVerdict verdict) {
  switch (verdict) {
    case DifferenceVerdict::better:
      return "▲ better";
    case DifferenceVerdict::worse:
      return "■ worse";
    case DifferenceVerdict::different:
      return "● different";
    case DifferenceVerdict::no_difference:
      return "○ no difference";
  }
  return "";
}

HtmlTable table_of(const DifferenceRows& rows, double confidence) {
  HtmlTable table(
      fmt::format("B − A, paired, intervals at {:g} %, p adjusted by Holm", 100.0 * confidence),
      {{"Metric", Align::left},
       {"A", Align::right},
       {"B", Align::right},
       {"B − A", Align::right},
       {"Change", Align::right},
       {"p", Align::right},
       {"Verdict", Align::left}});
  for (const Difference* row : rows) {
    const std::string_view unit = unit_of(*row);
    table.add({row_name(*row), figure_text(row->a, unit), figure_text(row->b, unit),
               figure_text(row->difference, unit),
               row->relative ? signed_percent(*row->relative) : "–", p_text(row->p_adjusted),
               Cell::styled(verdict_words(row->verdict),
                            "verdict-" + std::string(to_string(row->verdict)))});
  }
  return table;
}

JsonValue forest_json(const DifferenceRows& rows) {
  JsonValue list = JsonValue::array();
  std::size_t count = 0;
  for (const Difference* row : rows) {
    if (!row->relative || !row->a.value || *row->a.value == 0.0) continue;
    if (++count > drawn_at_most) break;
    const double half = row->difference.half_width.value_or(0.0) / std::abs(*row->a.value);
    list.push_back(JsonValue::object(
        {{"name", row_name(*row)},
         {"low", six_digits(*row->relative - half)},
         {"value", six_digits(*row->relative)},
         {"high", six_digits(*row->relative + half)},
         {"verdict", to_string(row->verdict)},
         {"text", fmt::format("A {}, B {}, {}", figure_text(row->a, unit_of(*row)),
                              figure_text(row->b, unit_of(*row)), verdict_words(row->verdict))}}));
  }
  return JsonValue::object(
      {{"x", JsonValue::object({{"name", "Change of B against A"}, {"unit", "1"}})},
       {"zero", 0.0},
       {"rows", std::move(list)}});
}

/// What is set otherwise, path by path.
HtmlTable configuration_diff(const CompareAnswer& answer) {
  HtmlTable table("Configuration: what differs",
                  {{"Parameter", Align::left}, {"A", Align::right}, {"B", Align::right}});
  std::map<std::string, std::pair<std::string, std::string>> leaves;
  for (auto& [path, value] : JsonValue::parsed(answer.a.scenario_json).leaves()) {
    leaves[path].first = value;
  }
  for (auto& [path, value] : JsonValue::parsed(answer.b.scenario_json).leaves()) {
    leaves[path].second = value;
  }
  for (const auto& [path, values] : leaves) {
    if (values.first == values.second) continue;
    table.add({path, values.first.empty() ? "–" : values.first,
               values.second.empty() ? "–" : values.second});
  }
  return table;
}

/// Of the watched figures, else of all that are significantly different.
std::string largest_change(const CompareAnswer& answer) {
  DifferenceRows rows = judged_rows(answer);
  std::erase_if(rows, [](const Difference* row) { return !is_significant(*row); });
  const bool watched = !rows.empty();
  if (!watched) rows = significant_rows(answer);
  if (rows.empty()) return "No figure differs significantly between A and B.";
  const auto largest =
      std::max_element(rows.begin(), rows.end(), [](const Difference* a, const Difference* b) {
        return std::abs(a->relative.value_or(0.0)) < std::abs(b->relative.value_or(0.0));
      });
  return fmt::format("The largest significant change{} is that of {}: {}.",
                     watched ? " in a watched figure" : "", row_name(**largest),
                     change_text(**largest));
}

void tell_comparison(const CompareAnswer& answer, Story& story) {
  const DifferenceRows rows = rows_of(answer);
  const std::string headline = compare_headline(answer);
  std::string body = configuration_diff(answer).html();
  const HtmlTable table = table_of(rows, answer.confidence);
  if (table.empty()) {
    body += paragraph("Nothing is significantly different, and no objective names a figure.");
  } else {
    body += story.place({.id = "comparison",
                         .kind = "intervals",
                         .title = "Change of B against A, with paired intervals",
                         .description = headline,
                         .data = forest_json(rows),
                         .table = table});
  }
  body += paragraph(
      "▲ significantly better, ■ significantly worse, ● different in a figure that is "
      "neither, ○ no significant difference. A figure that is 0 in A has no relative "
      "change and stands in the table alone. The chance of any false verdict among "
      "all of them is at most " +
          quantity_text(1.0 - answer.confidence, "1") + ".",
      "note");
  const std::vector<std::string> missing = not_compared(answer);
  for (const std::string& name : missing) body += paragraph("Not compared: " + name, "note");
  story.add({"comparison-section", "A against B", largest_change(answer), std::move(body)});
}

void tell_trust(const CompareAnswer& answer, Story& story) {
  std::size_t reduced = 0;
  std::size_t with_ratio = 0;
  for (const Difference& row : answer.differences) {
    if (!row.variance_ratio) continue;
    ++with_ratio;
    if (*row.variance_ratio < 1.0) ++reduced;
  }
  std::string body;
  HtmlTable table("All figures that were compared", {{"Metric", Align::left},
                                                     {"A", Align::right},
                                                     {"B", Align::right},
                                                     {"B − A", Align::right},
                                                     {"p", Align::right},
                                                     {"Variance ratio", Align::right}});
  for (const Difference& row : answer.differences) {
    if (!row.component.empty()) continue;
    table.add({row_name(row), figure_text(row.a, unit_of(row)), figure_text(row.b, unit_of(row)),
               figure_text(row.difference, unit_of(row)), p_text(row.p_adjusted),
               row.variance_ratio ? fmt::format("{:.2f}", *row.variance_ratio) : "–"});
  }
  body += folded(fmt::format("All {} figures of the system", table.size()), table.html());
  body += paragraph(
      "Variance ratio: that of the paired difference over what independent seeds "
      "would give; below 1 the common random numbers paid.",
      "note");
  if (!answer.warnings.empty()) {
    body += "<h3>What is not modeled</h3>\n<ul>\n";
    for (const std::string& one : answer.warnings) body += "<li>" + paragraph(one) + "</li>\n";
    body += "</ul>\n";
  }
  story.add({"trust", "Can I trust this?",
             fmt::format("{} in pairs under common random numbers, which made {} of {} differences "
                         "more certain than independent seeds would.",
                         counted(answer.replications, "replication"), reduced, with_ratio),
             std::move(body)});
}

std::size_t count_of(const CompareAnswer& answer, DifferenceVerdict verdict) {
  return static_cast<std::size_t>(
      std::count_if(answer.differences.begin(), answer.differences.end(),
                    [&](const Difference& row) { return row.verdict == verdict; }));
}

struct Judged {
  Outcome outcome = Outcome::done;
  std::string word;
};

Judged judged(const CompareAnswer& answer) {
  if (!answer.got_worse.empty()) return {Outcome::not_met, "B IS WORSE"};
  const std::size_t better = count_of(answer, DifferenceVerdict::better);
  const std::size_t worse = count_of(answer, DifferenceVerdict::worse);
  if (better > 0 && worse == 0) return {Outcome::met, "B IS BETTER"};
  if (better > 0) return {Outcome::done, "B IS BETTER AND WORSE"};
  if (worse > 0) return {Outcome::inconclusive, "B IS WORSE IN WHAT NOBODY WATCHES"};
  return {Outcome::done, "NO DIFFERENCE"};
}

}  // namespace

std::string compare_html(const CompareAnswer& answer, const HtmlOptions& options) {
  Story story;
  tell_comparison(answer, story);
  tell_trust(answer, story);
  tell_reproduction(answer,
                    {.seed = answer.a.seed,
                     .fingerprint = hex_64(answer.fingerprint),
                     .replications = counted(answer.replications, "pair"),
                     .other_scenario = answer.b.scenario_json},
                    story);
  const std::string json = options.embed == EmbedData::none ? "" : compare_json(answer);
  tell_appendix(json, story);
  const Judged verdict = judged(answer);
  return html_page({.outcome = verdict.outcome,
                    .verdict = verdict.word,
                    .sentence = compare_headline(answer),
                    .fingerprint = hex_64(answer.fingerprint)},
                   answer, story, json, options);
}

}  // namespace ocssim::reports
