// Work for a cluster: missing units cut into tasks of a Slurm job array, as texts.
//
// A task holds 50 to 500 units: a scheduler starts about one task a second, and a task that fails
// should cost minutes, not the night. It writes into a results folder of its own, so that no file
// is shared over a network; `merge` joins the folders.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::study {

inline constexpr std::size_t fewest_units_a_task = 50;
inline constexpr std::size_t most_units_a_task = 500;
inline constexpr double task_cpu_seconds = 900.0;  // aimed at between the two

/// Units of one task, when one takes `cpu_seconds`.
[[nodiscard]] std::size_t units_a_task(double cpu_seconds);

/// Cut in order into lists of `units_a_task`; the last may be shorter.
[[nodiscard]] std::vector<std::vector<std::string>> tasks_of(const std::vector<std::string>& units,
                                                             std::size_t units_a_task);

/// Where things of one submission stand, relative to the results folder.
[[nodiscard]] std::string list_name(std::size_t round, std::string_view task);    // its units
[[nodiscard]] std::string folder_name(std::size_t round, std::string_view task);  // its results

struct SlurmArray {
  std::string tool;      // path of ocssim
  std::string folder;    // of the results, absolute
  std::string job_name;  // letters, digits, dashes
  std::size_t round = 1;
  std::size_t tasks = 1;
  unsigned threads = 1;
};

/// The script of the array; it takes no arguments. What the site needs beside it (partition,
/// account, time) comes from the environment of sbatch, SBATCH_PARTITION and so on.
[[nodiscard]] std::string slurm_script(const SlurmArray& array);

/// `word` between single quotes of the shell.
[[nodiscard]] std::string single_quoted(std::string_view word);

}  // namespace ocssim::study
