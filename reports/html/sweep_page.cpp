// Many designs as a page: every point with its verdict, and curves along what was varied.
#include "reports/deciding.hpp"
#include "reports/figures.hpp"
#include "reports/headroom.hpp"
#include "reports/html/load_curve.hpp"
#include "reports/html/pages.hpp"
#include "reports/html/points_section.hpp"
#include "reports/html/sections.hpp"
#include "reports/store/hash.hpp"
#include "reports/sweep_report.hpp"
#include "reports/terminal_sections.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <optional>

namespace ocssim::reports {
namespace {

constexpr std::size_t listed_at_most = 24;

struct Stated {
  double number = 0.0;
  std::string unit;
};

/// "80k" is 80,000, "12 GiB" are 12 GiB; nothing for words.
std::optional<Stated> stated(const std::string& text) {
  Stated out;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, out.number);
  if (read.ec != std::errc{}) return {};
  std::string_view rest(read.ptr, static_cast<std::size_t>(end - read.ptr));
  if (rest == "k" || rest == "M") {
    out.number *= rest == "k" ? 1e3 : 1e6;
    return out;
  }
  while (rest.starts_with(' ')) rest.remove_prefix(1);
  out.unit = rest;
  return out;
}

/// The unit that all values of a path share; nothing when some are words or of another unit.
std::optional<std::string> unit_of(const SweepAnswer& answer, std::size_t axis) {
  std::optional<std::string> unit;
  for (const SweepPoint& point : answer.points) {
    const std::optional<Stated> value = stated(point.set[axis].value);
    if (!value || (unit && *unit != value->unit)) return {};
    unit = value->unit;
  }
  return unit;
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
  const std::optional<std::string> unit = unit_of(answer, axis);
  curve.unit = unit.value_or("");
  for (const SweepPoint& point : answer.points) {
    const Setting& setting = point.set[axis];
    double x = 0.0;
    if (unit) {
      x = stated(setting.value)->number;
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
  if (curve.path == "clients.users" && curve.unit.empty()) curve.unit = "users";
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

std::string text_of(const SweepPoint& point) {
  return name_of(point.set, point.set.size());
}

/// How far what binds first is from its limit, at the best and at the worst point.
std::string headroom_sentence(const SweepAnswer& answer) {
  const SweepPoint* best = nullptr;
  const SweepPoint* worst = nullptr;
  const auto headroom = [](const SweepPoint& point) {
    return *point.results.bottlenecks.front().headroom.value;
  };
  for (const SweepPoint& point : answer.points) {
    const std::vector<Bottleneck>& rows = point.results.bottlenecks;
    if (rows.empty() || !rows.front().headroom.value) continue;
    if (best == nullptr || headroom(point) > headroom(*best)) best = &point;
    if (worst == nullptr || headroom(point) < headroom(*worst)) worst = &point;
  }
  if (best == nullptr) return "No resource of these points has a limit of its own.";
  if (best == worst) {
    return fmt::format("What binds first, {}, has a headroom of {} at {}.",
                       short_name(best->results.bottlenecks.front()),
                       headroom_text(best->results.bottlenecks.front()), text_of(*best));
  }
  return fmt::format("The headroom of what binds first goes from {} at {} ({}) to {} at {} ({}).",
                     headroom_text(worst->results.bottlenecks.front()), text_of(*worst),
                     short_name(worst->results.bottlenecks.front()),
                     headroom_text(best->results.bottlenecks.front()), text_of(*best),
                     short_name(best->results.bottlenecks.front()));
}

Outcome outcome_of(const SweepAnswer& answer) {
  bool all = true;
  bool none = true;
  bool open = true;
  for (const SweepPoint& point : answer.points) {
    if (!point.results.has_objectives) return Outcome::done;
    all = all && point.results.verdict == Verdict::met;
    none = none && point.results.verdict == Verdict::not_met;
    open = open && point.results.verdict == Verdict::inconclusive;
  }
  if (open) return Outcome::inconclusive;
  return all ? Outcome::met : none ? Outcome::not_met : Outcome::done;
}

std::string word_of(Outcome outcome, const SweepAnswer& answer) {
  if (outcome == Outcome::met) return "MET AT EVERY POINT";
  if (outcome == Outcome::not_met) return "MET AT NO POINT";
  if (outcome == Outcome::inconclusive) return "INCONCLUSIVE";
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
  const HtmlTable table =
      points_table(fmt::format("Design points, intervals at {:g} %", 100.0 * answer.confidence),
                   answer.varied, points);
  // A long list would push the curves out of sight.
  const bool is_long = points.size() > listed_at_most;
  story.add(
      {"answer", "Answer", headroom_sentence(answer),
       is_long ? folded("All " + counted(points.size(), "point"), table.html()) : table.html()});
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
