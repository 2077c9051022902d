// A results folder: units/, summary.json, timing.json and the lock.
#pragma once

#include "reports/store/descriptor.hpp"
#include "reports/store/files_at.hpp"
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
  /// The folder itself may be a link, since the user named it; what lies in it may not lead out of
  /// it. Throws FileError.
  explicit ResultsFolder(std::filesystem::path folder, std::function<double()> wall_seconds = {});
  ~ResultsFolder() override;
  ResultsFolder(const ResultsFolder&) = delete;
  ResultsFolder& operator=(const ResultsFolder&) = delete;

  /// What is no file (a folder, a pipe) is empty, hence a bad unit.
  [[nodiscard]] std::optional<std::string> load(std::string_view unit_name) const override;
  [[nodiscard]] bool has(std::string_view unit_name) const override;
  /// Names of all stored units, sorted.
  [[nodiscard]] std::vector<std::string> unit_names() const;
  /// Written to a temporary name and renamed at once; written through at most once a second. A
  /// folder that stands in its place goes when it is empty and is set aside when it is not.
  void store(std::string_view unit_name, std::string_view bytes) override;
  void flush() override;

  /// question.json, summary.json, …; nothing when there is none. Throws FileError.
  [[nodiscard]] std::optional<std::string> read_file(std::string_view name) const;
  /// Replaced whole; `name` may begin with a folder of its own ("submit/1.sh"). Throws FileError.
  void write_file(std::string_view name, std::string_view bytes);
  /// Sentences for the user about what stood in the place of units and where it is now.
  [[nodiscard]] const std::vector<std::string>& set_aside() const { return set_aside_; }

  [[nodiscard]] const std::filesystem::path& path() const { return folder_; }

 private:
  [[nodiscard]] Place unit_place(std::string_view unit_name) const;
  [[nodiscard]] Place file_place(std::string_view name) const;
  static void replace(const Place& place, std::string_view bytes);
  void clear_for(const Place& place);
  void clear_temporaries();

  std::filesystem::path folder_;
  Descriptor itself_;  // the folder
  Descriptor units_;   // its units/
  FolderLock lock_;
  std::function<double()> wall_seconds_;
  double flushed_at_ = 0.0;
  std::vector<std::string> unflushed_units_;  // renamed, perhaps not yet on the disk
  std::vector<std::string> unflushed_files_;
  std::vector<std::string> set_aside_;
};

}  // namespace ocssim::reports
