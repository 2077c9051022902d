// `ocssim sensitivity`: which uncertain input moves the answer.
#include "cli/pursue.hpp"
#include "cli/scenario_input.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "study/uncertain_input.hpp"

#include <algorithm>
#include <utility>

namespace ocssim::cli {
namespace {

/// "sql" names all that is below it.
bool is_below(const std::string& path, const std::string& named) {
  if (path == named) return true;
  return path.starts_with(named) && (path[named.size()] == '.' || path[named.size()] == '[');
}

bool is_wanted(const study::UncertainInput& input, const std::vector<std::string>& named) {
  return named.empty() || std::any_of(named.begin(), named.end(), [&](const std::string& one) {
           return is_below(input.path, one);
         });
}

/// Trajectories move all inputs together: one that cannot be at an end, whatever the others, would
/// spoil every one of them.
void leave_out_contradictions(study::Question& question) {
  std::vector<study::UncertainInput> kept;
  for (study::UncertainInput& input : question.inputs) {
    const bool is_free = load_resolved(question.scenario, {input.path + "=" + input.low}) &&
                         load_resolved(question.scenario, {input.path + "=" + input.high});
    if (is_free) {
      kept.push_back(std::move(input));
    } else {
      question.left_out.push_back(input.path + ": an end of its range contradicts another value");
    }
  }
  question.inputs = std::move(kept);
}

}  // namespace

ExitCode sensitivity(const CommandLine& line) {
  if (!names_metrics(line)) return ExitCode::usage;
  if (line.of && !metric_and_statistic("--of", *line.of)) return ExitCode::usage;
  const auto loaded = load(line);
  if (!loaded) return ExitCode::invalid;
  study::Question question = question_about(*loaded, line, "sensitivity");
  study::UncertainInputs found = study::uncertain_inputs(loaded->scenario);
  for (study::UncertainInput& input : found.inputs) {
    if (is_wanted(input, line.inputs)) question.inputs.push_back(std::move(input));
  }
  if (line.inputs.empty()) question.left_out = std::move(found.left_out);
  question.method = line.method;
  if (line.method == "morris") {
    question.trajectories = line.trajectories;
    leave_out_contradictions(question);
  }
  if (question.inputs.empty()) {
    write_stderr(line.inputs.empty()
                     ? "ocssim: nothing in this scenario is uncertain\n"
                     : "ocssim: --inputs: no placeholder and no range of the profile is there "
                       "(ocssim show NAME --origins)\n");
    return ExitCode::invalid;
  }
  return pursue(question, line);
}

}  // namespace ocssim::cli
