// Columns of text on a terminal, measured in code points.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::reports {

enum class Align : std::uint8_t { left, right };

class TextTable {
 public:
  explicit TextTable(std::vector<Align> columns) : columns_(std::move(columns)) {}
  /// As many cells as columns.
  void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  [[nodiscard]] bool empty() const { return rows_.empty(); }
  /// Lines with two spaces in front and between columns; the last column is not padded and is
  /// broken between words where a line would pass 100 columns.
  [[nodiscard]] std::string render() const;
  /// The same as a table of Markdown; the first row is the head.
  [[nodiscard]] std::string markdown() const;

 private:
  std::vector<Align> columns_;
  std::vector<std::vector<std::string>> rows_;
};

inline constexpr std::size_t text_width = 100;

/// Columns on a terminal; changes of color take none.
[[nodiscard]] std::size_t width_of(std::string_view text);

/// Breaks between words so that no line is wider than `text_width`; later lines begin with
/// `indent` spaces. Ends with a newline.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t indent);

}  // namespace ocssim::reports
