// 5: response times and goodput against the load; and the same for each resource.
//
// Bounds of goodput by operational analysis: with X(N) = N·x at light load and a first resource
// that is busy all the time from N* users on, X ≤ min(N·x, N*·x). Both come from the lightest
// point. Knee: the point with the largest throughput / response time (Kleinrock's power).
#include "reports/deciding.hpp"
#include "reports/figures.hpp"
#include "reports/headline.hpp"
#include "reports/html/load_curve.hpp"
#include "reports/names.hpp"
#include "reports/terminal_sections.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace ocssim::reports {
namespace {

constexpr std::size_t objective_panels_at_most = 3;

std::string title_of(const ObjectiveResult& row) {
  return fmt::format("{} {}", row.metric, row.statistic);
}

/// What decided the verdict at some point comes first: that is what one wants to see turn.
std::vector<CurvePanel> objective_panels(const LoadCurve& curve) {
  std::vector<CurvePanel> panels;
  for (const LoadLine& line : curve.lines) {
    for (const LoadPoint& point : line.points) {
      const ObjectiveResult* row = deciding_objective(*point.results);
      if (row == nullptr || row->metric.empty()) continue;
      const bool known = std::any_of(panels.begin(), panels.end(), [&](const CurvePanel& other) {
        return other.metric == row->metric;
      });
      if (known || panels.size() == objective_panels_at_most) continue;
      CurvePanel panel{.title = title_of(*row),
                       .metric = row->metric,
                       .statistics = {row->statistic},
                       .limit = row->limit_value,
                       .limit_text = row->limit};
      const bool is_time = row->unit == "s" && row->statistic.starts_with("p");
      if (is_time) {
        panel.title = row->metric;
        panel.statistics = {"p50", "p95", "p99"};
      }
      panels.push_back(std::move(panel));
    }
  }
  return panels;
}

void add_unless_known(std::vector<CurvePanel>& panels, CurvePanel panel) {
  const bool known = std::any_of(panels.begin(), panels.end(), [&](const CurvePanel& other) {
    return other.metric == panel.metric;
  });
  if (!known) panels.push_back(std::move(panel));
}

std::vector<CurvePanel> saturation_panels(const LoadCurve& curve) {
  std::vector<CurvePanel> panels = objective_panels(curve);
  add_unless_known(
      panels,
      {.title = "sign_in.time", .metric = "sign_in.time", .statistics = {"p50", "p95", "p99"}});
  add_unless_known(panels, {.title = "goodput", .metric = "goodput.rate", .statistics = {"rate"}});
  if (panels.size() < 3) {
    add_unless_known(panels, {.title = "station sojourn time",
                              .metric = "station.sojourn_time",
                              .statistics = {"p50", "p95", "p99"}});
  }
  return panels;
}

const LoadPoint* lightest(const LoadCurve& curve) {
  const LoadPoint* first = nullptr;
  for (const LoadPoint& point : curve.lines.front().points) {
    if (first == nullptr || point.x < first->x) first = &point;
  }
  return first;
}

struct Bounds {
  double rate = 0.0;   // goodput a user [1/s]
  double users = 0.0;  // at which the first resource is busy all the time
  std::string resource;
};

std::optional<Bounds> bounds_of(const LoadCurve& curve) {
  const LoadPoint* first = curve.path == "clients.users" ? lightest(curve) : nullptr;
  if (first == nullptr || !(first->x > 0.0)) return {};
  const Figure goodput = figure_of(*first->results, "goodput.rate", "rate");
  Bounds bounds;
  for (const Bottleneck& row : first->results->bottlenecks) {
    if (row.unit != "1" || !(row.present > 0.0)) continue;
    const double users = first->x / row.present;
    if (bounds.resource.empty() || users < bounds.users) {
      bounds.users = users;
      bounds.resource = resource_text(row);
    }
  }
  if (!goodput.value || bounds.resource.empty()) return {};
  bounds.rate = *goodput.value / first->x;
  return bounds;
}

/// The point with the largest goodput / mean sign-in time.
std::optional<double> knee_of(const LoadCurve& curve) {
  std::optional<double> knee;
  double most = 0.0;
  if (curve.lines.size() != 1 || curve.size() < 3 || !curve.categories.empty()) return knee;
  for (const LoadPoint& point : curve.lines.front().points) {
    const Figure goodput = figure_of(*point.results, "goodput.rate", "rate");
    const Figure time = figure_of(*point.results, "sign_in.time", "mean");
    if (!goodput.value || !time.value || !(*time.value > 0.0)) continue;
    const double power = *goodput.value / *time.value;
    if (power <= most) continue;
    most = power;
    knee = point.x;
  }
  return knee;
}

std::string finding_of(const LoadCurve& curve) {
  if (curve.highest_met && curve.lowest_not_met) {
    return fmt::format("All objectives are met up to {} = {} and not from {} on.", curve.path,
                       quantity_text(*curve.highest_met, curve.unit),
                       quantity_text(*curve.lowest_not_met, curve.unit));
  }
  std::size_t met = 0;
  std::size_t judged = 0;
  for (const LoadLine& line : curve.lines) {
    for (const LoadPoint& point : line.points) {
      if (point.results->has_objectives) ++judged;
      if (point.results->has_objectives && point.results->verdict == Verdict::met) ++met;
    }
  }
  if (judged == 0)
    return fmt::format("{} along {}; no objective is stated.", counted(curve.size(), "point"),
                       curve.path);
  return fmt::format("Of {} along {} all objectives are met at {}.", counted(curve.size(), "point"),
                     curve.path, met);
}

std::string bounds_note(const LoadCurve& curve) {
  std::string text;
  if (const std::optional<Bounds> bounds = bounds_of(curve)) {
    text = fmt::format(
        "Bounds by operational analysis, from the lightest point: goodput is at most {} a user, "
        "and at most {} in all, since {} is busy all the time from {} users on. ",
        quantity_text(bounds->rate, "1/s"), quantity_text(bounds->rate * bounds->users, "1/s"),
        bounds->resource, users_text(bounds->users));
  }
  if (curve.knee) {
    text += fmt::format("Knee: at {} goodput per second of sign-in time is largest. ",
                        quantity_text(*curve.knee, curve.unit));
  }
  return text + "Dots are tested points, the pale area their intervals.";
}

/// One rising line and one level line in the panel of goodput.
void add_bounds(const LoadCurve& curve, std::vector<CurvePanel>& panels) {
  const std::optional<Bounds> bounds = bounds_of(curve);
  if (!bounds) return;
  double last = 0.0;
  for (const LoadPoint& point : curve.lines.front().points) last = std::max(last, point.x);
  const double first = lightest(curve)->x;
  for (CurvePanel& panel : panels) {
    if (panel.metric != "goodput.rate") continue;
    const double top = bounds->rate * bounds->users;
    panel.bounds.push_back(
        {.name = "bound: every wish answered",
         .points = {{first, bounds->rate * first}, {last, bounds->rate * last}}});
    if (bounds->users < 1.5 * last) {
      panel.bounds.push_back({.name = "bound: " + bounds->resource + " always busy",
                              .points = {{first, top}, {last, top}}});
    }
  }
}

}  // namespace

