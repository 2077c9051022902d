// Rules about the tree as a whole, and the list of all rules.
#include "tests/tidy/tree_rules.hpp"

#include "tests/tidy/include_arrows.hpp"
#include "tests/tidy/text_rules.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace ocssim::tidy {
namespace {

constexpr std::array<std::string_view, 8> unclear_names = {"utils",  "util", "common",  "helpers",
                                                           "helper", "misc", "manager", "stuff"};
constexpr std::array<std::string_view, 4> decision_headings = {
    "## Context", "## Decision", "## Alternatives", "## Consequences"};

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

// Does the list name this file, as a word of its own or behind a variable of CMake?
bool names(const SourceFile& list, std::string_view file) {
  for (const std::string& line : list.lines) {
    const std::string_view code = std::string_view(line).substr(0, line.find('#'));
    for (std::size_t at = code.find(file); at != std::string_view::npos;
         at = code.find(file, at + 1)) {
      const std::size_t end = at + file.size();
      const bool begins = at == 0 || code[at - 1] == ' ' || code[at - 1] == '(' ||
                          code[at - 1] == '"' || code.substr(0, at).ends_with("}/");
      const bool ends = end == code.size() || code[end] == ' ' || code[end] == ')' ||
                        code[end] == '"' || code[end] == '>';
      if (begins && ends) return true;
    }
  }
  return false;
}

bool is_listed(const SourceTree& tree, std::string_view path) {
  for (std::string_view folder = folder_of(path);; folder = folder_of(folder)) {
    const std::string prefix = folder.empty() ? "" : std::string(folder) + "/";
    const auto list = tree.find(prefix + "CMakeLists.txt");
    if (list != tree.end() && names(list->second, path.substr(prefix.size()))) return true;
    if (folder.empty()) return false;
  }
}

// Headers of tests and benches belong to no library: it is enough that somebody includes them.
bool is_included_by_tests(const SourceTree& tree, const std::string& path) {
  if (is_product(path) || !path.ends_with(".hpp")) return false;
  const std::string directive = "#include \"" + path + "\"";
  return std::any_of(tree.begin(), tree.end(), [&](const auto& entry) {
    const std::vector<std::string>& lines = entry.second.lines;
    return std::find(lines.begin(), lines.end(), directive) != lines.end();
  });
}

void check_headings(const std::string& path, const SourceFile& file, Findings& findings) {
  for (const std::string_view heading : decision_headings) {
    const bool found =
        std::any_of(file.lines.begin(), file.lines.end(),
                    [&](const std::string& line) { return line.starts_with(heading); });
    if (found) continue;
    findings.push_back({path, 0, "decisions",
                        "no heading '" + std::string(heading) +
                            "'; instead: context, decision, alternatives with numbers, " +
                            "consequences"});
  }
}

}  // namespace

void check_dead_files(const SourceTree& tree, Findings& findings) {
  for (const auto& [path, file] : tree) {
    if (!is_cpp(path) || is_listed(tree, path) || is_included_by_tests(tree, path)) continue;
    findings.push_back({path, 0, "dead-file",
                        "no CMakeLists.txt names it; instead: list it in its folder, or delete "
                        "it"});
  }
}

void check_names(const SourceTree& tree, Findings& findings) {
  for (const auto& [path, file] : tree) {
    if (!is_cpp(path)) continue;
    std::string_view rest = std::string_view(path).substr(0, path.rfind('.'));
    while (!rest.empty()) {
      const std::size_t slash = rest.rfind('/');
      const std::string_view name = slash == std::string_view::npos ? rest : rest.substr(slash + 1);
      if (std::find(unclear_names.begin(), unclear_names.end(), name) != unclear_names.end()) {
        findings.push_back({path, 0, "names",
                            "'" + std::string(name) +
                                "' says nothing; instead: the concept that "
                                "it holds"});
      }
      rest = folder_of(rest);
    }
  }
}

void check_decisions(const SourceTree& tree, Findings& findings) {
  constexpr std::string_view folder = "docs/decisions/";
  std::size_t expected = 1;
  for (const auto& [path, file] : tree) {
    if (!path.starts_with(folder) || !path.ends_with(".md")) continue;
    std::string number = std::to_string(expected++);
    number.insert(0, 4 - std::min<std::size_t>(number.size(), 4), '0');
    if (!path.substr(folder.size()).starts_with(number + "-")) {
      findings.push_back({path, 0, "decisions",
                          "number " + number +
                              " is missing or used twice; instead: "
                              "NNNN-title.md without gaps"});
    }
    check_headings(path, file, findings);
  }
}

void check_models_page(const SourceTree& tree, Findings& findings) {
  constexpr std::string_view models = "models/";
  const auto page = tree.find("docs/models.md");
  if (page == tree.end()) return;
  std::string text;
  for (const std::string& line : page->second.lines) text += line;
  std::string last;
  for (const auto& [path, file] : tree) {
    if (!path.starts_with(models) || path.find('/', models.size()) == std::string::npos) continue;
    const std::string folder = path.substr(0, path.find('/', models.size()));
    if (folder == last) continue;
    last = folder;
    if (text.find("`" + folder + "`") != std::string::npos) continue;
    findings.push_back({"docs/models.md", 0, "models-page",
                        "nothing about '" + folder +
                            "'; instead: its equations, assumptions, parameters and limits"});
  }
}

Findings check_all(const SourceTree& tree) {
  Findings findings;
  for (const auto rule :
       {check_columns, check_function_length, check_file_length, check_prologue, check_banned_calls,
        check_unordered_iteration, check_words, check_build_files, check_include_arrows,
        check_heavy_headers, check_dead_files, check_names, check_decisions, check_models_page}) {
    rule(tree, findings);
  }
  std::sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.path, a.line, a.rule, a.message) <
           std::tie(b.path, b.line, b.rule, b.message);
  });
  return findings;
}

}  // namespace ocssim::tidy
