// `ocssim verify`: the shipped validation suite on this machine.
#include "study/verify/verify.hpp"

#include "cli/progress.hpp"
#include "cli/report_file.hpp"
#include "cli/signals.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "cli/version_numbers.hpp"
#include "reports/html/pages.hpp"
#include "reports/store/file_error.hpp"
#include "reports/verify_report.hpp"
#include "study/model_version.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fmt/format.h>
#include <optional>
#include <thread>

namespace ocssim::cli {
namespace {

const char* word_of(study::EvidenceClass kind) {
  switch (kind) {
    case study::EvidenceClass::theory:
      return "theory";
    case study::EvidenceClass::mechanism:
      return "mechanism";
    case study::EvidenceClass::arithmetic:
      return "arithmetic";
    case study::EvidenceClass::measured:
      return "measured";
    case study::EvidenceClass::calibrated:
      return "calibrated";
    case study::EvidenceClass::no_numbers:
      return "no_numbers";
  }
  return "";
}

reports::VerifyRow row_of(const study::EvidenceRow& row) {
  const auto standing = row.standing == study::Standing::passed   ? reports::VerifyStanding::passed
                        : row.standing == study::Standing::failed ? reports::VerifyStanding::failed
                                                                  : reports::VerifyStanding::shown;
  return {.name = row.name,
          .unit = row.unit,
          .rule = row.rule,
          .expected = row.expected,
          .simulated = row.simulated,
          .half_width = row.half_width,
          .standing = standing};
}

reports::VerifyCheck check_of(const study::Evidence& evidence) {
  reports::VerifyCheck check{.id = evidence.id,
                             .group = study::group_name(evidence.group),
                             .kind = word_of(evidence.kind),
                             .title = evidence.title,
                             .source = evidence.source,
                             .proves = evidence.proves,
                             .limits = evidence.limits,
                             .rows = {}};
  for (const study::EvidenceRow& row : evidence.rows) check.rows.push_back(row_of(row));
  return check;
}

/// What can change a figure, and nothing else.
std::string command_of(const CommandLine& line, const study::CheckContext& context) {
  std::string command = "ocssim verify";
  if (!context.is_full()) command += " --quick";
  for (std::size_t i = 0; i < line.only.size(); ++i) {
    command += (i == 0 ? " --only " : ",") + line.only[i];
  }
  command += fmt::format(" --seed {}", context.seed);
  if (line.other_seeds != 0) command += fmt::format(" --seeds {}", line.other_seeds);
  if (line.data) command += " --data DIR";
  return command;
}

reports::VerifyAnswer answer_of(const study::Verification& verification, const CommandLine& line,
                                const study::CheckContext& context) {
  reports::VerifyAnswer answer{.command = command_of(line, context),
                               .depth = context.is_full() ? "full" : "quick",
                               .seed = context.seed,
                               .tool_version = std::string(tool_version),
                               .model_version = study::model_version,
                               .checks = {}};
  for (const study::Evidence& one : verification.evidence) answer.checks.push_back(check_of(one));
  return answer;
}

std::string rendered(const reports::VerifyAnswer& answer, const CommandLine& line) {
  if (line.format == "json") return reports::verify_json(answer);
  if (line.format == "markdown") return reports::verify_markdown(answer);
  if (line.format == "junit") return reports::verify_junit(answer);
  if (line.format == "html") return reports::verify_html(answer, rendering_of(line).html);
  return reports::verify_text(answer, {.color = use_color(line.color), .all_rows = line.verbose});
}

std::optional<std::uint64_t> seed_of(const CommandLine& line) {
  if (!line.seed) return 1;
  std::uint64_t seed = 0;
  const char* end = line.seed->data() + line.seed->size();
  const auto read = std::from_chars(line.seed->data(), end, seed);
  if (read.ec != std::errc() || read.ptr != end) return {};
  return seed;
}

}  // namespace

ExitCode verify(const CommandLine& line) {
  const SignalWatcher signals;
  const std::optional<std::uint64_t> seed = seed_of(line);
  if (!seed) {
    complain("--seed: a whole number is expected, not \"" + *line.seed + "\"");
    return ExitCode::usage;
  }
  study::VerifyOptions options;
  options.context.depth = line.quick ? study::Depth::quick : study::Depth::full;
  options.context.seed = *seed;
  options.context.jobs =
      line.jobs != 0 ? line.jobs : std::max(1u, std::thread::hardware_concurrency());
  if (line.data) {
    if (!std::filesystem::is_directory(*line.data)) {
      throw reports::FileError(*line.data + ": no such folder");
    }
    options.context.data = study::MeasuredData(*line.data);
  }
  options.only = line.only;
  options.other_seeds = line.other_seeds;
  if (const auto unknown = study::unknown_check(line.only)) {
    complain("--only: no check or group \"" + *unknown + "\"");
    return ExitCode::usage;
  }
  options.stop = signals.token();
  const double begun = wall_seconds();
  if (progress_style(line.progress, line.quiet) != ProgressStyle::none) {
    options.progress = [begun, first = *seed](const study::Evidence& one, std::uint64_t seed_now) {
      const std::string other = seed_now == first ? "" : fmt::format(", seed {}", seed_now);
      write_stderr(fmt::format("{:6.1f} s  {}{} {}\n", wall_seconds() - begun, one.id, other,
                               one.passed() ? "" : "FAILED"));
    };
  }
  const study::Verification verification = study::verify(options);
  if (verification.interrupted) return ExitCode{128 + signals.signal()};
  const reports::VerifyAnswer answer = answer_of(verification, line, options.context);
  write_stdout(rendered(answer, line));
  return answer.passed() ? ExitCode::done : ExitCode::outside_tolerance;
}

}  // namespace ocssim::cli
