// A scenario to begin with: one of the shipped ones, comments included.
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "cli/work_limits.hpp"
#include "reports/store/file_error.hpp"
#include "scenarios/model/load.hpp"

#include <filesystem>
#include <fmt/format.h>
#include <fstream>

namespace ocssim::cli {
namespace {

void write_new_file(const std::string& path, std::string_view text) {
  if (std::filesystem::exists(path)) {
    throw reports::FileError(path + " exists; nothing was written");
  }
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) throw reports::FileError("cannot write " + path);
}

std::string list_of_templates() {
  std::string text = "Templates:\n";
  for (const std::string& name : scenarios::shipped_scenarios()) text += "  " + name + "\n";
  text += "\nQuestions about pools built today:\n";
  for (const std::string& name : scenarios::questions_of_today()) text += "  " + name + "\n";
  text += "\nPublished cases, each with a twin without its cause (docs/published.md):\n";
  for (const std::string& name : scenarios::published_cases()) text += "  " + name + "\n";
  return text + "\nocssim init --template enterprise-100k > my-pool.json\n";
}

}  // namespace

ExitCode init(const CommandLine& line) {
  if (!line.template_name) {
    write_stdout(list_of_templates());
    return ExitCode::done;
  }
  const auto text = scenarios::shipped_scenario_text(*line.template_name);
  if (!text) {
    complain("no template \"" + *line.template_name + "\"");
    write_stderr(list_of_templates());
    return ExitCode::usage;
  }
  if (!is_output_named(line)) return ExitCode::usage;
  if (line.output && *line.output != "-") {
    write_new_file(*line.output, *text);
  } else {
    write_stdout(*text);
  }
  return ExitCode::done;
}

}  // namespace ocssim::cli
