#include "reports/sweep_table.hpp"

#include "reports/figures.hpp"
#include "reports/headline.hpp"
#include "reports/headroom.hpp"
#include "reports/terminal_sections.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <limits>
#include <span>
#include <utility>

namespace ocssim::reports {
namespace {

constexpr std::size_t head_lines = 3;
constexpr std::size_t gap = 2;

struct Column {
  Align align = Align::left;
  std::array<std::string, head_lines> head;
  std::vector<std::string> cells;  // one a point
  bool is_broken = false;          // some point does not meet it
  bool is_undecided = false;       // some point cannot tell
  bool is_load = false;            // says what comes: stands beside whatever is judged

  [[nodiscard]] std::size_t width() const {
    std::size_t width = 0;
    for (const std::string& line : head) width = std::max(width, width_of(line));
    for (const std::string& cell : cells) width = std::max(width, width_of(cell));
    return width + gap;
  }
};

/// "front_end.cpu.utilization" → "front_end", "cpu.utilization".
std::pair<std::string, std::string> split_name(const std::string& name) {
  const std::size_t dot = name.find('.');
  if (dot == std::string::npos) return {"", name};
  return {name.substr(0, dot), name.substr(dot + 1)};
}

Column setting_column(const SweepAnswer& answer, std::size_t place) {
  Column column{.align = Align::right, .head = {}, .cells = {}};
  const auto [component, quantity] = split_name(answer.varied[place]);
  column.head = {component, quantity, ""};
  const std::size_t dot = quantity.rfind('.');
  if (dot != std::string::npos)
    column.head = {component, quantity.substr(0, dot), quantity.substr(dot + 1)};
  for (const SweepPoint& point : answer.points) {
    column.cells.push_back(place < point.set.size() ? point.set[place].value : "-");
  }
  return column;
}

Column verdict_column(const SweepAnswer& answer, const TerminalOptions& options) {
  Column column{.align = Align::left, .head = {"", "verdict", ""}, .cells = {}};
  for (const SweepPoint& point : answer.points) {
    const Results& results = point.results;
    column.cells.push_back(results.has_objectives
                               ? painted(verdict_cell(results.verdict), results.verdict, options)
                               : "-");
  }
  return column;
}

Column replications_column(const SweepAnswer& answer) {
  Column column{.align = Align::right, .head = {"", "n", ""}, .cells = {}};
  for (const SweepPoint& point : answer.points) {
    column.cells.push_back(std::to_string(point.results.replications));
  }
  return column;
}

Column objective_column(const SweepAnswer& answer, const ObjectiveResult& objective,
                        const TerminalOptions& options) {
  Column column{.align = Align::right, .head = {}, .cells = {}};
  const auto [component, quantity] = split_name(objective_name(objective));
  column.head = {component, quantity, objective.limit};
  for (const SweepPoint& point : answer.points) {
    const auto all = judged_objectives(point.results);
    const auto same = std::find_if(all.begin(), all.end(), [&](const ObjectiveResult* other) {
      return other->text == objective.text && other->metric == objective.metric;
    });
    if (same == all.end()) {
      column.cells.emplace_back("-");
      continue;
    }
    const ObjectiveResult& row = **same;
    column.is_broken = column.is_broken || row.verdict == Verdict::not_met;
    column.is_undecided = column.is_undecided || row.verdict == Verdict::inconclusive;
    column.cells.push_back(painted(figure_text(row.measured, row.unit), row.verdict, options));
  }
  return column;
}

/// Objectives of any point, in the order of the first that has them.
std::vector<Column> objective_columns(const SweepAnswer& answer, const TerminalOptions& options) {
  std::vector<Column> columns;
  std::vector<std::string> seen;
  for (const SweepPoint& point : answer.points) {
    for (const ObjectiveResult* row : judged_objectives(point.results)) {
      const std::string key = row->text + "\n" + row->metric;
      if (row->metric.empty() || std::find(seen.begin(), seen.end(), key) != seen.end()) continue;
      seen.push_back(key);
      columns.push_back(objective_column(answer, *row, options));
    }
  }
  return columns;
}

using Address = std::pair<std::string_view, std::string_view>;

/// Figures that some point reports.
std::vector<Column> figure_columns(const SweepAnswer& answer, std::span<const Address> addresses) {
  std::vector<Column> columns;
  for (const auto& [metric, statistic] : addresses) {
    Column column{.align = Align::right, .head = {}, .cells = {}};
    const auto [component, quantity] = split_name(std::string(metric));
    column.head = {component, quantity, std::string(statistic)};
    bool is_reported = false;
    for (const SweepPoint& point : answer.points) {
      const MetricResult* result = point.results.find(metric, "");
      const Figure* figure = result == nullptr ? nullptr : result->find(statistic);
      is_reported = is_reported || figure != nullptr;
      const std::string_view unit =
          statistic == "rate" || result == nullptr ? "1/s" : std::string_view(result->unit);
      column.cells.push_back(figure == nullptr ? "-" : figure_text(*figure, unit));
    }
    if (is_reported) columns.push_back(std::move(column));
  }
  return columns;
}

/// What an adapter carries: its rings feel packets, whatever their Mbps are. As numbers only: what
/// comes is given, and stands beside figures that have intervals.
std::vector<Column> load_columns(const SweepAnswer& answer) {
  static constexpr std::array load = {std::pair{"nic.mbps", "Mbps"},
                                      std::pair{"nic.rx.packet_rate", "packets/s"}};
  std::vector<Column> columns;
  for (const auto& [metric, unit] : load) {
    Column column{.align = Align::right, .head = {"nic", "in and out", unit}, .cells = {}};
    column.is_load = true;
    bool is_reported = false;
    for (const SweepPoint& point : answer.points) {
      const MetricResult* result = point.results.find(metric, "");
      const Figure* figure = result == nullptr ? nullptr : result->find("mean");
      const bool has_value = figure != nullptr && figure->value.has_value();
      is_reported = is_reported || has_value;
      column.cells.push_back(
          has_value ? grouped(static_cast<std::uint64_t>(std::llround(*figure->value))) : "-");
    }
    if (is_reported) columns.push_back(std::move(column));
  }
  if (columns.size() == 2) columns[1].head[1] = "in";
  return columns;
}

/// Nothing stands in it.
bool is_empty(const Column& column) {
  return std::all_of(column.cells.begin(), column.cells.end(),
                     [](const std::string& cell) { return cell == "-"; });
}

/// What one looks at when nothing is stated: what users see, then what wears out.
std::vector<Column> usual_columns(const SweepAnswer& answer) {
  static constexpr std::array usual = {
      Address{"sign_in.success", "mean"},
      Address{"sign_in.time", "p95"},
      Address{"goodput.rate", "rate"},
      Address{"station.sojourn_time", "p95"},
      Address{"station.utilization", "mean"},
      Address{"snat.port_utilization", "max"},
      Address{"front_end.cpu.utilization", "mean"},
      Address{"sql.sproc_latency", "p95"},
      Address{"nic.rx.loss", "mean"},
      Address{"nic.rx.overrun_stalls", "mean"},
      Address{"nic.tx.delay", "max"},
      Address{"av.mos", "mean"},
  };
  return figure_columns(answer, usual);
}

/// The resource with least headroom at each point.
Column first_limit_column(const SweepAnswer& answer) {
  Column column{.align = Align::left, .head = {"", "breaks first", ""}, .cells = {}};
  for (const SweepPoint& point : answer.points) {
    const std::vector<Bottleneck>& rows = point.results.bottlenecks;
    if (rows.empty()) {
      column.cells.emplace_back("-");
      continue;
    }
    column.cells.push_back(short_name(rows.front()) + " " + headroom_text(rows.front()));
  }
  return column;
}

/// Keeps the columns that fit: those that some point breaks, then the undecided, then the others;
/// their order stays.
std::size_t leave_out(std::vector<Column>& columns, std::size_t room) {
  const auto rank = [](const Column& column) {
    return column.is_load || column.is_broken ? 0 : column.is_undecided ? 1 : 2;
  };
  std::vector<bool> kept(columns.size(), false);
  for (const int wanted : {0, 1, 2}) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (rank(columns[i]) != wanted || columns[i].width() > room) continue;
      kept[i] = true;
      room -= columns[i].width();
    }
  }
  std::vector<Column> fitting;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (kept[i]) fitting.push_back(std::move(columns[i]));
  }
  const std::size_t left_out = columns.size() - fitting.size();
  columns = std::move(fitting);
  return left_out;
}

