// `ocssim merge`: results of several machines in one folder. Joining twice changes nothing.
#include "cli/joining.hpp"
#include "cli/pursue.hpp"
#include "cli/scenario_input.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "cli/work_limits.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace ocssim::cli {
namespace {

namespace fs = std::filesystem;

using Folder = std::unique_ptr<reports::ResultsFolder>;

/// The folders named, and those of their tasks.
std::vector<std::string> with_tasks(const std::vector<std::string>& named) {
  std::vector<std::string> names;
  std::set<fs::path> seen;  // a folder named twice is opened once: its lock would keep us out
  const auto add = [&](const std::string& name) {
    std::error_code error;
    if (seen.insert(fs::weakly_canonical(name, error)).second) names.push_back(name);
  };
  for (const std::string& name : named) {
    add(name);
    for (const std::string& task : task_folders(name)) add(task);
  }
  return names;
}

/// All opened, or nothing: told on stderr. A task that was killed before it could say what it was
/// doing has done nothing: its folder has neither question nor units, and is passed over.
std::optional<std::vector<Folder>> open_all(std::vector<std::string>& names) {
  std::vector<Folder> folders;
  std::vector<std::string> opened;
  for (const std::string& name : names) {
    if (!fs::is_directory(name)) {
      write_stderr("ocssim: " + name + ": no such folder\n");
      return {};
    }
    auto folder = std::make_unique<reports::ResultsFolder>(name);
    if (!folder->read_file(question_file) && folder->unit_names().empty() && names.size() > 1) {
      write_stderr("ocssim: " + name + " holds nothing yet\n");
      continue;
    }
    folders.push_back(std::move(folder));
    opened.push_back(name);
  }
  names = std::move(opened);
  return folders;
}

/// What all of them answer. Nothing, told on stderr, when two answer different questions.
std::optional<study::Question> common_question(const std::vector<Folder>& folders) {
  std::optional<study::Question> common;
  for (const Folder& folder : folders) {
    std::optional<study::Question> question = stored_question(*folder);
    if (!question) return {};
    if (common && to_json(*common) != to_json(*question)) {
      write_stderr("ocssim: " + folder->path().string() + " answers another question than " +
                   folders.front()->path().string() + ":\n  " + question->command + "\n  " +
                   common->command + "\n");
      return {};
    }
    common = std::move(question);
  }
  return common;
}

/// Is one of the folders the target itself?
bool is_same_folder(const std::string& a, const fs::path& b) {
  std::error_code error;
  return fs::equivalent(a, b, error);
}

}  // namespace

ExitCode merge(const CommandLine& line) {
  if (!is_output_named(line)) return ExitCode::usage;
  std::vector<std::string> names = with_tasks(line.arguments);
  std::optional<std::vector<Folder>> folders = open_all(names);
  if (!folders) return ExitCode::file;
  if (folders->empty()) {
    write_stderr("ocssim: merge: no folder holds anything yet\n");
    return ExitCode::invalid;
  }
  const std::optional<study::Question> question = common_question(*folders);
  if (!question) return ExitCode::invalid;
  const auto scenario = load_or_print(question->scenario);
  if (!scenario) return ExitCode::invalid;

  const fs::path target = folder_of(line, scenario->name);
  Folder own;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (is_same_folder(names[i], target)) own = std::move((*folders)[i]);
  }
  if (!own) own = std::make_unique<reports::ResultsFolder>(target, wall_seconds);
  if (!claim(*own, *question)) return ExitCode::invalid;
  Joined joined;
  for (const Folder& folder : *folders) {
    if (folder) join_units(*folder, *own, joined);
  }
  own->flush();
  tell_set_aside(*own);
  if (!line.quiet) {
    write_stderr(fmt::format("ocssim: {} units joined into {}\n", joined.units, target.string()));
  }
  return pursue_stored(*question, *own, line, ExitCode::limit);
}

}  // namespace ocssim::cli
