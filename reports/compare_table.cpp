#include "reports/compare_table.hpp"

#include "reports/compare_report.hpp"
#include "reports/figures.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <optional>

namespace ocssim::reports {
namespace {

/// From nothing to something is the largest change of all.
double size_of(const Difference& row) {
  return row.relative ? std::abs(*row.relative) : std::numeric_limits<double>::infinity();
}

/// A component that is the only one of its kind says what the system says already.
bool repeats_the_system(const CompareAnswer& answer, const Difference& row) {
  if (row.component.empty()) return false;
  return std::any_of(answer.differences.begin(), answer.differences.end(),
                     [&](const Difference& other) {
                       return other.component.empty() && other.metric == row.metric &&
                              other.statistic == row.statistic && other.a.value == row.a.value &&
                              other.b.value == row.b.value;
                     });
}

bool is_named(const Difference& row, const std::string& name) {
  return name == difference_name(row) || name == row.metric + "." + row.statistic;
}

/// What one judged name stands for: the system's figure, or those of the components without one.
DifferenceRows rows_named(const CompareAnswer& answer, const std::string& name) {
  DifferenceRows rows;
  for (const bool of_system : {true, false}) {
    for (const Difference& row : answer.differences) {
      if (row.component.empty() == of_system && is_named(row, name)) rows.push_back(&row);
    }
    if (!rows.empty()) break;
  }
  return rows;
}

std::string probability_text(const std::optional<double>& p) {
  if (!p) return "-";
  return *p < 0.001 ? "<0.001" : fmt::format("{:.3f}", *p);
}

std::string ratio_text(const std::optional<double>& ratio) {
  return ratio ? fmt::format("{:.2f}", *ratio) : "-";
}

/// Counted nouns would fill the table and say nothing that the metric's name does not.
std::string value_text(const Figure& figure, const Difference& row) {
  if (!figure.value) return "withheld";
  const std::string_view unit = unit_of(row);
  const bool is_noun = unit != "s" && unit != "1" && unit != "1/s";
  return quantity_text(*figure.value, is_noun ? "" : unit);
}

std::string word_of(DifferenceVerdict verdict) {
  switch (verdict) {
    case DifferenceVerdict::better:
      return "better";
    case DifferenceVerdict::worse:
      return "WORSE";
    case DifferenceVerdict::different:
      return "different";
    case DifferenceVerdict::no_difference:
      return "no difference";
  }
  return "";
}

std::string painted_word(const Difference& row, const TerminalOptions& options) {
  switch (row.verdict) {
    case DifferenceVerdict::better:
      return painted(word_of(row.verdict), Verdict::met, options);
    case DifferenceVerdict::worse:
      return painted(word_of(row.verdict), Verdict::not_met, options);
    case DifferenceVerdict::different:
    case DifferenceVerdict::no_difference:
      return word_of(row.verdict);
  }
  return "";
}

}  // namespace

bool is_significant(const Difference& row) {
  return row.verdict != DifferenceVerdict::no_difference;
}

std::string_view unit_of(const Difference& row) {
  return row.statistic == "rate" ? "1/s" : std::string_view(row.unit);
}

DifferenceRows significant_rows(const CompareAnswer& answer) {
  DifferenceRows rows;
  for (const Difference& row : answer.differences) {
    if (is_significant(row) && !repeats_the_system(answer, row)) rows.push_back(&row);
  }
  std::stable_sort(rows.begin(), rows.end(), [](const Difference* a, const Difference* b) {
    return size_of(*a) > size_of(*b);
  });
  return rows;
}

DifferenceRows telling_rows(const CompareAnswer& answer) {
  DifferenceRows rows = significant_rows(answer);
  const DifferenceRows all = rows;
  const auto stands = [&all](const Difference& row, const std::string& component,
                             std::string_view statistic, bool by_as_much) {
    return std::any_of(all.begin(), all.end(), [&](const Difference* other) {
      return other->metric == row.metric && other->component == component &&
             other->statistic == statistic && other->verdict == row.verdict &&
             (!by_as_much || other->relative == row.relative);
    });
  };
  std::erase_if(rows, [&](const Difference* row) {
    if (!row->component.empty() && stands(*row, "", row->statistic, false)) return true;
    if (row->statistic == "rate" && stands(*row, row->component, "total", false)) return true;
    return row->statistic == "max" && stands(*row, row->component, "mean", true);
  });
  return rows;
}

DifferenceRows judged_rows(const CompareAnswer& answer) {
  DifferenceRows rows;
  for (const std::string& name : answer.judged) {
    const DifferenceRows found = rows_named(answer, name);
    rows.insert(rows.end(), found.begin(), found.end());
  }
  return rows;
}

std::vector<std::string> not_compared(const CompareAnswer& answer) {
  std::vector<std::string> names;
  for (const std::string& name : answer.judged) {
    if (rows_named(answer, name).empty()) names.push_back(name);
  }
  return names;
}

std::string row_name(const Difference& row) {
  const std::string name = difference_name(row);
  const std::size_t dot = name.find('.');
  if (row.component.empty() || dot == std::string::npos) return name;
  return row.component + name.substr(dot);
}

std::string change_text(const Difference& row) {
  if (!row.difference.value) return "withheld";
  if (*row.difference.value == 0.0 && row.difference.half_width.value_or(0.0) == 0.0) return "0";
  if (!row.relative || !row.a.value || *row.a.value == 0.0) {
    return (*row.difference.value > 0.0 ? "+" : "") + figure_text(row.difference, unit_of(row));
  }
  if (!row.difference.half_width) return signed_percent(*row.relative);
  const double half_width = 100.0 * *row.difference.half_width / std::abs(*row.a.value);
  // Two digits of the interval: one would round a barely significant change to its half-width.
  int decimals = 1;
  for (double unit = 1.0; half_width < 0.95 * unit && decimals < 4; unit /= 10.0) ++decimals;
  return fmt::format("{:+.{}f} % ± {:.{}f} %", 100.0 * *row.relative, decimals, half_width,
                     decimals);
}

TextTable differences_table(const DifferenceRows& rows, const TerminalOptions& options,
                            std::size_t at_most) {
  TextTable table({Align::left, Align::right, Align::right, Align::right, Align::right,
                   Align::right, Align::left});
  table.add({"metric", "A", "B", "change of A's", "p", "var.", "B is"});
  for (std::size_t i = 0; i < std::min(rows.size(), at_most); ++i) {
    const Difference& row = *rows[i];
    table.add({row_name(row), value_text(row.a, row), value_text(row.b, row), change_text(row),
               probability_text(row.p_adjusted), ratio_text(row.variance_ratio),
               painted_word(row, options)});
  }
  return table;
}

}  // namespace ocssim::reports
