#include "cli/joining.hpp"

#include "cli/terminal.hpp"
#include "reports/store/replication_file.hpp"

#include <algorithm>
#include <optional>

namespace ocssim::cli {

void join_units(const reports::ResultsFolder& from, reports::ResultsFolder& into, Joined& joined) {
  for (const std::string& name : from.unit_names()) {
    const std::optional<std::string> bytes = from.load(name);
    if (!bytes || !reports::read_observations(name, *bytes)) {
      ++joined.bad;
      write_stderr("ocssim: " + (from.path() / "units" / name).string() +
                   " is damaged and was left behind\n");
      continue;
    }
    const std::optional<std::string> there = into.load(name);
    if (there == bytes) continue;
    into.store(name, *bytes);
    ++joined.units;
  }
}

std::vector<std::string> task_folders(const std::filesystem::path& folder) {
  std::vector<std::string> found;
  std::error_code error;
  // A task made its folder itself; a link would take us, and our lock, elsewhere.
  if (std::filesystem::is_symlink(folder / "shards", error)) return found;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "shards", error)) {
    if (entry.is_directory(error) && !entry.is_symlink(error)) {
      found.push_back(entry.path().string());
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace ocssim::cli
