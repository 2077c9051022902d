// A table of a page. Cells are text and are escaped here; markup is marked as such.
#pragma once

#include "reports/text_table.hpp"

#include <string>
#include <utility>
#include <vector>

namespace ocssim::reports {

struct Cell {
  std::string text;
  std::string style = {};  // class of the cell, for what style.css knows
  bool is_markup = false;

  Cell(std::string content) : text(std::move(content)) {}
  Cell(const char* content) : text(content) {}
  [[nodiscard]] static Cell markup(std::string html, std::string style = {}) {
    Cell cell(std::move(html));
    cell.style = std::move(style);
    cell.is_markup = true;
    return cell;
  }
  [[nodiscard]] static Cell styled(std::string content, std::string style) {
    Cell cell(std::move(content));
    cell.style = std::move(style);
    return cell;
  }
};

struct Column {
  std::string name;
  Align align = Align::left;
};

class HtmlTable {
 public:
  HtmlTable(std::string caption, std::vector<Column> columns)
      : caption_(std::move(caption)), columns_(std::move(columns)) {}
  /// As many cells as columns; the first names the row.
  void add(std::vector<Cell> cells) { rows_.push_back(std::move(cells)); }
  [[nodiscard]] bool empty() const { return rows_.empty(); }
  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  [[nodiscard]] const std::string& caption() const { return caption_; }
  /// Nothing when there is no row.
  [[nodiscard]] std::string html() const;

 private:
  std::string caption_;
  std::vector<Column> columns_;
  std::vector<std::vector<Cell>> rows_;
};

/// What is kept out of sight until it is asked for; prints its summary alone.
[[nodiscard]] std::string folded(const std::string& summary, const std::string& html,
                                 const std::string& id = {});

/// A paragraph of text, escaped.
[[nodiscard]] std::string paragraph(const std::string& text, const std::string& style = {});

}  // namespace ocssim::reports
