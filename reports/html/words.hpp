// Words and numbers that several sections of a page share.
#pragma once

#include "engine/stats/results.hpp"
#include "reports/html/story.hpp"
#include "reports/report_head.hpp"

#include <string>
#include <string_view>

namespace ocssim::reports {

/// One design of an answer: what most sections are told of.
struct Shown {
  const ReportHead& head;
  const Results& results;
  double users = 0.0;
  bool is_full = false;  // series are drawn in all their slices
};

/// "is", "are" and plural ends by number: counted(1, "point") = "1 point".
[[nodiscard]] std::string counted(std::size_t number, std::string_view noun);

/// Of the palette: the same component has the same color in every chart.
[[nodiscard]] int color_of(std::string_view component_or_metric);

/// "ocssim VERB …": the command of the answer with another verb, and `more` behind it.
[[nodiscard]] std::string command_as(const ReportHead& head, std::string_view verb,
                                     const std::string& more);

/// The figure of a metric of the system (or a component), or an empty one.
[[nodiscard]] Figure figure_of(const Results& results, std::string_view metric,
                               std::string_view statistic, std::string_view component = {});
[[nodiscard]] std::string text_of(const Results& results, std::string_view metric,
                                  std::string_view statistic, std::string_view component = {});
/// Of levels: Σ over components, where the system's figure is their mean.
[[nodiscard]] double sum_of_components(const Results& results, std::string_view metric,
                                       std::string_view statistic);
[[nodiscard]] bool has_metric(const Results& results, std::string_view metric);

/// Of a name that begins so, in the order of the results.
[[nodiscard]] std::vector<const Series*> series_of(const Results& results, std::string_view name);

/// Means of neighboring slices, so that `at_most` values remain.
[[nodiscard]] Series thinned(const Series& series, std::size_t at_most);

/// {name, color, dash, begin, step, values} of a level over time.
[[nodiscard]] JsonValue series_json(const Series& series, const std::string& name, int color,
                                    int dash);
/// Six significant digits: more than a drawing can show.
[[nodiscard]] JsonValue six_digits(double value);
[[nodiscard]] JsonValue six_digits(const std::optional<double>& value);

/// What happened, as vertical lines.
[[nodiscard]] JsonValue event_marks(const Results& results);
/// Length of the run as the series say [s]; 0 without series.
[[nodiscard]] double run_length(const Results& results);

}  // namespace ocssim::reports
