// 10, of several points: packets lost at a network adapter against its traffic, a line for each
// setting of its buffers, beside the band in which the guide's advice on descriptors begins.
#include "reports/figures.hpp"
#include "reports/html/load_curve.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace ocssim::reports {
namespace {

constexpr double band_from = 200.0;  // [Mbps], rule AV-01
constexpr double band_to = 250.0;

struct Loss {
  Figure mbps;
  Figure lost;  // share of packets
};

struct BufferLine {
  std::string name;
  std::vector<Loss> points;
};

/// The share that an adapter loses, on the side that loses more.
Loss loss_of(const Results& results) {
  const CurvePanel traffic{.title = "", .metric = "nic.mbps", .statistics = {"mean"}};
  Loss loss{.mbps = curve_figure(results, traffic, "mean"), .lost = {}};
  for (const char* metric : {"nic.rx.loss", "nic.tx.loss"}) {
    const CurvePanel panel{.title = "", .metric = metric, .statistics = {"mean"}};
    const Figure figure = curve_figure(results, panel, "mean");
    if (figure.value.value_or(-1.0) > loss.lost.value.value_or(-1.0)) loss.lost = figure;
  }
  return loss;
}

/// By the setting of the buffers, wherever it stands among what was varied.
std::vector<BufferLine> lines_of(const LoadCurve& curve) {
  std::vector<BufferLine> lines;
  const bool along_buffers = curve.path.find("descriptors") != std::string::npos;
  for (const LoadLine& line : curve.lines) {
    for (const LoadPoint& point : line.points) {
      const Loss loss = loss_of(*point.results);
      if (!loss.mbps.value || !loss.lost.value) continue;
      const std::string name = along_buffers       ? curve.path + " = " + point.label
                               : line.name.empty() ? "packets lost"
                                                   : line.name;
      auto at = std::find_if(lines.begin(), lines.end(),
                             [&](const BufferLine& one) { return one.name == name; });
      if (at == lines.end()) at = lines.insert(at, {.name = name, .points = {}});
      at->points.push_back(loss);
    }
  }
  for (BufferLine& line : lines) {
    std::stable_sort(line.points.begin(), line.points.end(),
                     [](const Loss& a, const Loss& b) { return *a.mbps.value < *b.mbps.value; });
  }
  return lines;
}

JsonValue series_of_line(const BufferLine& line, int index) {
  JsonValue points = JsonValue::array();
  for (const Loss& one : line.points) {
    JsonValue point = JsonValue::array();
    const double lost = *one.lost.value;
    const double half = one.lost.half_width.value_or(0.0);
    for (const double value : {*one.mbps.value, lost, lost - half, lost + half}) {
      point.push_back(six_digits(value));
    }
    points.push_back(std::move(point));
  }
  return JsonValue::object(
      {{"name", line.name}, {"color", index}, {"dash", index}, {"points", std::move(points)}});
}

}  // namespace

std::string media_curve_chart(const LoadCurve& curve, Story& story) {
  const std::vector<BufferLine> lines = lines_of(curve);
  if (lines.empty()) return "";
  HtmlTable table("Packets lost at an adapter against its traffic",
                  {{"Setting", Align::left}, {"Traffic", Align::right}, {"Lost", Align::right}});
  JsonValue series = JsonValue::array();
  int index = 0;
  for (const BufferLine& line : lines) {
    series.push_back(series_of_line(line, index++));
    for (const Loss& one : line.points) {
      table.add({line.name, figure_text(one.mbps, "Mbps"), figure_text(one.lost, "1")});
    }
  }
  JsonValue panels = JsonValue::array();
  panels.push_back(JsonValue::object({{"title", "Packets lost"},
                                      {"unit", "1"},
                                      {"from_zero", true},
                                      {"series", std::move(series)}}));
  JsonValue bands = JsonValue::array();
  bands.push_back(
      JsonValue::object({{"from", band_from}, {"to", band_to}, {"text", "200–250 Mbps"}}));
  return story.place(
      {.id = "media-loss",
       .kind = "xy",
       .title = "Packets lost at a network adapter against its traffic",
       .description = fmt::format("{} of buffers; the advice on descriptors begins between 200 "
                                  "and 250 Mbps",
                                  counted(lines.size(), "setting")),
       .data = JsonValue::object(
           {{"x", JsonValue::object({{"name", "Traffic of the adapter [Mbps]"}, {"unit", ""}})},
            {"panels", std::move(panels)},
            {"bands", std::move(bands)}}),
       .table = std::move(table)});
}

}  // namespace ocssim::reports
