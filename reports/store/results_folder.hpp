// A results folder: units/, summary.json, timing.json and the lock.
#pragma once

#include "reports/store/folder_lock.hpp"
#include "reports/store/unit_store.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::reports {

class ResultsFolder final : public UnitStore {
 public:
  /// Makes the folder when it is not there, locks it and clears what a killed process left half
  /// written. `wall_seconds` is the caller's clock; without one, only `flush` writes through.
  /// Throws FileError.
  explicit ResultsFolder(std::filesystem::path folder, std::function<double()> wall_seconds = {});
  ~ResultsFolder() override;
  ResultsFolder(const ResultsFolder&) = delete;
  ResultsFolder& operator=(const ResultsFolder&) = delete;

  [[nodiscard]] std::optional<std::string> load(std::string_view unit_name) const override;
  [[nodiscard]] bool has(std::string_view unit_name) const override;
  /// Names of all stored units, sorted.
  [[nodiscard]] std::vector<std::string> unit_names() const;
  /// Written to a temporary name and renamed at once; written through at most once a second.
  void store(std::string_view unit_name, std::string_view bytes) override;
  void flush() override;

  /// question.json, summary.json, …; nothing when there is none. Throws FileError.
  [[nodiscard]] std::optional<std::string> read_file(std::string_view name) const;
  /// Replaced whole. Throws FileError.
  void write_file(std::string_view name, std::string_view bytes);

  [[nodiscard]] const std::filesystem::path& path() const { return folder_; }

 private:
  void replace(const std::filesystem::path& path, std::string_view bytes);
  [[nodiscard]] std::filesystem::path unit_path(std::string_view unit_name) const;

  std::filesystem::path folder_;
  FolderLock lock_;
  std::function<double()> wall_seconds_;
  double flushed_at_ = 0.0;
  std::vector<std::filesystem::path> unflushed_;  // renamed, perhaps not yet on the disk
};

}  // namespace ocssim::reports
