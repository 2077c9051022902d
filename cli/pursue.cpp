#include "cli/pursue.hpp"

#include "cli/canonical_command.hpp"
#include "cli/inquiry.hpp"
#include "cli/measurement.hpp"
#include "cli/progress.hpp"
#include "cli/rendering.hpp"
#include "cli/report_file.hpp"
#include "cli/signals.hpp"
#include "cli/submit.hpp"
#include "cli/terminal.hpp"
#include "cli/work_limits.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <new>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>

namespace ocssim::cli {
namespace {

study::RunnerOptions runner_options(const CommandLine& line, const WorkLimits& limits,
                                    LimitKeeper& keeper, const SignalWatcher& signals,
                                    ProgressPrinter& progress) {
  study::RunnerOptions options;
  options.jobs = limits.jobs;
  options.fresh = line.fresh;
  options.shard = limits.shard;
  if (limits.units) options.only = &*limits.units;
  options.stop = signals.token();
  options.abandon = &signals.abandon();
  if (limits.deadline || limits.memory) {
    options.deadline_passed = [&keeper] { return keeper.is_reached(); };
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
  const WorkEstimate work = estimate_of(inquiry, *store);
  std::string text = question.command + "\n";
  for (const std::string& design : work.designs) text += "  " + design + "\n";
  text += fmt::format("would simulate {}", work.units - work.stored);
  if (work.units_at_most > work.units) {
    text += fmt::format(" to {}", work.units_at_most - work.stored);
  }
  text += fmt::format(
      " replications, {} are stored; about {} CPU s{}, {} MiB a thread; nothing was "
      "simulated\n",
      work.stored,
      work.cpu_seconds < 10.0 ? fmt::format("{:.2g}", work.cpu_seconds)
                              : fmt::format("{:.0f}", work.cpu_seconds),
      work.units_at_most > work.units ? " up to the first look" : "",
      static_cast<std::uint64_t>(work.memory_bytes / 1048576.0) + 1);
  if (!work.note.empty()) text += work.note + "\n";
  write_stdout(displayable_answer(text, text));
  return ExitCode::done;
}

/// "; go on with …" for what is stored.
std::string way_on(const CommandLine& line) {
  return is_stored(line) ? "; go on with\n  " + typed_command(line) + "\n"
                         : "; nothing is stored (-o -)\n";
}

/// What stands on the terminal when the process must leave from the midst of its work.
WatchOptions watch_options(const CommandLine& line, const WorkLimits& limits, LimitKeeper& keeper) {
  WatchOptions options;
  if (limits.deadline || limits.memory) {
    options.must_leave = [&keeper] { return keeper.is_exceeded(); };
  }
  options.code_when_left = to_int(ExitCode::limit);
  options.farewell = "ocssim: left in the midst of the work" + way_on(line);
  return options;
}

const char* reason_of(const SignalWatcher& signals, const LimitKeeper& keeper) {
  if (signals.signal() != 0) return "interrupted";
  return keeper.first() == Reached::memory ? "memory limit reached" : "time limit reached";
}

ExitCode report_early_end(study::RunStatus status, const CommandLine& line,
                          const LimitKeeper& keeper, const SignalWatcher& signals,
                          const study::RunCounts& counts) {
  const std::uint32_t done = counts.reused + counts.simulated;
  if (status == study::RunStatus::incomplete) {
    const std::string what = line.units ? "task" : "shard " + line.shard.value_or("1/1");
    write_stderr(
        fmt::format("ocssim: {} finished: {} replications here, {} are the affair "
                    "of others; join the folders with\n  ocssim merge DIR...\n",
                    what, done, counts.missing));
    return ExitCode::done;
  }
  std::string text = fmt::format("{}: {}", reason_of(signals, keeper), replications_text(done));
  text += is_stored(line) ? " finished and stored" : " finished";
  if (counts.abandoned > 0) {
    text += fmt::format(", {} left half-way and discarded", counts.abandoned);
  }
  write_stderr("ocssim: " + text + way_on(line));
  return signals.signal() == 0 ? ExitCode::limit : ExitCode{128 + signals.signal()};
}

/// What a page says of work that did not come to its end.
reports::Interrupted interrupted_state(const study::RunCounts& counts, const Inquiry& inquiry,
                                       const char* reason) {
  return {.done = counts.reused + counts.simulated,
          .missing = counts.missing,
          .reason = reason,
          .seed = inquiry.base().simulation.seed};
}

/// Stored results that are no answer yet, for those who asked for a page.
void report_incomplete(const study::Question& question, const study::RunCounts& counts,
                       const CommandLine& line) {
  if (!line.report && line.format != "html") return;
  const std::unique_ptr<Inquiry> inquiry = open_inquiry(question);
  const reports::Interrupted state = interrupted_state(counts, *inquiry, "Not finished");
  write_interrupted_report(question, *inquiry, state, line);
  if (line.format == "html") write_stdout(interrupted_page(question, *inquiry, state, line));
}

/// On its way to a person, text of others (a folder's question, a file's name) steers no terminal.
void write_answer(const Inquiry& inquiry, const CommandLine& line) {
  Rendering rendering = rendering_of(line);
  const std::string text = inquiry.render(rendering);
  if (line.format != "text" && line.format != "markdown") return write_stdout(text);
  const bool is_colored = std::exchange(rendering.color, false);
  write_stdout(displayable_answer(is_colored ? inquiry.render(rendering) : text, text));
}

}  // namespace

bool claim(reports::ResultsFolder& folder, const study::Question& question) {
  const auto refuse = [&](std::string_view name, const char* why) {
    write_stderr("ocssim: " + (folder.path() / name).string() + ": " + why +
                 "; nothing was written: move it away, or choose another folder with -o\n");
    return false;
  };
  // A machine that lost its power may leave an empty file behind.
  const std::string stored = folder.read_file(question_file).value_or("");
  if (!stored.empty() && !study::question_from(stored)) {
    return refuse(question_file, "damaged, or of a later version, or not of this tool");
  }
  for (const auto& [name, word] :
       {std::pair{"summary.json", "\"ocssim\""}, std::pair{"timing.json", "\"units_reused\""}}) {
    const std::string text = stored.empty() ? folder.read_file(name).value_or("") : "";
    if (!text.empty() && text.find(word) == std::string::npos) {
      return refuse(name, "not of this tool");
    }
  }
  folder.write_file(question_file, to_json(question));
  return true;
}

void tell_set_aside(const reports::ResultsFolder& folder) {
  for (const std::string& text : folder.set_aside()) write_stderr("ocssim: " + text + "\n");
}

std::filesystem::path folder_of(const CommandLine& line, const std::string& scenario_name) {
  return line.output ? *line.output : "ocssim-results/" + scenario_name;
}

namespace {

ExitCode answer(const study::Question& question, const CommandLine& line) {
  if (!is_output_named(line)) return ExitCode::usage;
  std::optional<WorkLimits> limits = limits_of(line);
  if (!limits) return ExitCode::usage;
  const std::unique_ptr<Inquiry> inquiry = open_inquiry(question);
  if (!inquiry) return ExitCode::invalid;
  if (line.dry_run) return dry_run(question, *inquiry, line);
  if (line.submit) {
    if (is_stored(line) && !line.shard) return submit(question, *inquiry, line);
    write_stderr("ocssim: --submit: goes neither with --shard nor with -o -\n");
    return ExitCode::usage;
  }

  LimitKeeper keeper(*limits);
  SignalWatcher signals(watch_options(line, *limits, keeper));
  std::unique_ptr<reports::ResultsFolder> folder;
  if (is_stored(line)) {
    folder = std::make_unique<reports::ResultsFolder>(folder_of(line, inquiry->scenario_name()),
                                                      wall_seconds);
    if (!claim(*folder, question)) return ExitCode::invalid;
  }
  reports::MemoryStore memory;
  reports::UnitStore* store = &memory;
  if (folder) store = folder.get();
  if (!admit(estimate_of(*inquiry, *store), line, *limits)) return ExitCode::limit;
  ProgressPrinter progress(progress_style(line.progress, line.quiet));
  Measurement measurement;
  study::Runner runner(*store, runner_options(line, *limits, keeper, signals, progress));
  const study::RunStatus status = inquiry->conduct(runner);
  signals.all_is_computed();
  progress.finish();
  if (folder) tell_set_aside(*folder);
  if (inquiry->is_invalid()) return ExitCode::invalid;
  if (status != study::RunStatus::complete) {
    const char* const reason = status == study::RunStatus::incomplete ? "A part of the work"
                               : signals.signal() != 0                ? "Interrupted"
                               : keeper.first() == Reached::memory    ? "Memory limit reached"
                                                                      : "Time limit reached";
    write_interrupted_report(question, *inquiry,
                             interrupted_state(runner.counts(), *inquiry, reason), line);
    return report_early_end(status, line, keeper, signals, runner.counts());
  }
  measurement.finish(*inquiry, runner.counts(), limits->jobs);
  if (folder) {
    folder->write_file("summary.json", inquiry->render({.format = "json"}));
    folder->write_file("timing.json", measurement.json());
    folder->flush();
  }
  write_report(*inquiry, line);
  write_answer(*inquiry, line);
  if (line.verbose) {
    if (runner.counts().simulated > 0) measurement.time_start_up(inquiry->base());
    write_stderr(measurement.text());
  }
  return inquiry->exit_code();
}

}  // namespace

ExitCode pursue(const study::Question& question, const CommandLine& line) {
  try {
    return answer(question, line);
  } catch (const std::bad_alloc&) {
    // A limit that somebody else has set (ulimit -v, a container): what is finished is stored.
    write_stderr("ocssim: out of memory: " + question.command +
                 "\n  take fewer threads (-j 1), or a smaller scenario (ocssim " + question.verb +
                 " --dry-run says what a replication takes)" + way_on(line));
    return ExitCode::limit;
  }
}

std::unique_ptr<Inquiry> answered(const study::Question& question, study::Runner& runner,
                                  const reports::ResultsFolder& folder) {
  std::unique_ptr<Inquiry> inquiry = open_inquiry(question);
  if (!inquiry) return nullptr;
  const study::RunStatus status = inquiry->conduct(runner);
  if (inquiry->is_invalid()) return nullptr;
  if (status == study::RunStatus::complete) return inquiry;
  const std::uint32_t missing = runner.counts().missing;
  write_stderr(fmt::format("ocssim: {} replication{} missing; go on with\n  {} -o {}\n", missing,
                           missing == 1 ? " is" : "s are", question.command,
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
  if (!inquiry) {
    if (runner.counts().missing == 0) return ExitCode::invalid;
    report_incomplete(question, runner.counts(), line);
    return when_incomplete;
  }
  folder.write_file("summary.json", inquiry->render({.format = "json"}));
  write_report(*inquiry, line);
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
