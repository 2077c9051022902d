// Units of several results folders in one: what `merge` and `--submit` share.
#pragma once

#include "reports/store/results_folder.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace ocssim::cli {

struct Joined {
  std::size_t units = 0;  // that were new
  std::size_t bad = 0;    // named on stderr and left behind
};

/// Good units that `into` does not have yet.
void join_units(const reports::ResultsFolder& from, reports::ResultsFolder& into, Joined& joined);

/// Folders of tasks below a results folder, sorted: `shards/*`.
[[nodiscard]] std::vector<std::string> task_folders(const std::filesystem::path& folder);

}  // namespace ocssim::cli
