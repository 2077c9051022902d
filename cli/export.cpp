// `ocssim export`: stored results as tables.
#include "cli/inquiry.hpp"
#include "cli/pursue.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "cli/work_limits.hpp"
#include "reports/export/exported.hpp"
#include "reports/store/file_error.hpp"

#include <filesystem>
#include <fstream>

namespace ocssim::cli {
namespace {

std::string bytes_of(const std::vector<reports::ExportedPoint>& points, std::string_view format) {
  if (format == "csv") return reports::csv_export(points);
  if (format == "jsonl") return reports::jsonl_export(points);
  if (format == "counters") return reports::counters_export(points);
  return reports::sqlite_export(points);
}

void write(const CommandLine& line, const std::string& bytes) {
  if (!line.output || *line.output == "-") return write_stdout(bytes);
  std::ofstream file(*line.output, std::ios::binary | std::ios::trunc);
  file << bytes;
  file.close();
  if (!file) throw reports::FileError("cannot write " + *line.output);
}

}  // namespace

ExitCode export_results(const CommandLine& line) {
  if (!is_output_named(line)) return ExitCode::usage;
  const std::string& name = line.arguments.front();
  if (!std::filesystem::is_directory(name)) {
    complain(name + ": no such folder");
    return ExitCode::file;
  }
  if (line.format == "sqlite" && !line.output) {
    write_stderr("ocssim: export --format sqlite: give -o FILE; -o - if stdout shall be one\n");
    return ExitCode::usage;
  }
  reports::ResultsFolder folder(name);
  const std::optional<study::Question> question = stored_question(folder);
  if (!question) return ExitCode::invalid;
  study::Runner runner(folder, {.may_simulate = false});
  const std::unique_ptr<Inquiry> inquiry = answered(*question, runner, folder);
  if (!inquiry) return ExitCode::invalid;
  write(line, bytes_of(inquiry->points(runner), line.format));
  return ExitCode::done;
}

}  // namespace ocssim::cli