void tell_saturation(LoadCurve curve, Story& story) {
  if (curve.lines.empty() || curve.size() == 0) {
    story.leave_out("Saturation curve", "no point was simulated");
    return;
  }
  const std::string finding = finding_of(curve);
  curve.knee = knee_of(curve);
  std::vector<CurvePanel> panels = saturation_panels(curve);
  add_bounds(curve, panels);
  std::string body = curve_chart(curve, std::move(panels), "saturation",
                                 "Response times and goodput along " + curve.path, finding, story);
  if (body.empty()) body = paragraph("No response time was measured at any of the points.");
  body += paragraph(bounds_note(curve), "note");
  story.add({"saturation", "Saturation curve", finding, std::move(body)});
}

void tell_curves_of_resources(const LoadCurve& curve, Story& story) {
  struct Part {
    const char* id;
    const char* title;
    std::vector<CurvePanel> panels;
  };
  const std::vector<Part> parts = {
      {"headroom",
       "Headroom per resource",
       {{"front_end.cpu.utilization", "front_end.cpu.utilization", {"mean"}},
        {"sql.cpu.utilization", "sql.cpu.utilization", {"mean"}},
        {"sql.disk.data.utilization", "sql.disk.data.utilization", {"mean"}},
        {"station.utilization", "station.utilization", {"mean"}}}},
      {"snat",
       "SNAT ports",
       {{"Fullest address", "snat.port_utilization", {"max"}},
        {"Connects without a port", "snat.refused", {"total"}}}},
      {"balance",
       "Load-balancer balance",
       {{"Imbalance at the end", "lb.imbalance", {"mean"}},
        {"Cut by the idle timeout", "lb.idle_drops", {"total"}}}},
      {"sql",
       "SQL back end",
       {{"Queue latency", "sql.queue_latency", {"mean", "p95"}},
        {"Stored-procedure latency", "sql.sproc_latency", {"mean", "p95"}},
        {"Pages found in memory", "sql.hit_ratio", {"mean"}},
        {"Answered 503", "front_end.rejected_503", {"total"}}}},
      {"media",
       "Network adapters, audio and video",
       {{"Packets lost", "av.packet_loss", {"mean"}},
        {"Traffic of an adapter", "nic.mbps", {"mean"}},
        {"Dropped on receive", "nic.rx.dropped", {"total"}},
        {"Dropped on send", "nic.tx.dropped", {"total"}},
        {"Memory for descriptors", "nic.memory", {"mean"}}}},
  };
  for (const Part& part : parts) {
    const LoadPoint& first = curve.lines.front().points.front();
    const LoadPoint& last = curve.lines.back().points.back();
    std::string finding;
    for (const CurvePanel& panel : part.panels) {
      const std::string unit = curve_unit(curve, panel);
      const Figure from = curve_figure(*first.results, panel, panel.statistics.front());
      const Figure to = curve_figure(*last.results, panel, panel.statistics.front());
      if (!from.value && !to.value) continue;
      finding =
          fmt::format("{} {} goes from {} at the first point to {} at the last.", panel.metric,
                      panel.statistics.front(), figure_text(from, unit), figure_text(to, unit));
      break;
    }
    std::string body =
        curve_chart(curve, part.panels, part.id, std::string(part.title) + " along " + curve.path,
                    finding, story);
    if (std::string_view(part.id) == "media") body += media_curve_chart(curve, story);
    if (body.empty()) {
      story.leave_out(part.title, "not simulated in this run");
      continue;
    }
    story.add({part.id, part.title, std::move(finding), std::move(body)});
  }
}

}  // namespace ocssim::reports
