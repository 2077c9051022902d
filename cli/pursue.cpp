#include "cli/pursue.hpp"

#include "cli/canonical_command.hpp"
#include "cli/inquiry.hpp"
#include "cli/measurement.hpp"
#include "cli/progress.hpp"
#include "cli/signals.hpp"
#include "cli/submit.hpp"
#include "cli/terminal.hpp"
#include "scenarios/document/document.hpp"
#include "scenarios/document/quantity.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <thread>

namespace ocssim::cli {
namespace {

unsigned jobs_of(const CommandLine& line) {
  return line.jobs != 0 ? line.jobs : std::max(1u, std::thread::hardware_concurrency());
}

bool is_stored(const CommandLine& line) {
  return !line.output || *line.output != "-";
}

/// "2/7"; nothing when it is no such pair with 1 ≤ i ≤ n.
std::optional<study::Shard> shard_from(const std::string& text) {
  study::Shard shard;
  const char* const end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, shard.index);
  if (first.ec != std::errc{} || first.ptr == end || *first.ptr != '/') return {};
  const auto second = std::from_chars(first.ptr + 1, end, shard.count);
  if (second.ec != std::errc{} || second.ptr != end) return {};
  if (shard.index < 1 || shard.index > shard.count) return {};
  return shard;
}

/// The limits of the work as typed; nothing, told on stderr, when a text is none.
struct Limits {
  std::optional<double> deadline;  // wall time after which no replication is begun [s]
  study::Shard shard;
  std::optional<std::vector<std::string>> units;  // in place of a shard; sorted
};

/// Names of units, one a line. Nothing, told on stderr, when there is something else in the file.
std::optional<std::vector<std::string>> units_from(const std::string& file) {
  const auto source = scenarios::read_source_file(file, "");
  if (!source) throw scenarios::FileError(file + ": no such file");
  std::vector<std::string> names;
  for (std::size_t at = 0; at < source->text.size();) {
    const std::size_t end = std::min(source->text.find('\n', at), source->text.size());
    names.push_back(source->text.substr(at, end - at));
    const bool is_name = names.back().size() == 32 &&
                         names.back().find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!is_name) {
      write_stderr("ocssim: " + file + ": no list of units\n");
      return {};
    }
    at = end + 1;
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::optional<Limits> limits_of(const CommandLine& line) {
  Limits limits;
  if (line.time_limit) {
    const auto limit = scenarios::parse_duration(*line.time_limit);
    if (!limit) {
      write_stderr("ocssim: --time-limit: \"" + *line.time_limit +
                   "\" is no duration (\"5 min\")\n");
      return {};
    }
    limits.deadline = wall_seconds() + to_seconds(*limit);
  }
  if (line.shard) {
    const auto shard = shard_from(*line.shard);
    if (!shard || !is_stored(line)) {
      write_stderr(shard
                       ? "ocssim: --shard: with -o - nothing would be left to merge\n"
                       : "ocssim: --shard: \"" + *line.shard + "\" is not i/n with 1 <= i <= n\n");
      return {};
    }
    limits.shard = *shard;
  }
  if (line.units) {
    limits.units = units_from(*line.units);
    if (!limits.units) return {};
  }
  return limits;
}

study::RunnerOptions runner_options(const CommandLine& line, const Limits& limits,
                                    const SignalWatcher& signals, ProgressPrinter& progress) {
  study::RunnerOptions options;
  options.jobs = jobs_of(line);
  options.fresh = line.fresh;
  options.shard = limits.shard;
  if (limits.units) options.only = &*limits.units;
  options.stop = signals.token();
  if (limits.deadline) {
    options.deadline_passed = [deadline = *limits.deadline] { return wall_seconds() >= deadline; };
  }
  options.progress = [&progress](const study::Progress& step) { progress.update(step); };
  options.notice = [](const std::string& text) { write_stderr("ocssim: " + text + "\n"); };
  return options;
}

/// The work without doing it: on stdout, since it is what was asked for.
ExitCode dry_run(const study::Question& question, Inquiry& inquiry, const CommandLine& line) {
  std::unique_ptr<reports::UnitStore> store = std::make_unique<reports::MemoryStore>();
  const std::filesystem::path folder = folder_of(line, inquiry.scenario_name());
  if (is_stored(line) && std::filesystem::is_directory(folder / "units")) {
    store = std::make_unique<reports::ResultsFolder>(folder);
  }
  study::Runner runner(*store, {.may_simulate = false});
  const WorkEstimate work = inquiry.estimate(runner);
  std::string text = question.command + "\n";
  for (const std::string& design : work.designs) text += "  " + design + "\n";
  text += fmt::format("would simulate {}", work.units - work.stored);
  if (work.units_at_most > work.units) {
    text += fmt::format(" to {}", work.units_at_most - work.stored);
  }
  text += fmt::format(" replications, {} are stored; about {} CPU s{}; nothing was simulated\n",
                      work.stored,
                      work.cpu_seconds < 10.0 ? fmt::format("{:.2g}", work.cpu_seconds)
                                              : fmt::format("{:.0f}", work.cpu_seconds),
                      work.units_at_most > work.units ? " up to the first look" : "");
  if (!work.note.empty()) text += work.note + "\n";
  write_stdout(text);
  return ExitCode::done;
}

ExitCode report_early_end(study::RunStatus status, const CommandLine& line,
                          const SignalWatcher& signals, const study::RunCounts& counts) {
  const std::uint32_t done = counts.reused + counts.simulated;
  if (status == study::RunStatus::incomplete) {
    const std::string what = line.units ? "task" : "shard " + line.shard.value_or("1/1");
    write_stderr(
        fmt::format("ocssim: {} finished: {} replications here, {} are the affair "
                    "of others; join the folders with\n  ocssim merge DIR...\n",
                    what, done, counts.missing));
    return ExitCode::done;
  }
  std::string text = signals.signal() != 0 ? "interrupted" : "time limit reached";
  text += fmt::format(": {} replication{} finished", done, done == 1 ? "" : "s");
  text += is_stored(line) ? " and stored; go on with\n  " + typed_command(line) + "\n"
                          : ", nothing stored (-o -)\n";
  write_stderr("ocssim: " + text);
  if (signals.signal() == 0) return ExitCode::limit;
  return signals.signal() == 15 ? ExitCode::terminated : ExitCode::interrupted;
}

Rendering rendering_of(const CommandLine& line) {
  return {.format = line.format, .color = use_color(line.color)};
}

/// On its way to a person, text of others (a folder's question, a file's name) steers no terminal.
void write_answer(const Inquiry& inquiry, const CommandLine& line) {
  const std::string text = inquiry.render(rendering_of(line));
  write_stdout(line.format == "text" || line.format == "markdown" ? displayable(text) : text);
}

}  // namespace

std::filesystem::path folder_of(const CommandLine& line, const std::string& scenario_name) {
  return line.output ? *line.output : "ocssim-results/" + scenario_name;
}

ExitCode pursue(const study::Question& question, const CommandLine& line) {
  const std::optional<Limits> limits = limits_of(line);
  if (!limits) return ExitCode::usage;
  const std::unique_ptr<Inquiry> inquiry = open_inquiry(question);
  if (!inquiry) return ExitCode::invalid;
  if (line.dry_run) return dry_run(question, *inquiry, line);
  if (line.submit) {
    if (is_stored(line) && !line.shard) return submit(question, *inquiry, line);
    write_stderr("ocssim: --submit: goes neither with --shard nor with -o -\n");
    return ExitCode::usage;
  }

  const SignalWatcher signals;
  std::unique_ptr<reports::ResultsFolder> folder;
  if (is_stored(line)) {
    folder = std::make_unique<reports::ResultsFolder>(folder_of(line, inquiry->scenario_name()),
                                                      wall_seconds);
    folder->write_file(question_file, to_json(question));
  }
  reports::MemoryStore memory;
  ProgressPrinter progress(progress_style(line.progress, line.quiet));
  Measurement measurement;
  study::Runner runner(folder ? static_cast<reports::UnitStore&>(*folder) : memory,
                       runner_options(line, *limits, signals, progress));
  const study::RunStatus status = inquiry->conduct(runner);
  progress.finish();
  if (inquiry->is_invalid()) return ExitCode::invalid;
  if (status != study::RunStatus::complete) {
    return report_early_end(status, line, signals, runner.counts());
  }
  measurement.finish(*inquiry, runner.counts(), jobs_of(line));
  if (folder) {
    folder->write_file("summary.json", inquiry->render({.format = "json"}));
    folder->write_file("timing.json", measurement.json());
    folder->flush();
  }
  write_answer(*inquiry, line);
  if (line.verbose) {
    if (runner.counts().simulated > 0) measurement.time_start_up(inquiry->base());
    write_stderr(measurement.text());
  }
  return inquiry->exit_code();
}

std::unique_ptr<Inquiry> answered(const study::Question& question, study::Runner& runner,
                                  const reports::ResultsFolder& folder) {
  std::unique_ptr<Inquiry> inquiry = open_inquiry(question);
  if (!inquiry) return nullptr;
  const study::RunStatus status = inquiry->conduct(runner);
  if (inquiry->is_invalid()) return nullptr;
  if (status == study::RunStatus::complete) return inquiry;
  write_stderr(fmt::format("ocssim: {} replications are missing; go on with\n  {} -o {}\n",
                           runner.counts().missing, question.command,
                           shell_quoted(folder.path().string())));
  return nullptr;
}

ExitCode pursue_stored(const study::Question& question, reports::ResultsFolder& folder,
                       const CommandLine& line, ExitCode when_incomplete) {
  study::RunnerOptions options;
  options.jobs = jobs_of(line);
  options.may_simulate = false;
  options.notice = [](const std::string& text) { write_stderr("ocssim: " + text + "\n"); };
  study::Runner runner(folder, std::move(options));
  const std::unique_ptr<Inquiry> inquiry = answered(question, runner, folder);
  if (!inquiry) return runner.counts().missing > 0 ? when_incomplete : ExitCode::invalid;
  folder.write_file("summary.json", inquiry->render({.format = "json"}));
  write_answer(*inquiry, line);
  return inquiry->exit_code();
}

std::optional<study::Question> stored_question(const reports::ResultsFolder& folder) {
  const std::string where = (folder.path() / question_file).string();
  const std::optional<std::string> text = folder.read_file(question_file);
  if (!text) {
    write_stderr("ocssim: " + where + ": no such file; this is no folder of results\n");
    return {};
  }
  std::optional<study::Question> question = study::question_from(*text);
  if (!question) write_stderr("ocssim: " + where + ": damaged, or of a later version\n");
  return question;
}

}  // namespace ocssim::cli
