// `ocssim calibrate`: service demands from measured counters, and an overlay that carries them.
#include "study/calibration/calibrate.hpp"

#include "cli/canonical_command.hpp"
#include "cli/scenario_input.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "cli/version_numbers.hpp"
#include "cli/work_limits.hpp"
#include "reports/calibration_report.hpp"
#include "reports/store/file_error.hpp"
#include "scenarios/document/csv.hpp"
#include "scenarios/document/quantity.hpp"
#include "scenarios/document/render.hpp"
#include "study/calibration/overlay.hpp"
#include "study/model_version.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <optional>
#include <utility>

namespace ocssim::cli {
namespace {

/// Nothing after diagnostics on stderr.
std::optional<study::Counters> read_counters(const std::string& name) {
  auto source = scenarios::read_source_file(name, "");
  if (!source) throw scenarios::FileError(name + ": no such file");
  scenarios::SourceTable sources;
  const scenarios::SourceId id = sources.add(
      std::move(source->name), scenarios::SourceKind::scenario, std::move(source->text));
  scenarios::Diagnostics diagnostics;
  std::optional<study::Counters> counters;
  if (const auto table = scenarios::parse_csv(sources, id, diagnostics)) {
    counters = study::read_counters(*table, diagnostics);
  }
  if (!counters) write_stderr(scenarios::render_text(diagnostics, sources));
  return counters;
}

/// "5 %" or "0.05", between 0 and 1; nothing, told on stderr, else.
std::optional<double> share_of(const std::string& flag, const std::optional<std::string>& text,
                               double fallback) {
  if (!text) return fallback;
  const auto share = scenarios::parse_fraction(*text);
  if (share && *share > 0.0 && *share < 1.0) return *share;
  complain(flag + ": \"" + *text + "\" is no share between 0 % and 100 %");
  return {};
}

std::string file_name(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

std::string command_of(const CommandLine& line, const std::string& scenario) {
  std::string text = canonical_command(line, "calibrate", shell_quoted(scenario)) + " " +
                     shell_quoted(file_name(line.arguments.front()));
  if (line.held_out) text += " --held-out " + shell_quoted(file_name(*line.held_out));
  for (const std::string& name : line.hold) text += " --hold " + shell_quoted(name);
  if (line.tolerance) text += " --tolerance " + shell_quoted(*line.tolerance);
  return text;
}

std::string state_text(study::DemandState state) {
  switch (state) {
    case study::DemandState::fitted:
      return "fitted";
    case study::DemandState::held:
      return "held";
    case study::DemandState::no_traffic:
      return "no_traffic";
    case study::DemandState::undecided:
      return "undecided";
    case study::DemandState::collinear:
      return "collinear";
    case study::DemandState::refused:
      return "refused";
  }
  return "";
}

std::string state_text(study::ResourceState state) {
  switch (state) {
    case study::ResourceState::fitted:
      return "fitted";
    case study::ResourceState::not_identifiable:
      return "not_identifiable";
    case study::ResourceState::too_few_rows:
      return "too_few_rows";
    case study::ResourceState::no_traffic:
      return "no_traffic";
  }
  return "";
}

reports::CalibrationError error_of(const study::PredictionError& error) {
  return {.rows = error.rows,
          .mean_absolute = error.mean_absolute,
          .bias = error.bias,
          .worst = error.worst};
}

reports::CalibratedResource resource_of(const study::ResourceFit& fit, const CommandLine& line) {
  reports::CalibratedResource resource;
  resource.name = fit.name;
  resource.response = fit.response;
  resource.unit = fit.unit;
  resource.state = state_text(fit.state);
  resource.rows = fit.rows;
  resource.skipped = fit.skipped;
  resource.condition = fit.condition;
  for (const study::FittedDemand& demand : fit.demands) {
    resource.demands.push_back({.path = demand.path,
                                .name = demand.name,
                                .unit = demand.unit,
                                .state = state_text(demand.state),
                                .prior = demand.prior,
                                .value = demand.value,
                                .estimate = demand.estimate,
                                .low = demand.low,
                                .high = demand.high,
                                .variance_inflation = demand.variance_inflation});
  }
  for (const study::Collinear& one : fit.collinear) {
    resource.collinear.push_back({.condition_index = one.condition_index,
                                  .dependencies = one.dependencies,
                                  .names = one.names});
  }
  if (fit.state == study::ResourceState::fitted) resource.residuals = error_of(fit.residuals);
  if (fit.held_out) resource.held_out = error_of(*fit.held_out);
  if (fit.held_out) {
    resource.held_out_by =
        fit.folds > 0 ? fmt::format("{} folds", fit.folds) : file_name(*line.held_out);
  }
  resource.is_within_tolerance = fit.is_within_tolerance;
  return resource;
}

reports::CalibrationAnswer answer_of(const scenarios::Validated& loaded, const CommandLine& line,
                                     const study::Calibration& calibration) {
  reports::CalibrationAnswer answer;
  answer.version = tool_version;
  answer.model_version = study::model_version;
  answer.command = command_of(line, loaded.scenario.name);
  answer.scenario_name = loaded.scenario.name;
  answer.scenario_json = loaded.resolved_json;
  answer.counters = file_name(line.arguments.front());
  for (const study::ResourceFit& fit : calibration.resources) {
    answer.resources.push_back(resource_of(fit, line));
  }
  for (const std::string& column : calibration.unused) {
    answer.warnings.push_back("no fit had a use for column " + column);
  }
  return answer;
}

ExitCode verdict_of(const study::Calibration& calibration, reports::CalibrationAnswer& answer) {
  bool is_outside = false;
  bool is_refused = false;
  for (const study::ResourceFit& fit : calibration.resources) {
    is_outside = is_outside || !fit.is_within_tolerance;
    is_refused = is_refused || (fit.state != study::ResourceState::fitted &&
                                fit.state != study::ResourceState::no_traffic);
  }
  answer.verdict = is_outside   ? "outside_tolerance"
                   : is_refused ? "not_identifiable"
                                : "within_tolerance";
  return is_outside   ? ExitCode::outside_tolerance
         : is_refused ? ExitCode::inconclusive
                      : ExitCode::done;
}

void write_file(const std::string& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << bytes;
  file.close();
  if (!file) throw reports::FileError("cannot write " + path);
}

std::string rendered(const reports::CalibrationAnswer& answer, const CommandLine& line) {
  if (line.format == "json") return reports::calibration_json(answer);
  const std::string plain = line.format == "markdown" ? reports::calibration_markdown(answer)
                                                      : reports::calibration_text(answer, {});
  const bool is_colored = line.format != "markdown" && use_color(line.color);
  return displayable_answer(
      plain, is_colored ? reports::calibration_text(answer, {.color = true}) : plain);
}

/// A name to hold must be a column that some fit has a term for.
bool holds_are_known(const CommandLine& line, const study::Calibration& calibration) {
  bool all = true;
  for (const std::string& name : line.hold) {
    const bool known = std::any_of(
        calibration.resources.begin(), calibration.resources.end(), [&](const auto& fit) {
          return std::any_of(fit.demands.begin(), fit.demands.end(),
                             [&](const auto& demand) { return demand.name == name; });
        });
    if (!known) complain("--hold: no fit has a demand of \"" + name + "\"");
    all = all && known;
  }
  return all;
}

/// The overlay as it will be loaded: demands that the scenario refuses are told before anybody
/// relies on the file. Nothing: told on stderr.
bool loads(const CommandLine& line, const study::Calibration& calibration) {
  CommandLine with = line;
  const std::vector<std::string> sets = study::overlay_sets(calibration);
  with.sets.insert(with.sets.end(), sets.begin(), sets.end());
  return load(with).has_value();
}

}  // namespace

ExitCode calibrate(const CommandLine& line) {
  if (!is_output_named(line)) return ExitCode::usage;
  const auto loaded = load(line);
  if (!loaded) return ExitCode::invalid;
  if (!loaded->scenario.has_pool) {
    complain("calibrate: " + loaded->scenario.name + " has no pool of servers");
    return ExitCode::invalid;
  }
  const auto confidence =
      share_of("--confidence", line.confidence, loaded->scenario.simulation.confidence);
  const auto tolerance = share_of("--tolerance", line.tolerance, 0.10);
  if (!confidence || !tolerance) return ExitCode::usage;

  const std::string& file = line.arguments.front();
  const std::optional<study::Counters> counters = read_counters(file);
  if (!counters) return ExitCode::invalid;
  std::optional<study::Counters> other;
  if (line.held_out) {
    other = read_counters(*line.held_out);
    if (!other) return ExitCode::invalid;
  }
  const study::Calibration calibration = study::calibrate(loaded->scenario, *counters,
                                                          {.confidence = *confidence,
                                                           .tolerance = *tolerance,
                                                           .hold = line.hold,
                                                           .other = other ? &*other : nullptr});
  if (calibration.resources.empty()) {
    complain(file +
             ": error[E606]: nothing to fit: no counter stands beside the rate of anything "
             "that loads it; see ocssim explain E606");
    return ExitCode::invalid;
  }
  if (!holds_are_known(line, calibration)) return ExitCode::usage;

  reports::CalibrationAnswer answer = answer_of(*loaded, line, calibration);
  answer.confidence = *confidence;
  answer.tolerance = *tolerance;
  const ExitCode code = verdict_of(calibration, answer);
  if (line.output && *line.output != "-") {
    if (!loads(line, calibration)) return ExitCode::invalid;
    write_file(*line.output, study::overlay_json(calibration, {.counters = answer.counters,
                                                               .confidence = *confidence}));
    answer.overlay = *line.output;
  }
  write_stdout(rendered(answer, line));
  return code;
}

}  // namespace ocssim::cli
