#include "cli/submit.hpp"

#include "cli/canonical_command.hpp"
#include "cli/joining.hpp"
#include "cli/process.hpp"
#include "cli/pursue.hpp"
#include "cli/terminal.hpp"
#include "reports/store/file_error.hpp"
#include "reports/store/hash.hpp"
#include "study/cost.hpp"
#include "study/submit/slurm.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <string>
#include <vector>

namespace ocssim::cli {
namespace {

namespace fs = std::filesystem;

/// The same for every submission of one results folder, so that a running one is found again even
/// when nobody noted its number.
std::string job_name_of(const fs::path& folder) {
  return "ocssim-" + reports::hash_128_hex(folder.string()).substr(0, 12);
}

/// Array tasks of this folder that wait or run, as squeue prints them; empty: none, or no Slurm.
std::string active_tasks(const std::string& job_name) {
  const ProgramOutcome queue = run_program({"squeue", "-h", "-n", job_name, "-o", "%i %T"});
  return queue.exit_code == 0 ? queue.output : "";
}

std::size_t next_round(const fs::path& folder) {
  std::size_t last = 0;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder / "submit", error)) {
    const std::string name = entry.path().filename().string();
    std::size_t round = 0;
    const auto read = std::from_chars(name.data(), name.data() + name.size(), round);
    if (read.ec == std::errc{}) last = std::max(last, round);
  }
  return last + 1;
}

/// Units of finished and failed tasks come home; folders that hold nothing else are cleared.
void bring_home(reports::ResultsFolder& own) {
  for (const std::string& name : task_folders(own.path())) {
    Joined joined;
    {
      const reports::ResultsFolder task(name);
      join_units(task, own, joined);
    }
    own.flush();
    std::error_code error;
    if (joined.bad == 0) fs::remove_all(name, error);
  }
}

std::string lines_of(const std::vector<std::string>& units) {
  std::string text;
  for (const std::string& unit : units) text += unit + "\n";
  return text;
}

/// Number of the array job. Throws FileError when sbatch does not take it.
std::string submit_script(const fs::path& folder, std::size_t round) {
  const std::string stem = (folder / "submit" / std::to_string(round)).string();
  const ProgramOutcome outcome =
      run_program({"sbatch", "--parsable", "--output=" + stem + "-%a.log", stem + ".sh"});
  if (outcome.exit_code == 127) {
    throw reports::FileError("cannot start sbatch; is Slurm installed here? The script is " + stem +
                             ".sh");
  }
  if (outcome.exit_code != 0) {
    throw reports::FileError(
        fmt::format("sbatch refused {}.sh (exit {})", stem, outcome.exit_code));
  }
  return outcome.output.substr(0, outcome.output.find_first_of(";\n"));
}

void write_tasks(reports::ResultsFolder& own, const std::vector<std::vector<std::string>>& tasks,
                 const study::SlurmArray& array) {
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    own.write_file(study::list_name(array.round, std::to_string(i + 1)), lines_of(tasks[i]));
  }
  own.write_file("submit/" + std::to_string(array.round) + ".sh", study::slurm_script(array));
  own.flush();
}

}  // namespace

ExitCode submit(const study::Question& question, Inquiry& inquiry, const CommandLine& line) {
  const fs::path folder = fs::absolute(folder_of(line, inquiry.scenario_name())).lexically_normal();
  const std::string job_name = job_name_of(folder);
  const std::string active = active_tasks(job_name);
  if (!active.empty()) {
    write_stderr("ocssim: tasks of an earlier submission of " + folder.string() +
                 " wait or run; wait for them, or scancel -n " + job_name + "\n" + active);
    return ExitCode::file;
  }
  reports::ResultsFolder own(folder, wall_seconds);
  if (!claim(own, question)) return ExitCode::invalid;
  bring_home(own);
  tell_set_aside(own);
  study::Runner runner(own, {.may_simulate = false});
  const study::RunStatus status = inquiry.conduct(runner);
  if (inquiry.is_invalid()) return ExitCode::invalid;
  if (status == study::RunStatus::complete)
    return pursue_stored(question, own, line, ExitCode::limit);

  const auto tasks = study::tasks_of(
      runner.missing_units(), study::units_a_task(study::expected_cpu_seconds(inquiry.base())));
  const study::SlurmArray array{.tool = own_path(),
                                .folder = folder.string(),
                                .job_name = job_name,
                                .round = next_round(folder),
                                .tasks = tasks.size(),
                                .threads = std::max(1u, line.jobs)};
  write_tasks(own, tasks, array);
  const std::string job = submit_script(folder, array.round);
  write_stdout(fmt::format(
      "array job {}: {} task{} for {} replications that are missing, {} stored\n"
      "when it has ended, the same command submits what failed, or answers; without more work:\n"
      "  ocssim merge {} -o {}\n",
      job, tasks.size(), tasks.size() == 1 ? "" : "s", runner.missing_units().size(),
      runner.counts().reused, shell_quoted(folder.string()), shell_quoted(folder.string())));
  return ExitCode::done;
}

}  // namespace ocssim::cli
