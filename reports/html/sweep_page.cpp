#include "reports/deciding.hpp"
#include "reports/escaping.hpp"
#include "reports/figures.hpp"
#include "reports/html/load_curve.hpp"
#include "reports/html/pages.hpp"
#include "reports/html/points_section.hpp"
#include "reports/html/sections.hpp"
#include "reports/json.hpp"
#include "reports/store/hash.hpp"
#include "reports/sweep_report.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <optional>

namespace ocssim::reports {
namespace {

std::optional<double> number_of(const Setting& setting) {
  double value = 0.0;
  const char* const end = setting.json.data() + setting.json.size();
  const auto read = std::from_chars(setting.json.data(), end, value);
  if (setting.json.empty() || read.ec != std::errc{} || read.ptr != end) return {};
  return value;
}

std::string name_of(const std::vector<Setting>& set, std::size_t without) {
  std::string name;
  for (std::size_t i = 0; i < set.size(); ++i) {
    if (i == without) continue;
    name += (name.empty() ? "" : ", ") + set[i].path + " = " + set[i].value;
  }
  return name;
}

/// Along the path that has most values; the others tell the lines apart.
std::size_t axis_of(const SweepAnswer& answer) {
  std::size_t best = 0;
  std::size_t most = 0;
  for (std::size_t i = 0; i < answer.varied.size(); ++i) {
    std::vector<std::string> values;
    for (const SweepPoint& point : answer.points) values.push_back(point.set[i].value);
    std::sort(values.begin(), values.end());
    const auto count =
        static_cast<std::size_t>(std::unique(values.begin(), values.end()) - values.begin());
    const bool load = answer.varied[i] == "clients.users" && count > 1;
    if (load) return i;
    if (count > most) {
      most = count;
      best = i;
    }
  }
  return best;
}

LoadCurve curve_of(const SweepAnswer& answer) {
  const std::size_t axis = axis_of(answer);
  LoadCurve curve;
  curve.path = answer.varied.empty() ? "point" : answer.varied[axis];
  const bool numbers =
      std::all_of(answer.points.begin(), answer.points.end(),
                  [&](const SweepPoint& point) { return number_of(point.set[axis]).has_value(); });
  for (const SweepPoint& point : answer.points) {
    const Setting& setting = point.set[axis];
    double x = 0.0;
    if (numbers) {
      x = *number_of(setting);
    } else {
      auto at = std::find(curve.categories.begin(), curve.categories.end(), setting.value);
      if (at == curve.categories.end()) at = curve.categories.insert(at, setting.value);
      x = static_cast<double>(at - curve.categories.begin());
    }
    const std::string name = name_of(point.set, axis);
    auto line = std::find_if(curve.lines.begin(), curve.lines.end(),
                             [&](const LoadLine& one) { return one.name == name; });
    if (line == curve.lines.end()) line = curve.lines.insert(line, {.name = name, .points = {}});
    line->points.push_back({.x = x, .label = setting.value, .results = &point.results});
  }
  if (curve.path == "clients.users") curve.unit = "users";
  for (LoadLine& line : curve.lines) {
    std::stable_sort(line.points.begin(), line.points.end(),
                     [](const LoadPoint& a, const LoadPoint& b) { return a.x < b.x; });
  }
  return curve;
}

std::vector<ShownPoint> points_of(const SweepAnswer& answer) {
  std::vector<ShownPoint> points;
  for (const SweepPoint& point : answer.points) {
    ShownPoint shown{.values = {}, .results = &point.results};
    for (const Setting& setting : point.set) shown.values.push_back(setting.value);
    points.push_back(std::move(shown));
  }
  return points;
}

Outcome outcome_of(const SweepAnswer& answer) {
  bool all = true;
  bool none = true;
  for (const SweepPoint& point : answer.points) {
    if (!point.results.has_objectives) return Outcome::done;
    all = all && point.results.verdict == Verdict::met;
    none = none && point.results.verdict == Verdict::not_met;
  }
  return all ? Outcome::met : none ? Outcome::not_met : Outcome::done;
}

std::string word_of(Outcome outcome, const SweepAnswer& answer) {
  if (outcome == Outcome::met) return "MET AT EVERY POINT";
  if (outcome == Outcome::not_met) return "MET AT NO POINT";
  const auto met =
      std::count_if(answer.points.begin(), answer.points.end(), [](const SweepPoint& point) {
        return point.results.has_objectives && point.results.verdict == Verdict::met;
      });
  return fmt::format("MET AT {} OF {}", met, answer.points.size());
}

}  // namespace

std::string sweep_html(const SweepAnswer& answer, const HtmlOptions& options) {
  Story story;
  const std::vector<ShownPoint> points = points_of(answer);
  std::vector<const Results*> results;
  for (const ShownPoint& point : points) results.push_back(point.results);
  const LoadCurve curve = curve_of(answer);
  const std::string headline = sweep_headline(answer);
  story.add(
      {"answer", "Answer", headline,
       points_table(fmt::format("Design points, intervals at {:g} %", 100.0 * answer.confidence),
                    answer.varied, points)
           .html()});
  tell_saturation(curve, story);
  tell_curves_of_resources(curve, story);
  tell_trust_of_points(points, warnings_of(answer.warnings, results), findings_of(results), story);
  tell_reproduction(answer,
                    {.seed = answer.seed,
                     .fingerprint = hex_64(answer.fingerprint),
                     .replications = counted(answer.points.size(), "point")},
                    story);
  const std::string json = options.embed == EmbedData::none   ? ""
                           : options.embed == EmbedData::full ? sweep_json(answer)
                                                              : sweep_summary(answer);
  tell_appendix(json, story);
  const Outcome outcome = outcome_of(answer);
  return html_page({.outcome = outcome,
                    .verdict = word_of(outcome, answer),
                    .sentence = headline,
                    .fingerprint = hex_64(answer.fingerprint)},
                   answer, story, json, options);
}

}  // namespace ocssim::reports
