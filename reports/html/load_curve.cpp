#include "reports/html/load_curve.hpp"

#include "reports/figures.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace ocssim::reports {
namespace {

const MetricResult* metric_of(const Results& results, const CurvePanel& panel,
                              const std::string& statistic) {
  if (const MetricResult* system = results.find(panel.metric, "")) return system;
  const MetricResult* worst = nullptr;
  for (const MetricResult& metric : results.metrics) {
    if (metric.name != panel.metric) continue;
    const Figure* figure = metric.find(statistic);
    const Figure* most = worst == nullptr ? nullptr : worst->find(statistic);
    const bool larger = most == nullptr || (figure != nullptr && figure->value.value_or(0.0) >
                                                                     most->value.value_or(0.0));
    if (larger) worst = &metric;
  }
  return worst;
}

bool has_value(const LoadCurve& curve, const CurvePanel& panel) {
  for (const LoadLine& line : curve.lines) {
    for (const LoadPoint& point : line.points) {
      for (const std::string& statistic : panel.statistics) {
        if (curve_figure(*point.results, panel, statistic).value) return true;
      }
    }
  }
  return false;
}

JsonValue point_json(double x, const Figure& figure) {
  JsonValue point = JsonValue::array();
  point.push_back(six_digits(x));
  point.push_back(six_digits(figure.value));
  if (figure.value && figure.half_width) {
    point.push_back(six_digits(*figure.value - *figure.half_width));
    point.push_back(six_digits(*figure.value + *figure.half_width));
  }
  return point;
}

std::string series_name(const LoadLine& line, const CurvePanel& panel,
                        const std::string& statistic) {
  const std::string quantity = panel.statistics.size() == 1 && !line.name.empty() ? "" : statistic;
  if (line.name.empty()) return panel.metric + " " + statistic;
  return quantity.empty() ? line.name : line.name + ", " + quantity;
}

JsonValue panel_json(const LoadCurve& curve, const CurvePanel& panel) {
  JsonValue series = JsonValue::array();
  int color = curve.lines.size() > 1 ? 0 : color_of(panel.metric);
  for (const LoadLine& line : curve.lines) {
    int dash = curve.lines.size() > 1 ? color : 0;
    for (const std::string& statistic : panel.statistics) {
      JsonValue points = JsonValue::array();
      for (const LoadPoint& point : line.points) {
        points.push_back(point_json(point.x, curve_figure(*point.results, panel, statistic)));
      }
      series.push_back(JsonValue::object({{"name", series_name(line, panel, statistic)},
                                          {"color", color},
                                          {"dash", dash++},
                                          {"points", std::move(points)}}));
    }
    ++color;
  }
  for (const BoundLine& bound : panel.bounds) {
    JsonValue points = JsonValue::array();
    for (const auto& [x, y] : bound.points) points.push_back(point_json(x, {.value = y}));
    series.push_back(JsonValue::object(
        {{"name", bound.name}, {"color", 7}, {"bound", true}, {"points", std::move(points)}}));
  }
  JsonValue json = JsonValue::object({{"title", panel.title},
                                      {"unit", curve_unit(curve, panel)},
                                      {"from_zero", true},
                                      {"series", std::move(series)}});
  if (panel.limit) {
    JsonValue marks = JsonValue::array();
    marks.push_back(
        JsonValue::object({{"at", *panel.limit}, {"text", panel.limit_text}, {"kind", "limit"}}));
    json["marks"] = std::move(marks);
  }
  return json;
}

HtmlTable table_of(const LoadCurve& curve, const std::vector<CurvePanel>& panels,
                   const std::string& title) {
  std::vector<Column> columns = {{curve.path, Align::left}};
  const bool several = curve.lines.size() > 1;
  if (several) columns.push_back({"with", Align::left});
  for (const CurvePanel& panel : panels) {
    for (const std::string& statistic : panel.statistics) {
      columns.push_back({panel.metric + " " + statistic, Align::right});
    }
  }
  HtmlTable table(title, columns);
  for (const LoadLine& line : curve.lines) {
    for (const LoadPoint& point : line.points) {
      std::vector<Cell> cells = {point.label};
      if (several) cells.push_back(line.name);
      for (const CurvePanel& panel : panels) {
        for (const std::string& statistic : panel.statistics) {
          const std::string unit = statistic == "rate" ? "1/s" : curve_unit(curve, panel);
          cells.push_back(figure_text(curve_figure(*point.results, panel, statistic), unit));
        }
      }
      table.add(std::move(cells));
    }
  }
  return table;
}

JsonValue marks_json(const LoadCurve& curve) {
  JsonValue marks = JsonValue::array();
  const auto add = [&](const std::optional<double>& at, const char* text) {
    if (at) marks.push_back(JsonValue::object({{"at", *at}, {"text", text}, {"kind", "event"}}));
  };
  add(curve.highest_met, "met");
  add(curve.lowest_not_met, "not met");
  add(curve.knee, "knee");
  return marks;
}

}  // namespace

std::size_t LoadCurve::size() const {
  std::size_t count = 0;
  for (const LoadLine& line : lines) count += line.points.size();
  return count;
}

Figure curve_figure(const Results& results, const CurvePanel& panel, const std::string& statistic) {
  const MetricResult* metric = metric_of(results, panel, statistic);
  const Figure* figure = metric == nullptr ? nullptr : metric->find(statistic);
  return figure == nullptr ? Figure{} : *figure;
}

std::string curve_unit(const LoadCurve& curve, const CurvePanel& panel) {
  if (!panel.statistics.empty() && panel.statistics.front() == "rate") return "1/s";
  for (const LoadLine& line : curve.lines) {
    for (const LoadPoint& point : line.points) {
      const MetricResult* metric = metric_of(*point.results, panel, panel.statistics.front());
      if (metric != nullptr) return metric->unit;
    }
  }
  return "";
}

std::string curve_chart(const LoadCurve& curve, std::vector<CurvePanel> panels,
                        const std::string& id, const std::string& title, const std::string& finding,
                        Story& story) {
  std::erase_if(panels, [&](const CurvePanel& panel) { return !has_value(curve, panel); });
  if (panels.empty()) return "";
  JsonValue drawn = JsonValue::array();
  for (const CurvePanel& panel : panels) drawn.push_back(panel_json(curve, panel));
  JsonValue x = JsonValue::object({{"name", curve.path}, {"unit", curve.unit}});
  if (!curve.categories.empty()) x["categories"] = curve.categories;
  JsonValue data = JsonValue::object({{"x", std::move(x)}, {"panels", std::move(drawn)}});
  if (curve.categories.empty()) data["marks"] = marks_json(curve);
  return story.place({.id = id,
                      .kind = "xy",
                      .title = title,
                      .description = finding,
                      .data = std::move(data),
                      .table = table_of(curve, panels, title)});
}

}  // namespace ocssim::reports
