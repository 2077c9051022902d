#include "reports/size_table.hpp"

#include "reports/deciding.hpp"
#include "reports/figures.hpp"
#include "reports/terminal_sections.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace ocssim::reports {
namespace {

std::string joined(const std::vector<Setting>& set) {
  std::string text;
  for (const Setting& one : set) text += (text.empty() ? "" : " / ") + one.value;
  return text;
}

std::optional<std::uint64_t> count_of(const Setting& setting) {
  const std::string& text = plain_value(setting);
  std::uint64_t count = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), count);
  if (end.ec != std::errc{} || end.ptr != text.data() + text.size()) return std::nullopt;
  return count;
}

/// The words of a head, one a line.
std::vector<std::string> words_of(std::string_view text, std::string_view breaks) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(breaks), text.size());
    if (end > 0) words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return words;
}

struct Column {
  std::vector<std::string> head;
  std::vector<std::string> cells;
};

/// One line of the table: what is varied is the same.
std::vector<std::size_t> line_starts(const SizeAnswer& answer) {
  const std::size_t width = std::max<std::size_t>(1, answer.cases.size());
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < answer.points.size(); i += width) starts.push_back(i);
  return starts;
}

std::vector<Column> columns_of(const SizeAnswer& answer) {
  const std::vector<std::size_t> lines = line_starts(answer);
  std::vector<Column> columns;
  for (std::size_t i = 0; i < answer.varied.size(); ++i) {
    Column column{.head = words_of(answer.varied[i], "."), .cells = {}};
    for (const std::size_t at : lines) column.cells.push_back(answer.points[at].set[i].value);
    columns.push_back(std::move(column));
  }
  if (!answer.rule.empty()) {
    Column column{.head = {"rule of", "thumb"}, .cells = {}};
    for (const std::size_t at : lines) {
      const auto& rule = answer.points[at].rule;
      column.cells.push_back(rule ? std::to_string(*rule) : "-");
    }
    columns.push_back(std::move(column));
  }
  const std::size_t width = std::max<std::size_t>(1, answer.cases.size());
  for (std::size_t i = 0; i < width; ++i) {
    Column column{.head = answer.cases.empty() ? std::vector<std::string>{"least"}
                                               : words_of(answer.cases[i], " "),
                  .cells = {}};
    for (const std::size_t at : lines) {
      const SizePoint& point = answer.points[at + i];
      column.cells.push_back(least_text(point) + (exceeds_rule(point) ? "*" : " "));
    }
    columns.push_back(std::move(column));
  }
  return columns;
}

TextTable filled(const std::vector<Column>& columns, std::size_t head_lines) {
  TextTable table(std::vector<Align>(columns.size(), Align::right));
  for (std::size_t line = 0; line < head_lines; ++line) {
    std::vector<std::string> cells;
    for (const Column& column : columns) {
      // Short heads stand on the last lines.
      const std::size_t above = head_lines - std::min(head_lines, column.head.size());
      cells.push_back(line < above ? "" : column.head[line - above]);
    }
    table.add(cells);
  }
  for (std::size_t row = 0; row < columns.front().cells.size(); ++row) {
    std::vector<std::string> cells;
    for (const Column& column : columns) cells.push_back(column.cells[row]);
    table.add(cells);
  }
  return table;
}

}  // namespace

std::string least_text(const SizePoint& point) {
  if (point.status == SizeStatus::infeasible) return "none";
  std::string text;
  for (const std::vector<Setting>& one : point.least) {
    text += (text.empty() ? "" : ", ") + joined(one);
  }
  if (point.status == SizeStatus::inconclusive) return text.empty() ? "undecided" : text + "?";
  return text;
}

bool exceeds_rule(const SizePoint& point) {
  if (!point.rule || point.status != SizeStatus::found) return false;
  return std::any_of(point.least.begin(), point.least.end(), [&](const auto& one) {
    const auto count = count_of(one.front());
    return count && *count > *point.rule;
  });
}

TextTable sizes_on_terminal(const SizeAnswer& answer) {
  const std::vector<Column> columns = columns_of(answer);
  std::size_t lines = 0;
  for (const Column& column : columns) lines = std::max(lines, column.head.size());
  return filled(columns, lines);
}

TextTable sizes_for_page(const SizeAnswer& answer) {
  std::vector<Column> columns = columns_of(answer);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    std::string head;
    for (const std::string& word : columns[i].head) head += (head.empty() ? "" : " ") + word;
    columns[i].head = {i < answer.varied.size() ? answer.varied[i] : head};
  }
  return filled(columns, 1);
}

TextTable proof_table(const SizePoint& point, const TerminalOptions& options) {
  const std::vector<Setting>& paths = point.proof.front().set;
  std::vector<Align> align(paths.size(), Align::right);
  align.insert(align.end(), {Align::right, Align::left, Align::right, Align::left});
  TextTable table(align);
  std::vector<std::string> head;
  for (const Setting& path : paths) head.push_back(path.path);
  head.insert(head.end(), {"n", "verdict", "measured", "decided by"});
  table.add(head);
  for (const SizeProof& proof : point.proof) {
    std::vector<std::string> cells;
    for (const Setting& setting : proof.set) cells.push_back(setting.value);
    Results results;
    results.verdict = proof.verdict;
    results.objectives = proof.objectives;
    const ObjectiveResult* deciding = deciding_objective(results);
    cells.push_back(std::to_string(proof.replications));
    cells.push_back(painted(verdict_cell(proof.verdict), proof.verdict, options));
    cells.push_back(deciding == nullptr ? "-" : figure_text(deciding->measured, deciding->unit));
    cells.push_back(deciding == nullptr
                        ? "-"
                        : deciding->text +
                              (deciding->component.empty() ? "" : ", " + deciding->component));
    table.add(cells);
  }
  return table;
}

}  // namespace ocssim::reports
