#include "study/submit/slurm.hpp"

#include <algorithm>

namespace ocssim::study {

std::size_t units_a_task(double cpu_seconds) {
  const double fitting = cpu_seconds > 0.0 ? task_cpu_seconds / cpu_seconds : most_units_a_task;
  return static_cast<std::size_t>(
      std::clamp(fitting, double{fewest_units_a_task}, double{most_units_a_task}));
}

std::vector<std::vector<std::string>> tasks_of(const std::vector<std::string>& units,
                                               std::size_t units_a_task) {
  std::vector<std::vector<std::string>> tasks;
  for (std::size_t begin = 0; begin < units.size(); begin += units_a_task) {
    const std::size_t end = std::min(begin + units_a_task, units.size());
    tasks.emplace_back(units.begin() + static_cast<std::ptrdiff_t>(begin),
                       units.begin() + static_cast<std::ptrdiff_t>(end));
  }
  return tasks;
}

std::string list_name(std::size_t round, std::string_view task) {
  return "submit/" + std::to_string(round) + "-" + std::string(task) + ".units";
}

std::string folder_name(std::size_t round, std::string_view task) {
  return "shards/" + std::to_string(round) + "-" + std::string(task);
}

std::string single_quoted(std::string_view word) {
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

std::string slurm_script(const SlurmArray& array) {
  const std::string task = "\"$SLURM_ARRAY_TASK_ID\"";
  std::string text = "#!/bin/sh\n";
  text += "#SBATCH --job-name=" + array.job_name + "\n";
  text += "#SBATCH --array=1-" + std::to_string(array.tasks) + "\n";
  text += "#SBATCH --cpus-per-task=" + std::to_string(array.threads) + "\n";
  text += "#SBATCH --requeue\n";
  text += "#SBATCH --open-mode=append\n";
  text +=
      "# A task that is started again goes on from the units in its folder. Tasks that failed\n";
  text += "# are repaired by submitting again: only what is missing is submitted.\n";
  text += "set -eu\n";
  text += "cd " + single_quoted(array.folder) + "\n";
  text += "exec " + single_quoted(array.tool) + " work question.json --units " +
          list_name(array.round, task) + " -o " + folder_name(array.round, task) +
          " -j \"${SLURM_CPUS_PER_TASK:-1}\" --progress none\n";
  return text;
}

}  // namespace ocssim::study
