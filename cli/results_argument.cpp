#include "cli/results_argument.hpp"

#include "cli/pursue.hpp"
#include "cli/terminal.hpp"
#include "scenarios/document/document.hpp"
#include "study/question.hpp"

#include <filesystem>

namespace ocssim::cli {

bool is_results_folder(const std::string& text) {
  std::error_code error;
  return std::filesystem::exists(std::filesystem::path(text) / question_file, error);
}

std::optional<std::string> scenario_of_folder(const std::string& text) {
  const std::string where = (std::filesystem::path(text) / question_file).string();
  const auto source = scenarios::read_source_file(where, "");
  if (!source) throw scenarios::FileError(where + ": no such file");
  const std::optional<study::Question> question = study::question_from(source->text);
  if (question) return question->scenario;
  write_stderr("ocssim: " + where + ": damaged, or of a later version\n");
  return {};
}

}  // namespace ocssim::cli
