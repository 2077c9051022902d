// `ocssim merge`: results of several machines in one folder. Joining twice changes nothing.
#include "cli/pursue.hpp"
#include "cli/scenario_input.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "reports/store/replication_file.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <vector>

namespace ocssim::cli {
namespace {

namespace fs = std::filesystem;

using Folder = std::unique_ptr<reports::ResultsFolder>;

/// All opened, or nothing: told on stderr.
std::optional<std::vector<Folder>> open_all(const std::vector<std::string>& names) {
  std::vector<Folder> folders;
  for (const std::string& name : names) {
    if (!fs::is_directory(name)) {
      write_stderr("ocssim: " + name + ": no such folder\n");
      return {};
    }
    folders.push_back(std::make_unique<reports::ResultsFolder>(name));
  }
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

struct Copied {
  std::size_t units = 0;
  std::size_t bad = 0;
};

/// Good units that `into` does not have yet; a bad one is named and left behind.
void copy_units(const reports::ResultsFolder& from, reports::ResultsFolder& into, Copied& copied) {
  for (const std::string& name : from.unit_names()) {
    const std::optional<std::string> bytes = from.load(name);
    if (!bytes || !reports::read_observations(name, *bytes)) {
      ++copied.bad;
      write_stderr("ocssim: " + (from.path() / "units" / name).string() +
                   " is damaged and was left behind\n");
      continue;
    }
    const std::optional<std::string> there = into.load(name);
    if (there == bytes) continue;
    into.store(name, *bytes);
    ++copied.units;
  }
}

/// Is one of the folders the target itself?
bool is_same_folder(const std::string& a, const fs::path& b) {
  std::error_code error;
  return fs::equivalent(a, b, error);
}

}  // namespace

ExitCode merge(const CommandLine& line) {
  std::vector<std::string> names = line.arguments;
  std::optional<std::vector<Folder>> folders = open_all(names);
  if (!folders) return ExitCode::file;
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
  Copied copied;
  for (const Folder& folder : *folders) {
    if (folder) copy_units(*folder, *own, copied);
  }
  own->write_file(question_file, to_json(*question));
  own->flush();
  if (!line.quiet) {
    write_stderr(fmt::format("ocssim: {} units joined into {}\n", copied.units, target.string()));
  }
  return pursue_stored(*question, *own, line, ExitCode::limit);
}

}  // namespace ocssim::cli
