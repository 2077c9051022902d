#include "study/verify/measured_data.hpp"

#include "scenarios/embedded.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

namespace ocssim::study {
namespace {

constexpr std::string_view embedded_folder = "measured/";

bool is_one(std::string_view name, std::string_view stem, std::string_view suffix) {
  return name.starts_with(stem) && name.ends_with(suffix);
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream text(line);
  for (std::string cell; std::getline(text, cell, ',');) {
    if (!cell.empty() && cell.back() == '\r') cell.pop_back();
    cells.push_back(cell);
  }
  return cells;
}

std::vector<std::string> texts_of_folder(const std::filesystem::path& folder, std::string_view stem,
                                         std::string_view suffix) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (is_one(entry.path().filename().string(), stem, suffix)) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<std::string> texts;
  for (const auto& path : files) {
    std::ifstream file(path, std::ios::binary);
    texts.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return texts;
}

}  // namespace

const std::string& RecordedRow::text(const std::string& column) const {
  const auto found = cells_.find(column);
  if (found == cells_.end()) throw std::runtime_error("recorded data: no column " + column);
  return found->second;
}

double RecordedRow::number(const std::string& column) const {
  return std::stod(text(column));
}

std::uint32_t RecordedRow::count(const std::string& column) const {
  return static_cast<std::uint32_t>(number(column));
}

bool RecordedRow::has(const std::string& column) const {
  const auto found = cells_.find(column);
  return found != cells_.end() && !found->second.empty();
}

std::vector<std::string> MeasuredData::texts(std::string_view measurement, std::string_view stem,
                                             std::string_view suffix) const {
  if (!folder_.empty()) {
    return texts_of_folder(std::filesystem::path(folder_) / measurement, stem, suffix);
  }
  const std::string prefix = std::string(embedded_folder) + std::string(measurement) + "/";
  std::vector<std::string> found;
  for (const scenarios::EmbeddedFile& file : scenarios::embedded_files()) {
    if (!file.name.starts_with(prefix)) continue;
    if (is_one(file.name.substr(prefix.size()), stem, suffix)) found.emplace_back(file.text);
  }
  return found;
}

std::vector<RecordedRow> MeasuredData::rows(std::string_view measurement,
                                            std::string_view stem) const {
  std::vector<RecordedRow> rows;
  for (const std::string& text : texts(measurement, stem, ".csv")) {
    std::istringstream lines(text);
    std::string line;
    std::getline(lines, line);
    const std::vector<std::string> columns = cells_of(line);
    while (std::getline(lines, line)) {
      const std::vector<std::string> cells = cells_of(line);
      if (cells.empty()) continue;
      std::map<std::string, std::string> row;
      for (std::size_t i = 0; i < columns.size(); ++i) {
        row[columns[i]] = i < cells.size() ? cells[i] : "";
      }
      rows.emplace_back(std::move(row));
    }
  }
  return rows;
}

std::vector<std::vector<std::string>> MeasuredData::words(std::string_view measurement,
                                                          std::string_view stem) const {
  std::vector<std::vector<std::string>> lines;
  for (const std::string& text : texts(measurement, stem, ".txt")) {
    std::istringstream all(text);
    for (std::string line; std::getline(all, line);) {
      std::istringstream words(line);
      std::vector<std::string> found;
      for (std::string word; words >> word;) found.push_back(word);
      if (!found.empty()) lines.push_back(std::move(found));
    }
  }
  return lines;
}

}  // namespace ocssim::study
