// The largest value at which every objective is met, as a page: the bracket, its probes, and the
// pool at the highest value met.
#include "reports/capacity_report.hpp"
#include "reports/deciding.hpp"
#include "reports/escaping.hpp"
#include "reports/figures.hpp"
#include "reports/headline.hpp"
#include "reports/html/load_curve.hpp"
#include "reports/html/pages.hpp"
#include "reports/html/points_section.hpp"
#include "reports/html/sections.hpp"
#include "reports/store/hash.hpp"
#include "reports/terminal_sections.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace ocssim::reports {
namespace {

std::string value_text(const std::optional<double>& value, const CapacityAnswer& answer) {
  if (!value) return "none tested";
  return quantity_text(
      *value, answer.unit.empty() && answer.path == "clients.users" ? "users" : answer.unit);
}

std::string number(std::string_view name, const std::string& big, const std::string& small) {
  // Names are longer than numbers.
  const bool is_name = big.find('.') != std::string::npos && big.find('_') != std::string::npos;
  return fmt::format(
      "<div><dt>{}</dt><dd><span class=\"{}\">{}</span><br><span class=\"small\">"
      "{}</span></dd></div>\n",
      name, is_name ? "name" : "big", xml_escaped(big), xml_escaped(small));
}

std::string broken_text(const CapacityAnswer& answer) {
  const ObjectiveResult* row = furthest_beyond(answer.broken);
  if (row == nullptr) return "nothing up to the largest value tested";
  return fmt::format("{} {} (limit {})", objective_name(*row),
                     figure_text(row->measured, row->unit), row->limit);
}

/// The headline behind its first word, when that stands above it in large letters.
std::string without_verdict(const std::string& headline) {
  const std::size_t colon = headline.find(": ");
  const bool shouts =
      colon != std::string::npos && colon > 3 && headline[1] >= 'A' && headline[1] <= 'Z';
  return shouts ? headline.substr(colon + 2) : headline;
}

std::string bracket_sentence(const CapacityAnswer& answer) {
  if (!answer.highest_met && !answer.lowest_not_met) return "No value was decided.";
  if (!answer.highest_met) {
    return fmt::format("Already {} does not meet every objective: {}.",
                       value_text(answer.lowest_not_met, answer), broken_text(answer));
  }
  if (!answer.lowest_not_met) {
    return fmt::format("Every objective is met up to {}, the largest value allowed.",
                       value_text(answer.highest_met, answer));
  }
  return fmt::format("Every objective is met at {}; at {} no longer: {}.",
                     value_text(answer.highest_met, answer),
                     value_text(answer.lowest_not_met, answer), broken_text(answer));
}

void tell_bracket(const CapacityAnswer& answer, Story& story) {
  std::string body = "<dl class=\"numbers\">\n";
  body += number("Highest met", value_text(answer.highest_met, answer),
                 fmt::format("every objective, at {:g} % confidence", 100.0 * answer.confidence));
  body += number("Lowest not met", value_text(answer.lowest_not_met, answer), broken_text(answer));
  const std::optional<double> width = bracket_width(answer);
  body += number("Between them", width ? quantity_text(*width, "1") : "open",
                 fmt::format("asked: {}", quantity_text(answer.width_asked, "1")));
  if (!answer.bottlenecks.empty()) {
    const Bottleneck& first = answer.bottlenecks.front();
    body += number("Nearest to its limit", short_name(first),
                   fmt::format("{} of {} at the highest value met",
                               figure_text(present_figure(first), first.unit),
                               quantity_text(first.limit_value, first.unit)));
  }
  body += "</dl>\n";
  if (answer.start) {
    body += paragraph(fmt::format("Closed forms put it at {} before anything was simulated ({}).",
                                  value_text(answer.start, answer), answer.start_formula),
                      "note");
  }
  std::vector<ShownPoint> points;
  for (const CapacityProbe& probe : answer.probes) {
    points.push_back({.values = {value_text(probe.value, answer)}, .results = &probe.results});
  }
  body += points_table(fmt::format("Values probed in order, verdicts at {:g} %",
                                   100.0 * answer.probe_confidence),
                       {answer.path}, points)
              .html();
  story.add({"answer", "Answer", bracket_sentence(answer), std::move(body)});
}

LoadCurve curve_of(const CapacityAnswer& answer) {
  LoadCurve curve{.path = answer.path,
                  .unit = answer.unit,
                  .categories = {},
                  .lines = {{}},
                  .highest_met = answer.highest_met,
                  .lowest_not_met = answer.lowest_not_met};
  if (curve.unit.empty() && curve.path == "clients.users") curve.unit = "users";
  std::vector<LoadPoint>& points = curve.lines.front().points;
  for (const CapacityProbe& probe : answer.probes) {
    points.push_back(
        {.x = probe.value, .label = value_text(probe.value, answer), .results = &probe.results});
  }
  std::stable_sort(points.begin(), points.end(),
                   [](const LoadPoint& a, const LoadPoint& b) { return a.x < b.x; });
  return curve;
}

const CapacityProbe* probe_at(const CapacityAnswer& answer, const std::optional<double>& value) {
  for (const CapacityProbe& probe : answer.probes) {
    if (value && probe.value == *value) return &probe;
  }
  return nullptr;
}

Outcome outcome_of(CapacityStatus status) {
  switch (status) {
    case CapacityStatus::found:
    case CapacityStatus::unbounded:
      return Outcome::met;
    case CapacityStatus::infeasible:
      return Outcome::not_met;
    case CapacityStatus::inconclusive:
      return Outcome::inconclusive;
  }
  return Outcome::inconclusive;
}

std::string word_of(const CapacityAnswer& answer) {
  switch (answer.status) {
    case CapacityStatus::found:
    case CapacityStatus::unbounded:
      return value_text(answer.highest_met, answer);
    case CapacityStatus::infeasible:
      return "NOT MET AT ANY VALUE";
    case CapacityStatus::inconclusive:
      return "INCONCLUSIVE";
  }
  return "";
}

/// What the sections on one design are told of: the highest value met, else the lowest not met.
void tell_shown(const CapacityAnswer& answer, const HtmlOptions& options, Story& story) {
  const CapacityProbe* kept = probe_at(answer, answer.highest_met);
  const CapacityProbe* broken = probe_at(answer, answer.lowest_not_met);
  const CapacityProbe* probe = kept != nullptr ? kept : broken;
  if (probe == nullptr) return;
  ReportHead head = answer;
  head.pool.sql_tiers.clear();  // of the base's users, not of this value's
  const bool of_users = answer.path == "clients.users";
  if (!of_users) head.pool = {};
  const Shown shown{.head = head,
                    .results = probe->results,
                    .users = of_users ? probe->value : answer.pool.users,
                    .is_full = options.embed == EmbedData::full};
  tell_objectives(shown, story);
  tell_headroom(shown, story);
  tell_saturation(curve_of(answer), story);
  tell_attribution(shown, story);
  tell_snat(shown, story);
  tell_balance(shown, story);
  tell_path(shown, story);
  tell_sql(shown, story);
  tell_media(shown, story);
  tell_failure(shown, story);
  tell_recommendations(shown, story);
}

}  // namespace

