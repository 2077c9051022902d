// Results at several values of what was varied, as curves: the saturation curve and its small
// multiples.
#pragma once

#include "engine/stats/results.hpp"
#include "reports/html/story.hpp"
#include "reports/html/words.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ocssim::reports {

struct LoadPoint {
  double x = 0.0;     // number of the value, or its place among the values
  std::string label;  // the value as stated
  const Results* results = nullptr;
};

/// Points of one setting of the other varied paths, in order of x.
struct LoadLine {
  std::string name;  // of the other settings; empty: there are none
  std::vector<LoadPoint> points;
};

struct LoadCurve {
  std::string path;                     // "clients.users"
  std::string unit;                     // of the values
  std::vector<std::string> categories;  // when the values are no numbers
  std::vector<LoadLine> lines;
  std::optional<double> highest_met = std::nullopt;
  std::optional<double> lowest_not_met = std::nullopt;
  std::optional<double> knee = std::nullopt;

  [[nodiscard]] std::size_t size() const;
};

/// A reference that was not simulated, drawn pale.
struct BoundLine {
  std::string name;
  std::vector<std::pair<double, double>> points;
};

/// One panel: a metric of the system (or its worst component) and what is drawn of it.
struct CurvePanel {
  std::string title;
  std::string metric;
  std::vector<std::string> statistics;
  std::optional<double> limit = std::nullopt;
  std::string limit_text = {};
  std::vector<BoundLine> bounds = {};
};

/// Figures of a panel at one point; of a metric without a system-wide figure those of the component
/// with the largest.
[[nodiscard]] Figure curve_figure(const Results& results, const CurvePanel& panel,
                                  const std::string& statistic);
[[nodiscard]] std::string curve_unit(const LoadCurve& curve, const CurvePanel& panel);

/// Panels that have a value at some point; markup of the chart with its table, or nothing.
[[nodiscard]] std::string curve_chart(const LoadCurve& curve, std::vector<CurvePanel> panels,
                                      const std::string& id, const std::string& title,
                                      const std::string& finding, Story& story);

/// Losses of adapters against their traffic; nothing when none was simulated.
[[nodiscard]] std::string media_curve_chart(const LoadCurve& curve, Story& story);

/// 5: response times and goodput against the load, with limits, knee and bounds.
void tell_saturation(LoadCurve curve, Story& story);
/// The sections on resources, as far as the points have their metrics.
void tell_curves_of_resources(const LoadCurve& curve, Story& story);

}  // namespace ocssim::reports
