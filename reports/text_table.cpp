#include "reports/text_table.hpp"

#include "engine/check.hpp"
#include "reports/escaping.hpp"

#include <algorithm>

namespace ocssim::reports {
namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t hanging_indent = 8;
constexpr std::size_t narrowest = 24;  // columns in which a text can still be read

std::string padded(const std::string& text, std::size_t width, Align align) {
  const std::string spaces(width - std::min(width, width_of(text)), ' ');
  return align == Align::left ? text + spaces : spaces + text;
}

}  // namespace

std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  bool in_color = false;
  for (const char c : text) {
    if (c == '\x1b') in_color = true;
    // Continuation bytes of UTF-8 take no column.
    if (!in_color && (static_cast<unsigned char>(c) & 0xC0) != 0x80) ++width;
    if (c == 'm') in_color = false;
  }
  return width;
}

std::string wrapped(std::string_view text, std::size_t indent) {
  std::string out;
  std::size_t column = 0;
  bool at_start = true;
  while (!text.empty()) {
    const std::size_t begin = text.find_first_not_of(' ');
    if (begin == std::string_view::npos) break;
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string_view spaces = text.substr(0, begin);
    const std::string_view word = text.substr(begin, end - begin);
    if (!at_start && column + spaces.size() + width_of(word) > text_width) {
      out += "\n" + std::string(indent, ' ');
      column = indent;
    } else {
      out += spaces;
      column += spaces.size();
    }
    out += word;
    column += width_of(word);
    at_start = false;
    text.remove_prefix(end);
  }
  return out + "\n";
}

std::string TextTable::render() const {
  std::vector<std::size_t> widths(columns_.size(), 0);
  for (const auto& row : rows_) {
    OCSSIM_CHECK(row.size() == columns_.size());
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], width_of(row[i]));
    }
  }
  std::string out;
  for (const auto& row : rows_) {
    std::string line;
    std::size_t last_column = 0;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += std::string(gap, ' ');
      last_column = width_of(line);
      const bool is_last = i + 1 == row.size();
      line +=
          is_last && columns_[i] == Align::left ? row[i] : padded(row[i], widths[i], columns_[i]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    // A last column that begins far right would be broken word by word.
    out += wrapped(line, last_column + narrowest > text_width ? hanging_indent : last_column);
  }
  return out;
}

std::string TextTable::markdown() const {
  std::string out;
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    OCSSIM_CHECK(rows_[row].size() == columns_.size());
    for (const std::string& cell : rows_[row]) out += "| " + markdown_escaped(cell) + " ";
    out += "|\n";
    if (row != 0) continue;
    for (const Align align : columns_) out += align == Align::left ? "| --- " : "| ---: ";
    out += "|\n";
  }
  return out;
}

}  // namespace ocssim::reports
