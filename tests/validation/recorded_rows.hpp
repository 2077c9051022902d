// Rows of recorded measurements: CSV files with a line of column names.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::validation {

class RecordedRow {
 public:
  explicit RecordedRow(std::map<std::string, std::string> cells) : cells_(std::move(cells)) {}
  /// The cell of a column; fails the test when there is no such column.
  [[nodiscard]] const std::string& text(const std::string& column) const;
  [[nodiscard]] double number(const std::string& column) const;
  [[nodiscard]] bool has(const std::string& column) const;  // and it is not empty

 private:
  std::map<std::string, std::string> cells_;
};

/// Rows of all files `<stem>*.csv` of a folder below tests/data, in order of their names: further
/// rows of the same measurement are dropped there as files of their own.
[[nodiscard]] std::vector<RecordedRow> recorded_rows(const std::string& folder,
                                                     std::string_view stem);

}  // namespace ocssim::validation
