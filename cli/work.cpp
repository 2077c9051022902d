// `ocssim work QUESTION --units FILE -o DIR`: one task of a submitted array. Not in the help: its
// words are written by `--submit`, and may change with it.
#include "cli/pursue.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "scenarios/document/document.hpp"

#include <optional>

namespace ocssim::cli {

ExitCode work(const CommandLine& line) {
  const auto source = scenarios::read_source_file(line.argument, "");
  if (!source) throw scenarios::FileError(line.argument + ": no such file");
  const std::optional<study::Question> question = study::question_from(source->text);
  if (!question) {
    complain(line.argument + ": damaged");
    return ExitCode::invalid;
  }
  return pursue(*question, line);
}

}  // namespace ocssim::cli
