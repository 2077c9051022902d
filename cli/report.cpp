// `ocssim report`: stored results, rendered again.
#include "cli/pursue.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"

#include <algorithm>
#include <filesystem>

namespace ocssim::cli {

ExitCode report(const CommandLine& line) {
  if (line.report && line.arguments.size() > 1) {
    write_stderr("ocssim: report: --report names one file, so it takes one folder of results\n");
    return ExitCode::usage;
  }
  ExitCode worst = ExitCode::done;
  for (const std::string& name : line.arguments) {
    if (!std::filesystem::is_directory(name)) {
      complain(name + ": no such folder");
      return ExitCode::file;
    }
    reports::ResultsFolder folder(name);
    const std::optional<study::Question> question = stored_question(folder);
    if (!question) return ExitCode::invalid;
    const ExitCode code = pursue_stored(*question, folder, line, ExitCode::invalid);
    if (is_error(code)) return code;
    // 10 beats 11, and both beat "met".
    if (worst == ExitCode::done || code == ExitCode::not_met) worst = code;
  }
  return worst;
}

}  // namespace ocssim::cli