std::size_t total_width(const std::vector<Column>& columns) {
  std::size_t width = 0;
  for (const Column& column : columns) width += column.width();
  return width;
}

/// All columns; figures only as far as `room` reaches.
std::vector<Column> columns_of(const SweepAnswer& answer, const TerminalOptions& options,
                               std::size_t room, std::size_t& left_out) {
  std::vector<Column> columns;
  for (std::size_t i = 0; i < answer.varied.size(); ++i) {
    columns.push_back(setting_column(answer, i));
  }
  std::vector<Column> figures = load_columns(answer);
  // Of adapters alone there may be neither verdicts nor resources.
  const bool may_leave_out = !figures.empty();
  Column verdicts = verdict_column(answer, options);
  if (!may_leave_out || !is_empty(verdicts)) columns.push_back(std::move(verdicts));
  columns.push_back(replications_column(answer));
  std::vector<Column> judged = objective_columns(answer, options);
  if (judged.empty()) judged = usual_columns(answer);
  std::move(judged.begin(), judged.end(), std::back_inserter(figures));
  Column last = first_limit_column(answer);
  const bool has_last = !may_leave_out || !is_empty(last);
  const std::size_t taken = total_width(columns) + (has_last ? last.width() : 0);
  left_out = leave_out(figures, room - std::min(room, taken));
  std::move(figures.begin(), figures.end(), std::back_inserter(columns));
  if (has_last) columns.push_back(std::move(last));
  return columns;
}

