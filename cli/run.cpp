// `ocssim run`: simulate one scenario, judge its objectives.
#include "cli/canonical_command.hpp"
#include "cli/findings.hpp"
#include "cli/measurement.hpp"
#include "cli/progress.hpp"
#include "cli/rendering.hpp"
#include "cli/scenario_input.hpp"
#include "cli/signals.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "reports/json.hpp"
#include "reports/store/results_folder.hpp"
#include "scenarios/document/quantity.hpp"
#include "scenarios/model/build.hpp"
#include "study/answer.hpp"
#include "study/findings/consequences.hpp"
#include "study/model_version.hpp"
#include "study/runner.hpp"
#include "study/unit.hpp"

#include <fmt/format.h>
#include <memory>
#include <optional>
#include <thread>

namespace ocssim::cli {
namespace {

using scenarios::Scenario;

std::string folder_of(const CommandLine& line, const Scenario& scenario) {
  return line.output ? *line.output : "ocssim-results/" + scenario.name;
}

unsigned jobs_of(const CommandLine& line) {
  return line.jobs != 0 ? line.jobs : std::max(1u, std::thread::hardware_concurrency());
}

std::string name_of_unit(const Scenario& scenario, std::uint32_t replication) {
  return study::unit_name({.model_version = study::model_version,
                           .physical_scenario = scenario.physical_json,
                           .seed = scenario.simulation.seed,
                           .replication = replication});
}

ExitCode dry_run(const CommandLine& line, const Scenario& scenario) {
  const std::vector<std::uint32_t> looks = study::looks(study::plan_of(scenario));
  std::string text = canonical_command(line, scenario.name) + "\n";
  text += looks.size() == 1
              ? fmt::format("would simulate {} replications", looks.front())
              : fmt::format("would simulate {} to {} replications", looks.front(), looks.back());
  text += fmt::format(" of {:g} s, seed {}; nothing was simulated\n",
                      to_seconds(scenario.simulation.duration), scenario.simulation.seed);
  write_stdout(text);
  return ExitCode::done;
}

/// `--strict`: an unsupported deployment is not simulated.
ExitCode refuse(const Scenario& scenario, const std::vector<Finding>& rules) {
  std::string text = "ocssim: " + scenario.name + " breaks deployment rules (--strict):\n";
  for (const Finding& rule : rules) {
    if (rule.severity == "error") text += "  " + rule.id + ": " + rule.text + "\n";
  }
  write_stderr(text);
  return ExitCode::not_met;
}

/// Brings replications into hand until the rule of the plan holds.
struct Study {
  study::RunStatus status = study::RunStatus::complete;
  std::optional<Results> results;
};

Study conduct(const Scenario& scenario, study::Runner& runner) {
  const study::Plan plan = study::plan_of(scenario);
  Study study;
  for (const std::uint32_t n : study::looks(plan)) {
    study.status = runner.extend_to(n);
    if (study.status != study::RunStatus::complete) return {.status = study.status, .results = {}};
    study.results = study::answer(scenario, runner.observations(), plan);
    if (study::is_enough(*study.results, plan.precision)) break;
  }
  return study;
}

ExitCode exit_code_of(const Results& results) {
  if (!results.has_objectives) return ExitCode::done;
  switch (results.verdict) {
    case Verdict::met:
      return ExitCode::done;
    case Verdict::not_met:
      return ExitCode::not_met;
    case Verdict::inconclusive:
      return ExitCode::inconclusive;
  }
  return ExitCode::internal_error;
}

ExitCode report_early_end(const CommandLine& line, const SignalWatcher& signals,
                          const study::RunCounts& counts, bool stored) {
  const std::uint32_t done = counts.reused + counts.simulated;
  std::string text = signals.signal() != 0 ? "interrupted" : "time limit reached";
  text += fmt::format(": {} replication{} finished", done, done == 1 ? "" : "s");
  text += stored ? " and stored; go on with\n  " + typed_command(line) + "\n"
                 : ", nothing stored (-o -)\n";
  write_stderr("ocssim: " + text);
  if (signals.signal() == 0) return ExitCode::limit;
  return signals.signal() == 15 ? ExitCode::terminated : ExitCode::interrupted;
}

/// The wall time after which no replication is begun; nothing when the text is no duration.
std::optional<double> deadline_of(const CommandLine& line) {
  const auto limit = scenarios::parse_duration(*line.time_limit);
  if (!limit) return {};
  return wall_seconds() + to_seconds(*limit);
}

study::RunnerOptions runner_options(const CommandLine& line, const SignalWatcher& signals,
                                    ProgressPrinter& progress, std::optional<double> deadline) {
  study::RunnerOptions options;
  options.jobs = jobs_of(line);
  options.fresh = line.fresh;
  options.stop = signals.token();
  if (deadline) options.deadline_passed = [deadline] { return wall_seconds() >= *deadline; };
  options.progress = [&progress](const study::Progress& step) { progress.update(step); };
  options.notice = [](const std::string& text) { write_stderr("ocssim: " + text + "\n"); };
  return options;
}

}  // namespace

ExitCode run(const CommandLine& line) {
  std::optional<double> deadline;
  if (line.time_limit && !(deadline = deadline_of(line))) {
    write_stderr("ocssim: --time-limit: \"" + *line.time_limit + "\" is no duration (\"5 min\")\n");
    return ExitCode::usage;
  }
  const auto loaded = load(line);
  if (!loaded) return ExitCode::invalid;
  const Scenario& scenario = loaded->scenario;
  std::vector<Finding> rules = rule_findings(scenario);
  if (line.strict && breaks_a_rule(rules, false)) return refuse(scenario, rules);
  if (line.dry_run) return dry_run(line, scenario);

  const bool stored = !line.output || *line.output != "-";
  const SignalWatcher signals;
  std::unique_ptr<reports::ResultsFolder> folder;
  if (stored) {
    folder = std::make_unique<reports::ResultsFolder>(folder_of(line, scenario), wall_seconds);
  }
  reports::NoStore no_store;
  ProgressPrinter progress(progress_style(line.progress, line.quiet));
  Measurement measurement;
  study::Runner runner(
      [&](std::uint32_t replication) { return scenarios::simulate(scenario, replication); },
      [&](std::uint32_t replication) { return name_of_unit(scenario, replication); },
      stored ? static_cast<reports::UnitStore&>(*folder) : no_store,
      runner_options(line, signals, progress, deadline));
  Study study = conduct(scenario, runner);
  progress.finish();
  measurement.finish(scenario, runner.counts(), runner.observations(), jobs_of(line));
  if (!study.results) return report_early_end(line, signals, runner.counts(), stored);

  study::add_consequences(scenario, study.results->metrics, rules);
  study.results->findings.insert(study.results->findings.end(), rules.begin(), rules.end());
  const reports::Answer answer = compose(line, scenario, *std::move(study.results));
  if (stored) {
    folder->write_file("summary.json", reports::json_report(answer));
    folder->write_file("timing.json", measurement.json());
    folder->flush();
  }
  write_stdout(render(answer, line));
  if (line.verbose) {
    if (runner.counts().simulated > 0) measurement.time_start_up(scenario);
    write_stderr(measurement.text());
  }
  return exit_code_of(answer.results);
}

}  // namespace ocssim::cli
