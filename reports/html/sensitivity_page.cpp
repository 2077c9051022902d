// 13: which uncertain input moves the answer, and across which line.
#include "reports/figures.hpp"
#include "reports/html/pages.hpp"
#include "reports/html/sections.hpp"
#include "reports/names.hpp"
#include "reports/sensitivity_report.hpp"
#include "reports/sensitivity_table.hpp"
#include "reports/store/hash.hpp"
#include "reports/terminal_sections.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace ocssim::reports {
namespace {

constexpr std::size_t drawn_at_most = 20;

std::string end_text(const SensitivityEnd& end, const std::string& unit) {
  if (!end.is_valid) return "no such scenario";
  return end.value + ": " + figure_text(end.figure, unit);
}

HtmlTable tornado_html(const SensitivityAnswer& answer) {
  HtmlTable table("Inputs one at a time, widest swing first", {{"Input", Align::left},
                                                               {"As it stands", Align::right},
                                                               {"Low", Align::right},
                                                               {"High", Align::right},
                                                               {"Swing", Align::right},
                                                               {"Turns the verdict", Align::left},
                                                               {"Source", Align::left}});
  for (const TornadoRow& row : answer.tornado) {
    table.add({row.input.path, row.input.value, end_text(row.low, answer.unit),
               end_text(row.high, answer.unit), quantity_text(row.swing, answer.unit),
               crosses_the_line(answer, row) ? "yes" : "no", row.input.source});
  }
  return table;
}

HtmlTable morris_html(const SensitivityAnswer& answer) {
  HtmlTable table("Elementary effects over the whole range, largest first",
                  {{"Input", Align::left},
                   {"Low", Align::right},
                   {"High", Align::right},
                   {"Mean effect", Align::right},
                   {"Mean size of the effect", Align::right},
                   {"Deviation", Align::right},
                   {"Verdicts turned", Align::right}});
  for (const MorrisRow& row : answer.morris) {
    table.add({row.input.path, row.low, row.high, quantity_text(row.mean, answer.unit),
               quantity_text(row.mean_absolute, answer.unit),
               quantity_text(row.deviation, answer.unit), grouped(row.crossings)});
  }
  return table;
}

JsonValue bar(const std::string& name, const std::optional<double>& low, double base,
              const std::optional<double>& high, bool crosses, const std::string& text) {
  return JsonValue::object({{"name", name},
                            {"low", six_digits(low)},
                            {"value", six_digits(base)},
                            {"high", six_digits(high)},
                            {"verdict", crosses ? "worse" : "none"},
                            {"text", text}});
}

/// Bars from the base to what the input makes of the figure; for Morris, ± the mean size.
JsonValue data_of(const SensitivityAnswer& answer) {
  const double base = answer.base.value.value_or(0.0);
  const bool morris = answer.tornado.empty();
  JsonValue rows = JsonValue::array();
  std::size_t count = 0;
  for (const TornadoRow& row : answer.tornado) {
    if (++count > drawn_at_most || row.swing == 0.0) break;
    rows.push_back(bar(row.input.path, row.low.figure.value, base, row.high.figure.value,
                       crosses_the_line(answer, row),
                       end_text(row.low, answer.unit) + "; " + end_text(row.high, answer.unit)));
  }
  for (const MorrisRow& row : answer.morris) {
    if (!morris || ++count > drawn_at_most) break;
    rows.push_back(bar(row.input.path, -row.mean_absolute, 0.0, row.mean_absolute,
                       row.crossings > 0,
                       fmt::format("mean {}, deviation {}", quantity_text(row.mean, answer.unit),
                                   quantity_text(row.deviation, answer.unit))));
  }
  return JsonValue::object(
      {{"x", JsonValue::object({{"name", answer.metric + " " + answer.statistic},
                                {"unit", answer.statistic == "rate" ? "1/s" : answer.unit}})},
       {"zero", six_digits(morris ? 0.0 : base)},
       {"bars", true},
       {"rows", std::move(rows)}});
}

void tell_sensitivity(const SensitivityAnswer& answer, Story& story) {
  const std::string headline = sensitivity_headline(answer);
  const HtmlTable table = answer.tornado.empty() ? morris_html(answer) : tornado_html(answer);
  std::string body;
  if (table.empty()) {
    body = paragraph("No input was varied.");
  } else {
    body = story.place({.id = "sensitivity",
                        .kind = "intervals",
                        .title = "What uncertain inputs make of " + answer.metric,
                        .description = headline,
                        .data = data_of(answer),
                        .table = table});
    body += paragraph("Upright line: the figure as the scenario stands. Red bars turn the verdict.",
                      "note");
  }
  if (!answer.left_out.empty()) {
    std::string list;
    for (const std::string& one : answer.left_out) list += paragraph(one);
    body += folded(counted(answer.left_out.size(), "input") + " not varied", list);
  }
  story.add({"sensitivity-section", "Sensitivity", headline, std::move(body)});
}

void tell_trust(const SensitivityAnswer& answer, Story& story) {
  HtmlTable table("Findings", {{"Finding", Align::left},
                               {"Severity", Align::left},
                               {"Where", Align::left},
                               {"What", Align::left}});
  for (const Finding& one : answer.findings) {
    table.add({one.id, one.severity, one.component, one.text});
  }
  std::string body = table.html();
  for (const std::string& one : answer.warnings) body += paragraph(one);
  story.add({"trust", "Can I trust this?",
             fmt::format("{} of each design under common random numbers, intervals at {:g} %.",
                         counted(answer.replications, "replication"), 100.0 * answer.confidence),
             std::move(body)});
}

}  // namespace

std::string sensitivity_html(const SensitivityAnswer& answer, const HtmlOptions& options) {
  Story story;
  tell_sensitivity(answer, story);
  tell_trust(answer, story);
  tell_reproduction(answer,
                    {.seed = answer.seed,
                     .fingerprint = hex_64(answer.fingerprint),
                     .replications = counted(answer.replications, "replication") + " of each"},
                    story);
  const std::string json = options.embed == EmbedData::none ? "" : sensitivity_json(answer);
  tell_appendix(json, story);
  const bool turns =
      std::any_of(answer.tornado.begin(), answer.tornado.end(),
                  [&](const TornadoRow& row) { return crosses_the_line(answer, row); });
  return html_page({.outcome = turns ? Outcome::inconclusive : Outcome::done,
                    .verdict = turns ? "THE ANSWER LEANS ON AN UNCERTAIN INPUT" : "ROBUST",
                    .sentence = sensitivity_headline(answer),
                    .fingerprint = hex_64(answer.fingerprint)},
                   answer, story, json, options);
}

}  // namespace ocssim::reports