std::string capacity_html(const CapacityAnswer& answer, const HtmlOptions& options) {
  Story story;
  tell_bracket(answer, story);
  tell_shown(answer, options, story);
  std::vector<ShownPoint> points;
  std::vector<const Results*> results;
  for (const CapacityProbe& probe : answer.probes) {
    points.push_back({.values = {}, .results = &probe.results});
    results.push_back(&probe.results);
  }
  std::vector<Finding> findings = answer.findings;
  const std::vector<Finding> of_probes = findings_of(results);
  findings.insert(findings.end(), of_probes.begin(), of_probes.end());
  tell_trust_of_points(points, warnings_of(answer.warnings, results), findings, story);
  tell_reproduction(answer,
                    {.seed = answer.seed,
                     .fingerprint = hex_64(answer.fingerprint),
                     .replications = counted(answer.probes.size(), "value") + " probed"},
                    story);
  const std::string json = options.embed == EmbedData::none   ? ""
                           : options.embed == EmbedData::full ? capacity_json(answer)
                                                              : capacity_summary(answer);
  tell_appendix(json, story);
  return html_page({.outcome = outcome_of(answer.status),
                    .verdict = word_of(answer),
                    .sentence = without_verdict(capacity_headline(answer)),
                    .fingerprint = hex_64(answer.fingerprint)},
                   answer, story, json, options);
}

}  // namespace ocssim::reports
