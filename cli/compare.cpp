// `ocssim compare`: two scenarios, two folders of results, or one scenario with two settings.
#include "cli/canonical_command.hpp"
#include "cli/pursue.hpp"
#include "cli/results_argument.hpp"
#include "cli/scenario_input.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"

#include <cstdint>
#include <fmt/format.h>
#include <optional>
#include <utility>

namespace ocssim::cli {
namespace {

struct Side {
  std::string name;
  study::Question question;  // of `run` about it
};

/// What is simulated anew though the folder holds replications of it, with another seed.
std::optional<std::string> seed_warning(const CommandLine& line, const std::string& named,
                                        const std::string& stored, std::uint64_t seed) {
  if (!line.seed) return {};
  const auto as_stored = load_or_print(stored);
  if (!as_stored || as_stored->simulation.seed == seed) return {};
  return fmt::format(
      "{} holds replications of seed {}; with --seed {} its scenario is simulated "
      "anew",
      named, as_stored->simulation.seed, seed);
}

/// One of the two designs: what was named, with the sets of both and its own.
std::optional<Side> side(const CommandLine& line, const std::string& named,
                         const std::vector<std::string>& own_sets) {
  CommandLine own = line;
  own.argument = named;
  own.sets.insert(own.sets.end(), own_sets.begin(), own_sets.end());
  std::optional<std::string> text;
  if (is_results_folder(named)) {
    text = scenario_of_folder(named);
    if (!text) return {};
  }
  const auto loaded = load(own, text);
  if (!loaded) return {};
  // A folder is named as it was given: its scenario may have any name, and other settings.
  Side side{text ? named : loaded->scenario.name, question_about(*loaded, own, "run")};
  if (text) {
    const auto warning = seed_warning(line, named, *text, loaded->scenario.simulation.seed);
    if (warning) side.question.warnings.push_back(*warning);
  }
  return side;
}

std::vector<scenarios::Assignment> settings_of(const std::vector<std::string>& sets) {
  std::vector<scenarios::Assignment> settings;
  for (const std::string& set : sets) {
    const std::size_t equals = set.find('=');
    settings.push_back({set.substr(0, equals), set.substr(std::min(set.size(), equals + 1))});
  }
  return settings;
}

}  // namespace

ExitCode compare(const CommandLine& line) {
  if (line.arguments.size() == 1 && line.a_sets.empty() && line.b_sets.empty()) {
    write_stderr("ocssim: compare: A alone is what it is; give B, --a-set or --b-set\n");
    return ExitCode::usage;
  }
  if (!names_metrics(line)) return ExitCode::usage;
  std::optional<Side> a = side(line, line.arguments.front(), line.a_sets);
  std::optional<Side> b = side(line, line.arguments.back(), line.b_sets);
  if (!a || !b) return ExitCode::invalid;
  study::Question question = std::move(a->question);
  question.verb = "compare";
  question.scenario_b = std::move(b->question.scenario);
  question.warnings_b = std::move(b->question.warnings);
  question.a_set = settings_of(line.a_sets);
  question.b_set = settings_of(line.b_sets);
  std::string subject = shell_quoted(a->name);
  if (line.arguments.size() > 1) subject += " " + shell_quoted(b->name);
  question.command = canonical_command(line, "compare", subject);
  return pursue(question, line);
}

}  // namespace ocssim::cli
