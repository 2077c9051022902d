// The topology as a picture: Graphviz text, and an SVG that needs no other program.
//
// The SVG lays nodes out in columns by their distance from the first one (the clients), in the
// order in which they are there. Color says how much of what its limit allows a node uses; a thick
// frame stands around the nodes of the least cut, a red one around single points of failure.
#include "reports/check_report.hpp"
#include "reports/escaping.hpp"
#include "reports/figures.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

namespace ocssim::reports {
namespace {

struct Shade {
  double from;
  std::string_view color;
};
/// Pale green to red, readable under black text.
constexpr std::array shades = {Shade{1.0, "#f4a6a0"}, Shade{0.8, "#f9d8a0"}, Shade{0.5, "#f3f0b0"},
                               Shade{0.0, "#cfe8cf"}};

std::string_view color_of(const DrawnNode& node) {
  if (node.limited_by.empty()) return "#ffffff";
  for (const Shade& shade : shades) {
    if (node.utilization >= shade.from) return shade.color;
  }
  return shades.back().color;
}

std::string use_of(const DrawnNode& node) {
  if (node.limited_by.empty()) return "";
  return fmt::format("{} {:.0f} %", node.limited_by, node.utilization * 100.0);
}

/// What the frame of a node says.
struct Frame {
  bool in_cut = false;
  bool is_single = false;
};

Frame frame_of(const CheckAnswer& answer, const DrawnNode& node) {
  Frame frame;
  frame.in_cut =
      std::find(answer.min_cut.begin(), answer.min_cut.end(), node.name) != answer.min_cut.end();
  frame.is_single =
      std::any_of(answer.single_points.begin(), answer.single_points.end(),
                  [&node](const SinglePointOfFailure& point) { return point.node == node.name; });
  return frame;
}

std::string_view stroke_of(const Frame& frame) {
  return frame.is_single ? "#b00020" : "#333333";
}

int width_of(const Frame& frame) {
  return frame.in_cut ? 3 : 1;
}

/// Steps from node 0; nodes that it does not reach come last.
std::vector<std::size_t> columns_of(const CheckAnswer& answer) {
  std::vector<std::size_t> column(answer.nodes.size(), SIZE_MAX);
  if (column.empty()) return column;
  column[0] = 0;
  bool moved = true;
  while (moved) {
    moved = false;
    for (const DrawnEdge& edge : answer.edges) {
      for (const auto& [from, to] : {std::pair{edge.from, edge.to}, {edge.to, edge.from}}) {
        if (column[from] == SIZE_MAX || column[to] <= column[from] + 1) continue;
        column[to] = column[from] + 1;
        moved = true;
      }
    }
  }
  std::size_t last = 0;
  for (const std::size_t one : column) last = one == SIZE_MAX ? last : std::max(last, one);
  for (std::size_t& one : column) one = one == SIZE_MAX ? last + 1 : one;
  return column;
}

struct Point {
  double x = 0.0, y = 0.0;
};
constexpr double box_width = 190.0;
constexpr double box_height = 40.0;
constexpr double column_width = 260.0;
constexpr double row_height = 56.0;
constexpr double margin = 20.0;

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text)
    out += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
  return out + "\"";
}

}  // namespace

std::string topology_dot(const CheckAnswer& answer) {
  std::string out = "graph " + quoted(answer.scenario_name) +
                    " {\n  rankdir=LR;\n  node [shape=box, style=filled];\n";
  for (std::size_t i = 0; i < answer.nodes.size(); ++i) {
    const DrawnNode& node = answer.nodes[i];
    const std::string use = use_of(node);
    // The line end stays a code of Graphviz's.
    std::string label = quoted(node.name);
    if (!use.empty()) label.insert(label.size() - 1, "\\n" + use);
    const Frame frame = frame_of(answer, node);
    out += fmt::format("  n{} [label={}, fillcolor=\"{}\", color=\"{}\", penwidth={}];\n", i, label,
                       color_of(node), stroke_of(frame), width_of(frame));
  }
  for (const DrawnEdge& edge : answer.edges) {
    out += fmt::format("  n{} -- n{} [label={}];\n", edge.from, edge.to, quoted(edge.carries));
  }
  return out + "}\n";
}

std::string topology_svg(const CheckAnswer& answer) {
  const std::vector<std::size_t> column = columns_of(answer);
  std::vector<std::size_t> filled;
  std::vector<Point> at;
  for (const std::size_t one : column) {
    if (one >= filled.size()) filled.resize(one + 1, 0);
    at.push_back({margin + column_width * static_cast<double>(one),
                  margin + row_height * static_cast<double>(filled[one]++)});
  }
  const std::size_t rows = filled.empty() ? 1 : *std::max_element(filled.begin(), filled.end());
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{:.0f}\" height=\"{:.0f}\" "
      "font-family=\"sans-serif\" font-size=\"12\">\n<title>{}</title>\n",
      2.0 * margin + column_width * static_cast<double>(filled.size()),
      2.0 * margin + row_height * static_cast<double>(rows), xml_escaped(answer.scenario_name));
  for (const DrawnEdge& edge : answer.edges) {
    const Point& a = at[edge.from];
    const Point& b = at[edge.to];
    out += fmt::format(
        "<line x1=\"{:.0f}\" y1=\"{:.0f}\" x2=\"{:.0f}\" y2=\"{:.0f}\" stroke=\"#888888\"/>\n",
        a.x + box_width / 2, a.y + box_height / 2, b.x + box_width / 2, b.y + box_height / 2);
  }
  for (std::size_t i = 0; i < answer.nodes.size(); ++i) {
    const DrawnNode& node = answer.nodes[i];
    const Frame frame = frame_of(answer, node);
    out += fmt::format(
        "<rect x=\"{:.0f}\" y=\"{:.0f}\" width=\"{:.0f}\" height=\"{:.0f}\" rx=\"4\" fill=\"{}\" "
        "stroke=\"{}\" stroke-width=\"{}\"/>\n<text x=\"{:.0f}\" y=\"{:.0f}\">{}</text>\n",
        at[i].x, at[i].y, box_width, box_height, color_of(node), stroke_of(frame), width_of(frame),
        at[i].x + 8.0, at[i].y + 16.0, xml_escaped(node.name));
    if (node.limited_by.empty()) continue;
    out += fmt::format("<text x=\"{:.0f}\" y=\"{:.0f}\">{}</text>\n", at[i].x + 8.0, at[i].y + 32.0,
                       xml_escaped(use_of(node)));
  }
  return out + "</svg>\n";
}

}  // namespace ocssim::reports
