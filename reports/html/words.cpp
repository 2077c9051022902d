#include "reports/html/words.hpp"

#include "reports/figures.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

namespace ocssim::reports {

std::string counted(std::size_t number, std::string_view noun) {
  return fmt::format("{} {}{}", grouped(number), noun, number == 1 ? "" : "s");
}

int color_of(std::string_view name) {
  struct Row {
    std::string_view begin;
    int color;
  };
  static constexpr Row rows[] = {
      {"clients", 0},   {"sign_in", 0},   {"goodput", 5}, {"snat", 1}, {"lb", 1},
      {"load_bal", 1},  {"front_end", 2}, {"tls", 2},     {"sql", 3},  {"station", 4},
      {"directory", 5}, {"av", 6},        {"nic", 6},     {"mcu", 6},  {"network", 7},
  };
  for (const Row& row : rows) {
    if (name.starts_with(row.begin)) return row.color;
  }
  return 4;
}

std::string command_as(const ReportHead& head, std::string_view verb, const std::string& more) {
  // "ocssim run NAME --set a=b": the second word is the verb.
  const std::size_t first = head.command.find(' ');
  const std::size_t second = first == std::string::npos ? first : head.command.find(' ', first + 1);
  std::string rest = second == std::string::npos ? "" : head.command.substr(second);
  return fmt::format("ocssim {}{}{}{}", verb, rest, more.empty() ? "" : " ", more);
}

Figure figure_of(const Results& results, std::string_view metric, std::string_view statistic,
                 std::string_view component) {
  const MetricResult* result = results.find(metric, component);
  const Figure* figure = result == nullptr ? nullptr : result->find(statistic);
  return figure == nullptr ? Figure{} : *figure;
}

std::string text_of(const Results& results, std::string_view metric, std::string_view statistic,
                    std::string_view component) {
  const MetricResult* result = results.find(metric, component);
  if (result == nullptr) return "not measured";
  const std::string_view unit = statistic == "rate" ? "1/s" : std::string_view(result->unit);
  return figure_text(figure_of(results, metric, statistic, component), unit);
}

double sum_of_components(const Results& results, std::string_view metric,
                         std::string_view statistic) {
  double sum = 0.0;
  bool has_components = false;
  for (const MetricResult& one : results.metrics) {
    if (one.name != metric || one.component.empty()) continue;
    const Figure* figure = one.find(statistic);
    if (figure == nullptr || !figure->value) continue;
    has_components = true;
    sum += *figure->value;
  }
  return has_components ? sum : figure_of(results, metric, statistic).value.value_or(0.0);
}

bool has_metric(const Results& results, std::string_view metric) {
  return std::any_of(results.metrics.begin(), results.metrics.end(), [&](const MetricResult& one) {
    return one.name == metric && one.state != MetricState::absent;
  });
}

std::vector<const Series*> series_of(const Results& results, std::string_view name) {
  std::vector<const Series*> found;
  for (const Series& series : results.series) {
    if (series.name == name && !series.values.empty()) found.push_back(&series);
  }
  return found;
}

Series thinned(const Series& series, std::size_t at_most) {
  if (series.values.size() <= at_most) return series;
  const std::size_t group = (series.values.size() + at_most - 1) / at_most;
  Series out{.name = series.name,
             .component = series.component,
             .unit = series.unit,
             .slice = series.slice * static_cast<std::int64_t>(group),
             .values = {}};
  for (std::size_t begin = 0; begin + group <= series.values.size(); begin += group) {
    double sum = 0.0;
    for (std::size_t i = begin; i < begin + group; ++i) sum += series.values[i];
    out.values.push_back(sum / static_cast<double>(group));
  }
  return out;
}

JsonValue six_digits(double value) {
  if (!std::isfinite(value)) return nullptr;
  char text[64];
  const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::scientific, 5);
  double rounded = 0.0;
  std::from_chars(text, end.ptr, rounded);
  return rounded;
}

JsonValue six_digits(const std::optional<double>& value) {
  return value ? six_digits(*value) : JsonValue();
}

JsonValue series_json(const Series& series, const std::string& name, int color, int dash) {
  const double step = to_seconds(series.slice);
  JsonValue values = JsonValue::array();
  for (const double value : series.values) values.push_back(six_digits(value));
  return JsonValue::object({{"name", name},
                            {"color", color},
                            {"dash", dash},
                            {"begin", six_digits(0.5 * step)},
                            {"step", six_digits(step)},
                            {"values", std::move(values)}});
}

JsonValue event_marks(const Results& results) {
  // A page with hundreds of lines would show none of them.
  constexpr std::size_t shown_at_most = 8;
  JsonValue marks = JsonValue::array();
  std::size_t shown = 0;
  for (const TimelineEntry& entry : results.timeline) {
    if (entry.kind != "fault" && entry.kind != "restored" && entry.kind != "restore") continue;
    if (++shown > shown_at_most) break;
    marks.push_back(JsonValue::object(
        {{"at", to_seconds(entry.at)}, {"text", entry.component}, {"kind", "event"}}));
  }
  return marks;
}

double run_length(const Results& results) {
  double length = 0.0;
  for (const Series& series : results.series) {
    length = std::max(length, to_seconds(series.slice) * static_cast<double>(series.values.size()));
  }
  return length;
}

}  // namespace ocssim::reports