TextTable with_columns(const std::vector<Column>& columns) {
  std::vector<Align> aligns;
  for (const Column& column : columns) aligns.push_back(column.align);
  return TextTable(aligns);
}

void add_points(TextTable& table, const std::vector<Column>& columns, std::size_t points) {
  for (std::size_t point = 0; point < points; ++point) {
    std::vector<std::string> cells;
    for (const Column& column : columns) cells.push_back(column.cells[point]);
    table.add(cells);
  }
}

}  // namespace

SweepTable sweep_table_on_terminal(const SweepAnswer& answer, const TerminalOptions& options) {
  std::size_t left_out = 0;
  const std::vector<Column> columns = columns_of(answer, options, text_width, left_out);
  TextTable table = with_columns(columns);
  for (std::size_t line = 0; line < head_lines; ++line) {
    std::vector<std::string> cells;
    bool is_blank = true;
    for (const Column& column : columns) {
      cells.push_back(column.head[line]);
      is_blank = is_blank && column.head[line].empty();
    }
    if (!is_blank) table.add(cells);
  }
  add_points(table, columns, answer.points.size());
  return {std::move(table), left_out};
}

SweepTable sweep_table_for_page(const SweepAnswer& answer) {
  std::size_t left_out = 0;
  const std::vector<Column> columns =
      columns_of(answer, {}, std::numeric_limits<std::size_t>::max(), left_out);
  TextTable table = with_columns(columns);
  std::vector<std::string> heads;
  for (const Column& column : columns) {
    std::string head = column.head[0].empty() ? "" : column.head[0] + ".";
    head += column.head[1] + (column.head[2].empty() ? "" : " " + column.head[2]);
    heads.push_back(std::move(head));
  }
  table.add(heads);
  add_points(table, columns, answer.points.size());
  return {std::move(table), left_out};
}

}  // namespace ocssim::reports
