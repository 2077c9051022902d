#include "reports/sensitivity_table.hpp"

#include "reports/figures.hpp"
#include "reports/sensitivity_report.hpp"
#include "reports/terminal_sections.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace ocssim::reports {
namespace {

constexpr int half_bar = 7;  // columns to each side of the base

bool is_moving(const TornadoRow& row) {
  return row.low.is_moved || row.high.is_moved;
}

double offset(const SensitivityEnd& end, double base) {
  return end.figure.value ? *end.figure.value - base : 0.0;
}

/// "····====|==········": from the lower figure to the higher one, the base in the middle.
std::string bar(const SensitivityAnswer& answer, const TornadoRow& row, double widest) {
  const double base = answer.base.value.value_or(0.0);
  const double least = std::min({0.0, offset(row.low, base), offset(row.high, base)});
  const double most = std::max({0.0, offset(row.low, base), offset(row.high, base)});
  const auto columns = [&](double width) {
    if (!(widest > 0.0)) return 0;
    return static_cast<int>(std::lround(half_bar * width / widest));
  };
  const int left = columns(-least);
  const int right = columns(most);
  return std::string(static_cast<std::size_t>(half_bar - left), ' ') +
         std::string(static_cast<std::size_t>(left), '=') + "|" +
         std::string(static_cast<std::size_t>(right), '=');
}

std::string figure_cell(const SensitivityAnswer& answer, const SensitivityEnd& end) {
  if (!end.is_valid) return "not valid";
  if (!end.is_moved) return "unmoved";
  return end.figure.value ? quantity_text(*end.figure.value, answer.unit) : "withheld";
}

std::string verdict_text(const SensitivityAnswer& answer, const TornadoRow& row) {
  if (!answer.has_objectives) return "-";
  if (!crosses_the_line(answer, row)) return verdict_cell(answer.verdict);
  const auto of = [](const SensitivityEnd& end) {
    return end.is_valid ? verdict_cell(end.verdict) : std::string("-");
  };
  return of(row.low) + " / " + of(row.high);
}

}  // namespace

std::size_t moving_rows(const SensitivityAnswer& answer) {
  const auto tornado = std::count_if(answer.tornado.begin(), answer.tornado.end(), is_moving);
  const auto morris = std::count_if(answer.morris.begin(), answer.morris.end(),
                                    [](const MorrisRow& row) { return row.mean_absolute > 0.0; });
  return static_cast<std::size_t>(tornado + morris);
}

TextTable tornado_table(const SensitivityAnswer& answer, std::size_t rows,
                        const TerminalOptions& options) {
  TextTable table(
      {Align::left, Align::right, Align::right, Align::right, Align::left, Align::left});
  table.add({"input", "low to high", "at low", "at high", "around base", "verdict"});
  const double base = answer.base.value.value_or(0.0);
  double widest = 0.0;
  for (const TornadoRow& row : answer.tornado) {
    widest = std::max({widest, std::abs(offset(row.low, base)), std::abs(offset(row.high, base))});
  }
  for (const TornadoRow& row : answer.tornado) {
    if (!is_moving(row) || rows-- == 0) break;
    const bool crosses = crosses_the_line(answer, row);
    const Verdict shown = row.low.verdict != answer.verdict ? row.low.verdict : row.high.verdict;
    const std::string verdict = verdict_text(answer, row);
    table.add({row.input.path, row.low.value + " to " + row.high.value,
               figure_cell(answer, row.low), figure_cell(answer, row.high),
               bar(answer, row, widest), crosses ? painted(verdict, shown, options) : verdict});
  }
  return table;
}

TextTable morris_table(const SensitivityAnswer& answer, std::size_t rows) {
  TextTable table(
      {Align::left, Align::right, Align::right, Align::right, Align::right, Align::right});
  table.add({"input", "low to high", "mean size", "mean", "spread", "crossings"});
  for (const MorrisRow& row : answer.morris) {
    if (!(row.mean_absolute > 0.0) || rows-- == 0) break;
    const std::string sign = row.mean < 0.0 ? "-" : "+";
    table.add({row.input.path, row.low + " to " + row.high,
               quantity_text(row.mean_absolute, answer.unit),
               sign + quantity_text(std::abs(row.mean), answer.unit),
               quantity_text(row.deviation, answer.unit), std::to_string(row.crossings)});
  }
  return table;
}

}  // namespace ocssim::reports
