// The source line and its caret.
#include "scenarios/document/render.hpp"

#include "scenarios/document/displayable.hpp"
#include "scenarios/document/utf8.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace ocssim::scenarios {
namespace {

constexpr std::string_view ellipsis = "…";
constexpr std::size_t tab_columns = 4;

/// One character of a source line as the terminal shows it.
struct Cell {
  std::string text;
  std::size_t width = 1;   // terminal columns
  std::size_t offset = 0;  // byte offset in the line
};

[[nodiscard]] std::string visible(const CodePoint& point, std::string_view bytes) {
  if (!point.valid || steers(point.value)) return "\xEF\xBF\xBD";  // U+FFFD
  return std::string(bytes);
}

/// What can be shown of a line around byte `from`: a line may have 64 MiB, a terminal has not.
struct Excerpt {
  std::size_t begin = 0, end = 0;  // bytes of the line, at the bounds of code points
};

[[nodiscard]] Excerpt excerpt_of(std::string_view line, std::size_t from, std::size_t columns) {
  const std::size_t reach = 8 * columns;  // a character has at most 4 bytes, and may have no width
  const auto is_inside = [&](std::size_t at) {
    return at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0U) == 0x80U;
  };
  Excerpt excerpt{from > reach ? from - reach : 0, std::min(line.size(), from + reach)};
  while (excerpt.begin > 0 && excerpt.begin < from && is_inside(excerpt.begin)) ++excerpt.begin;
  while (excerpt.end < line.size() && is_inside(excerpt.end)) ++excerpt.end;
  return excerpt;
}

[[nodiscard]] std::vector<Cell> cells_of(std::string_view line) {
  std::vector<Cell> cells;
  std::size_t column = 0;
  for (std::size_t i = 0; i < line.size();) {
    const CodePoint point = code_point_at(line, i);
    Cell cell{visible(point, line.substr(i, point.length)), 1, i};
    if (point.value == '\t' && point.valid) {
      cell.width = tab_columns - column % tab_columns;
      cell.text = std::string(cell.width, ' ');
    } else if (point.valid) {
      cell.width = display_width(point.value);
    }
    column += cell.width;
    cells.push_back(std::move(cell));
    i += point.length;
  }
  return cells;
}

/// First and last + 1 cell to print, such that the cell `focus` is among them.
struct Window {
  std::size_t first = 0, last = 0;
};

[[nodiscard]] Window window_around(const std::vector<Cell>& cells, std::size_t focus,
                                   std::size_t columns) {
  Window window{0, cells.size()};
  std::size_t total = 0;
  for (const Cell& cell : cells) total += cell.width;
  if (total <= columns) return window;
  window.first = focus;
  std::size_t before = 0;
  while (window.first > 0 && before < columns / 2) before += cells[--window.first].width;
  window.last = window.first;
  std::size_t used = 0;
  while (window.last < cells.size() && used < columns) used += cells[window.last++].width;
  return window;
}

void append_source(std::string& out, const Diagnostic& diagnostic, const Position& begin,
                   const SourceTable& sources, const RenderOptions& options) {
  const std::string_view line = sources.line_text(diagnostic.where.source, begin.line);
  const std::size_t line_offset = sources[diagnostic.where.source].line_starts[begin.line - 1];
  const std::size_t in_line = std::min<std::size_t>(
      line.size(),
      diagnostic.where.begin - std::min<std::size_t>(diagnostic.where.begin, line_offset));
  const Excerpt excerpt = excerpt_of(line, in_line, options.line_columns);
  const std::size_t from = in_line - excerpt.begin;
  const std::size_t to = std::max<std::size_t>(diagnostic.where.end, line_offset + excerpt.begin) -
                         line_offset - excerpt.begin;

  const std::vector<Cell> cells = cells_of(line.substr(excerpt.begin, excerpt.end - excerpt.begin));
  std::size_t focus = 0;
  while (focus < cells.size() && cells[focus].offset < from) ++focus;
  const Window window = window_around(cells, focus, options.line_columns);

  const bool is_cut_before = window.first > 0 || excerpt.begin > 0;
  const bool is_cut_behind = window.last < cells.size() || excerpt.end < line.size();
  std::string shown = is_cut_before ? std::string(ellipsis) : "";
  std::string marks(is_cut_before ? 1 : 0, ' ');
  for (std::size_t i = window.first; i < window.last; ++i) {
    shown += cells[i].text;
    if (i < focus) marks.append(cells[i].width, ' ');
    if (i == focus && cells[i].width > 0) marks += '^' + std::string(cells[i].width - 1, '~');
    if (i > focus && cells[i].offset < to) marks.append(cells[i].width, '~');
  }
  if (is_cut_behind) shown += ellipsis;
  if (focus >= cells.size()) marks += '^';

  std::string number = std::to_string(begin.line);
  number.insert(0, number.size() < 4 ? 4 - number.size() : 0, ' ');
  const std::string gutter(number.size(), ' ');
  while (shown.ends_with(' ')) shown.pop_back();
  out += ' ' + number + (shown.empty() ? " |" : " | ") + shown + '\n';
  out += ' ' + gutter + " | " + marks + '\n';
  const auto note = [&](const std::string& text) {
    out += ' ' + gutter + " = " + displayable(text) + '\n';
  };
  if (!diagnostic.pointer.empty()) note("at " + diagnostic.pointer);
  if (!diagnostic.expected.empty()) note("expected " + diagnostic.expected);
  if (!diagnostic.suggestion.empty()) note("did you mean \"" + diagnostic.suggestion + "\"?");
  if (!diagnostic.help.empty()) note("help: " + diagnostic.help);
}

}  // namespace

std::string render_text(const Diagnostics& diagnostics, const SourceTable& sources,
                        const RenderOptions& options) {
  std::string out;
  const std::vector<Diagnostic> sorted = diagnostics.sorted();
  const std::size_t shown = std::min(sorted.size(), options.most);
  PositionFinder positions(sources);
  for (std::size_t i = 0; i < shown; ++i) {
    const Diagnostic& diagnostic = sorted[i];
    const DiagnosticKind& kind = kind_of(diagnostic.code);
    const Position at = positions.locate(diagnostic.where.source, diagnostic.where.begin);
    out += displayable(sources[diagnostic.where.source].name) + ':' + std::to_string(at.line) +
           ':' + std::to_string(at.column);
    out += kind.severity == Severity::error ? ": error[" : ": warning[";
    out += std::string(kind.id) + "]: " + displayable(diagnostic.message) + '\n';
    append_source(out, diagnostic, at, sources, options);
  }
  if (const std::size_t more = diagnostics.count() - shown; more > 0) {
    out += "and " + std::to_string(more) + " more\n";
  }
  return out;
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t longest = 40;
  std::string result = "\"";
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++count) {
    if (count == longest) {
      result += ellipsis;
      break;
    }
    const CodePoint point = code_point_at(text, i);
    result += visible(point, text.substr(i, point.length));
    i += point.length;
  }
  return result + '"';
}

}  // namespace ocssim::scenarios
