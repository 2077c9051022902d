#include "reports/store/results_folder.hpp"

#include "reports/store/file_error.hpp"

#include <algorithm>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace ocssim::reports {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view temporary_suffix = ".part";

fs::path made(fs::path folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw FileError("cannot make " + folder.string() + ": " + error.message());
  return folder;
}

Place temporary_of(const Place& place) {
  return {place.folder, place.name + std::string(temporary_suffix),
          place.shown.string() + std::string(temporary_suffix)};
}

}  // namespace

ResultsFolder::ResultsFolder(fs::path folder, std::function<double()> wall_seconds)
    : folder_(made(std::move(folder))),
      itself_(open_folder(folder_)),
      units_(folder_within({itself_.number, "units", folder_ / "units"})),
      lock_(folder_),
      wall_seconds_(std::move(wall_seconds)) {
  clear_temporaries();
  if (wall_seconds_) flushed_at_ = wall_seconds_();
}

ResultsFolder::~ResultsFolder() {
  try {
    flush();
  } catch (const FileError&) {
    // The units are complete and named; only their way to the disk is left to the kernel.
  }
}

void ResultsFolder::clear_temporaries() {
  for (const std::string& name : names_in({units_.number, "", folder_ / "units"})) {
    if (name.ends_with(temporary_suffix)) ::unlinkat(units_.number, name.c_str(), 0);
  }
}

Place ResultsFolder::unit_place(std::string_view unit_name) const {
  return {units_.number, std::string(unit_name), folder_ / "units" / std::string(unit_name)};
}

Place ResultsFolder::file_place(std::string_view name) const {
  return {itself_.number, std::string(name), folder_ / std::string(name)};
}

std::optional<std::string> ResultsFolder::load(std::string_view unit_name) const {
  const Place place = unit_place(unit_name);
  const Standing standing = standing_at(place);
  if (standing == Standing::nothing) return {};
  return standing == Standing::file ? read_whole(place) : std::string();
}

std::optional<std::string> ResultsFolder::read_file(std::string_view name) const {
  return read_whole(file_place(name));
}

bool ResultsFolder::has(std::string_view unit_name) const {
  return standing_at(unit_place(unit_name)) == Standing::file;
}

std::vector<std::string> ResultsFolder::unit_names() const {
  std::vector<std::string> names = names_in({units_.number, "", folder_ / "units"});
  std::erase_if(names, [](const std::string& name) { return name.ends_with(temporary_suffix); });
  return names;
}

/// A folder is not replaced by a rename. What is in it is not ours to delete.
void ResultsFolder::clear_for(const Place& place) {
  if (standing_at(place) != Standing::folder) return;
  if (::unlinkat(place.folder, place.name.c_str(), AT_REMOVEDIR) == 0) {
    set_aside_.push_back(place.shown.string() + " was an empty folder and was removed");
    return;
  }
  Place aside = file_place(place.name + ".aside");
  for (int i = 2; standing_at(aside) != Standing::nothing; ++i) {
    aside = file_place(place.name + ".aside-" + std::to_string(i));
  }
  rename_within(place, aside);
  set_aside_.push_back(place.shown.string() + " was a folder and is now " + aside.shown.string());
}

void ResultsFolder::replace(const Place& place, std::string_view bytes) {
  const Place temporary = temporary_of(place);
  write_whole(temporary, bytes);
  rename_within(temporary, place);
}

void ResultsFolder::store(std::string_view unit_name, std::string_view bytes) {
  const Place place = unit_place(unit_name);
  clear_for(temporary_of(place));
  clear_for(place);
  replace(place, bytes);
  unflushed_units_.emplace_back(unit_name);
  if (wall_seconds_ && wall_seconds_() - flushed_at_ >= 1.0) flush();
}

void ResultsFolder::write_file(std::string_view name, std::string_view bytes) {
  const std::size_t slash = name.find('/');
  if (slash == std::string_view::npos) {
    replace(file_place(name), bytes);
    unflushed_files_.emplace_back(name);
    return;
  }
  const Descriptor within = folder_within(file_place(name.substr(0, slash)));
  const Place place{within.number, std::string(name.substr(slash + 1)),
                    folder_ / std::string(name)};
  replace(place, bytes);
  write_through(place);
}

void ResultsFolder::flush() {
  const std::vector<std::string> units = std::exchange(unflushed_units_, {});
  const std::vector<std::string> files = std::exchange(unflushed_files_, {});
  if (units.empty() && files.empty()) return;
  for (const std::string& unit : units) write_through(unit_place(unit));
  for (const std::string& file : files) write_through(file_place(file));
  write_through({units_.number, ".", folder_ / "units"});
  write_through({itself_.number, ".", folder_});
  if (wall_seconds_) flushed_at_ = wall_seconds_();
}

}  // namespace ocssim::reports
