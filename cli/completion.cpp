// Completion scripts, made from the same table that parses.
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "scenarios/model/load.hpp"

#include <fmt/format.h>

namespace ocssim::cli {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string words_after(const VerbSyntax& verb) {
  std::vector<std::string> words = verb.flags;
  words.insert(words.end(), verb.argument_words.begin(), verb.argument_words.end());
  if (verb.takes_scenario) {
    const std::vector<std::string> names = scenarios::shipped_scenarios();
    words.insert(words.end(), names.begin(), names.end());
  }
  return joined(words);
}

std::string verb_names(const std::vector<VerbSyntax>& verbs) {
  std::vector<std::string> names;
  for (const VerbSyntax& verb : verbs) names.push_back(verb.name);
  return joined(names);
}

std::string bash_script(const std::vector<VerbSyntax>& verbs) {
  std::string cases;
  for (const VerbSyntax& verb : verbs) {
    cases += fmt::format("    {}) words=\"{}\" ;;\n", verb.name, words_after(verb));
  }
  return fmt::format(R"(# bash completion of ocssim: source <(ocssim completion bash)
_ocssim() {{
  local word="${{COMP_WORDS[COMP_CWORD]}}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    mapfile -t COMPREPLY < <(compgen -W "{}" -- "$word")
    return
  fi
  case "${{COMP_WORDS[1]}}" in
{}  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -f -- "$word")
}}
complete -o filenames -F _ocssim ocssim
)",
                     verb_names(verbs), cases);
}

std::string zsh_script(const std::vector<VerbSyntax>& verbs) {
  std::string list;
  std::string cases;
  for (const VerbSyntax& verb : verbs) {
    std::string help = verb.help;
    for (char& c : help) c = c == ':' || c == '\'' ? ' ' : c;
    list += fmt::format("    '{}:{}'\n", verb.name, help);
    cases += fmt::format("    {}) compadd -- {}; _files ;;\n", verb.name, words_after(verb));
  }
  return fmt::format(R"(#compdef ocssim
# zsh completion of ocssim: ocssim completion zsh > "${{fpath[1]}}/_ocssim"
_ocssim() {{
  local -a verbs
  verbs=(
{}  )
  if (( CURRENT == 2 )); then
    _describe 'verb' verbs
    return
  fi
  case "$words[2]" in
{}  esac
}}
_ocssim "$@"
)",
                     list, cases);
}

std::string fish_script(const std::vector<VerbSyntax>& verbs) {
  std::string out = "# fish completion of ocssim: ocssim completion fish | source\n";
  for (const VerbSyntax& verb : verbs) {
    std::string help = verb.help;
    for (char& c : help) c = c == '\'' ? ' ' : c;
    out +=
        fmt::format("complete -c ocssim -n __fish_use_subcommand -a {} -d '{}'\n", verb.name, help);
    const std::string words = words_after(verb);
    if (words.empty()) continue;
    out += fmt::format("complete -c ocssim -n '__fish_seen_subcommand_from {}' -a '{}'\n",
                       verb.name, words);
  }
  return out;
}

}  // namespace

ExitCode completion(const CommandLine& line) {
  const std::vector<VerbSyntax> verbs = command_syntax();
  write_stdout(line.argument == "bash"  ? bash_script(verbs)
               : line.argument == "zsh" ? zsh_script(verbs)
                                        : fish_script(verbs));
  return ExitCode::done;
}

}  // namespace ocssim::cli
