#include "tests/validation/recorded_rows.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace ocssim::validation {
namespace {

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream text(line);
  for (std::string cell; std::getline(text, cell, ',');) {
    if (!cell.empty() && cell.back() == '\r') cell.pop_back();
    cells.push_back(cell);
  }
  return cells;
}

}  // namespace

const std::string& RecordedRow::text(const std::string& column) const {
  static const std::string nothing;
  const auto found = cells_.find(column);
  if (found != cells_.end()) return found->second;
  ADD_FAILURE() << "no column " << column;
  return nothing;
}

double RecordedRow::number(const std::string& column) const {
  return std::stod(text(column));
}

bool RecordedRow::has(const std::string& column) const {
  const auto found = cells_.find(column);
  return found != cells_.end() && !found->second.empty();
}

std::vector<RecordedRow> recorded_rows(const std::string& folder, std::string_view stem) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(OCSSIM_TEST_DATA "/" + folder)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(stem) && name.ends_with(".csv")) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<RecordedRow> rows;
  for (const auto& path : files) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    const std::vector<std::string> columns = cells_of(line);
    while (std::getline(file, line)) {
      const std::vector<std::string> cells = cells_of(line);
      std::map<std::string, std::string> row;
      for (std::size_t i = 0; i < columns.size(); ++i) {
        row[columns[i]] = i < cells.size() ? cells[i] : "";
      }
      rows.emplace_back(std::move(row));
    }
  }
  return rows;
}

}  // namespace ocssim::validation
