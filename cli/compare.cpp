// `ocssim compare`: two scenarios, two folders of results, or one scenario with two settings.
#include "cli/canonical_command.hpp"
#include "cli/pursue.hpp"
#include "cli/scenario_input.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"

#include <filesystem>
#include <optional>
#include <utility>

namespace ocssim::cli {
namespace {

struct Side {
  std::string name;
  study::Question question;  // of `run` about it
};

bool is_results_folder(const std::string& text) {
  return std::filesystem::exists(std::filesystem::path(text) / question_file);
}

/// The scenario of a folder of results; flags change it as they would change a file.
std::optional<std::string> scenario_of_folder(const std::string& text) {
  const reports::ResultsFolder folder(text);
  const std::optional<study::Question> question = stored_question(folder);
  if (!question) return {};
  return question->scenario;
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
  return Side{loaded->scenario.name, question_about(*loaded, own, "run")};
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
