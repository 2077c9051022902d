// Rules about single files, by plain search over lines: fast, and readable as a table.
#include "tests/tidy/text_rules.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace ocssim::tidy {
namespace {

constexpr std::size_t columns_max = 100;
constexpr std::size_t file_lines_max = 600;

struct LongFile {
  std::string_view path, reason;
};
// Files that may be longer than 600 lines, with the reason why splitting would make them worse.
constexpr std::array<LongFile, 1> long_files = {
    {{"reports/results_schema.cpp", "one JSON Schema, as text"}}};

enum class Match {
  call,    // the word, then an opening bracket
  word,    // the word alone
  suffix,  // any identifier that ends so
};
struct Banned {
  std::string_view word;
  Match match;
  std::string_view instead;
};
constexpr std::string_view use_elementary = "ocssim::elementary (engine/random/elementary.hpp)";
constexpr std::string_view use_stream = "a Stream and the inversions of engine/random";
constexpr std::string_view use_clock = "a SimTime argument, or a predicate that cli/ passes down";
constexpr std::string_view use_order = "engine/experiment/parallel.hpp, sums in index order";

// Not below cli/ and not in tests and benches.
constexpr std::array<Banned, 41> banned_in_product = {{
    {"std::log", Match::call, use_elementary},
    {"std::log2", Match::call, use_elementary},
    {"std::log10", Match::call, use_elementary},
    {"std::log1p", Match::call, use_elementary},
    {"std::exp", Match::call, use_elementary},
    {"std::exp2", Match::call, use_elementary},
    {"std::expm1", Match::call, use_elementary},
    {"std::pow", Match::call, use_elementary},
    {"std::cbrt", Match::call, use_elementary},
    {"std::sin", Match::call, use_elementary},
    {"std::cos", Match::call, use_elementary},
    {"std::tan", Match::call, use_elementary},
    {"std::tanh", Match::call, use_elementary},
    {"std::tgamma", Match::call, use_elementary},
    {"std::lgamma", Match::call, use_elementary},
    {"std::erf", Match::call, use_elementary},
    {"std::erfc", Match::call, use_elementary},
    {"std::hypot", Match::call, "std::sqrt of the sum of squares"},
    {"_distribution", Match::suffix, use_stream},
    {"std::random_device", Match::word, "the seed of the scenario or of --seed"},
    {"std::mt19937", Match::word, use_stream},
    {"std::mt19937_64", Match::word, use_stream},
    {"std::minstd_rand", Match::word, use_stream},
    {"std::rand", Match::call, use_stream},
    {"std::shuffle", Match::call, "a permutation computed from keys, by a Stream"},
    {"system_clock", Match::word, use_clock},
    {"steady_clock", Match::word, use_clock},
    {"high_resolution_clock", Match::word, use_clock},
    {"std::time", Match::call, use_clock},
    {"std::clock", Match::call, use_clock},
    {"clock_gettime", Match::call, use_clock},
    {"gettimeofday", Match::call, use_clock},
    {"std::reduce", Match::call, "std::accumulate: its order is fixed"},
    {"std::transform_reduce", Match::call, "std::inner_product: its order is fixed"},
    {"std::execution", Match::word, use_order},
    {"parallel_reduce", Match::word, use_order},
    {"combinable", Match::word, use_order},
    {"enumerable_thread_specific", Match::word, use_order},
    {"thread_local", Match::word, "state in the Model of one replication"},
    {"std::hash", Match::word, "engine/name_hash.hpp: std::hash differs between libraries"},
    {"std::views", Match::word, "a plain loop: clang 14 does not compile the views of g++ 12"},
}};
// Everywhere, tests included.
constexpr std::array<Banned, 2> banned_everywhere = {{
    {"using namespace std;", Match::word, "the qualified name"},
    {"std::endl", Match::word, "'\\n'"},
}};
// Where events are handled; the rest of the product may allocate as it likes.
constexpr std::array<Banned, 3> banned_in_loop = {{
    {"std::deque", Match::word, "FifoRing: std::deque allocates in the loop"},
    {"std::list", Match::word, "a vector with indices: no allocation in the loop"},
    {"std::function", Match::word, "a port or a typed event: no closure in the loop"},
}};
constexpr std::array<std::string_view, 2> beside_the_loop = {"engine/stats", "engine/experiment"};
constexpr std::array<Banned, 7> banned_in_build = {{
    {"GLOB", Match::word, "an explicit file list"},
    {"GLOB_RECURSE", Match::word, "an explicit file list"},
    {"FetchContent", Match::word, "find_package in cmake/OcssimDependencies.cmake"},
    {"ExternalProject", Match::word, "find_package in cmake/OcssimDependencies.cmake"},
    {"-ffast-math", Match::word, "nothing: results must not depend on the compiler's mood"},
    {"-march=native", Match::word, "nothing: the same bytes on any x86-64 machine are promised"},
    {"-Ofast", Match::word, "-O2"},
}};

struct BannedCallException {
  std::string_view path, word, reason;
};
// Exceptions, each with its reason.
constexpr std::array<BannedCallException, 6> banned_call_exceptions = {{
    {"engine/check.cpp", "thread_local", "only the message of a failed check reads it"},
    {"cmake/check_format.cmake", "GLOB_RECURSE", "a check of what exists, never part of a build"},
    {"study/verify/measured/recorded_random.hpp", "std::mt19937_64", "as the recorded programs"},
    {"study/verify/measured/recorded_random.hpp", "_distribution", "as the recorded programs"},
    {"study/verify/measured/pooled_reads.cpp", "std::erfc",
     "a recording's law, not simulated time"},
    {"study/verify/measured/pooled_reads.cpp", "std::exp", "a recording's law, not simulated time"},
}};

// Written in two pieces so that this file does not trip over itself.
constexpr std::array<Banned, 5> unfinished = {{
    {"TO"
     "DO",
     Match::word, "an issue, or the work itself"},
    {"FIX"
     "ME",
     Match::word, "an issue, or the work itself"},
    {"XX"
     "X",
     Match::word, "an issue, or the work itself"},
    {"st"
     "ub",
     Match::word, "the work itself"},
    {"HA"
     "CK",
     Match::word, "the reason why it must be so"},
}};
constexpr std::array<std::string_view, 8> machine_marks = {
    "/wo"
    "rk/",
    "/ho"
    "me/",
    "/ro"
    "ot/",
    "/Us"
    "ers/",
    "../sh"
    "ared",
    "registry."
    "npmjs",
    "deb."
    "debian.org",
    "files."
    "pythonhosted"};

std::size_t code_points(std::string_view line) {
  return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  }));
}

bool is_build_file(std::string_view path) {
  return path.ends_with("CMakeLists.txt") || path.ends_with(".cmake") ||
         path.ends_with("CMakePresets.json");
}

bool has_match(std::string_view code, const Banned& banned) {
  if (banned.match == Match::suffix) {
    for (std::size_t at = code.find(banned.word); at != std::string_view::npos;
         at = code.find(banned.word, at + 1)) {
      const std::size_t end = at + banned.word.size();
      const std::size_t scope = code.rfind("std::", at);
      const bool ends = end == code.size() || !is_identifier_character(code[end]);
      if (!ends || scope == std::string_view::npos) continue;
      const std::string_view name = code.substr(scope + 5, at - scope - 5);
      if (std::all_of(name.begin(), name.end(), is_identifier_character)) return true;
    }
    return false;
  }
  for (std::size_t at = find_word(code, banned.word); at != std::string_view::npos;
       at = find_word(code, banned.word, at + 1)) {
    if (banned.match == Match::word) return true;
    const std::size_t next = code.find_first_not_of(' ', at + banned.word.size());
    if (next != std::string_view::npos && (code[next] == '(' || code[next] == '<')) return true;
  }
  return false;
}

bool is_excepted(std::string_view path, std::string_view word) {
  return std::any_of(
      banned_call_exceptions.begin(), banned_call_exceptions.end(),
      [&](const BannedCallException& row) { return row.path == path && row.word == word; });
}

bool is_long_on_purpose(std::string_view path) {
  return std::any_of(long_files.begin(), long_files.end(),
                     [&](const LongFile& row) { return row.path == path; });
}

bool is_in_loop(std::string_view path) {
  const bool beside = std::any_of(beside_the_loop.begin(), beside_the_loop.end(),
                                  [&](std::string_view folder) { return is_below(path, folder); });
  return !beside && (is_below(path, "engine") || is_below(path, "models"));
}

template <typename Table>
void find_banned(const Table& table, const std::string& path, const std::vector<std::string>& lines,
                 const std::string& rule, Findings& findings) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (const Banned& banned : table) {
      if (!has_match(lines[i], banned) || is_excepted(path, banned.word)) continue;
      findings.push_back({path, i + 1, rule,
                          std::string(banned.word) + "; instead: " + std::string(banned.instead)});
    }
  }
}

std::string header_of(const std::string& path) {
  if (!path.ends_with(".cpp")) return path;
  return path.substr(0, path.size() - 4) + ".hpp";
}

// Names of variables and members declared as std::unordered_… in one file.
std::set<std::string> unordered_names(const SourceFile& file) {
  std::set<std::string> names;
  std::string text;
  for (const std::string& line : file.code) text += line + ' ';
  for (std::size_t at = text.find("std::unordered_"); at != std::string::npos;
       at = text.find("std::unordered_", at + 1)) {
    std::size_t next = text.find('<', at);
    std::size_t depth = 0;
    for (; next < text.size(); ++next) {
      if (text[next] == '<') ++depth;
      if (text[next] == '>' && --depth == 0) break;
    }
    next = text.find_first_not_of(" >&", next);
    std::size_t end = next;
    while (end < text.size() && is_identifier_character(text[end])) ++end;
    if (next < end) names.insert(text.substr(next, end - next));
  }
  return names;
}

bool iterates(std::string_view code, std::string_view name) {
  for (std::size_t at = find_word(code, name); at != std::string_view::npos;
       at = find_word(code, name, at + 1)) {
    const std::string_view before = code.substr(0, at);
    const std::string_view after = code.substr(at + name.size());
    const bool in_range_for = find_word(before, "for") != std::string_view::npos &&
                              before.ends_with(": ") && after.starts_with(")");
    if (in_range_for || after.starts_with(".begin()") || after.starts_with(".cbegin()")) {
      return true;
    }
  }
  return false;
}

}  // namespace

void check_columns(const SourceTree& tree, Findings& findings) {
  for (const auto& [path, file] : tree) {
    const bool ruled = is_cpp(path) || path.ends_with(".cmake") || path.ends_with(".sh") ||
                       path.ends_with("CMakeLists.txt");
    if (!ruled) continue;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      const std::size_t width = code_points(file.lines[i]);
      if (width <= columns_max) continue;
      findings.push_back(
          {path, i + 1, "columns", std::to_string(width) + " columns; instead: at most 100"});
    }
  }
}

void check_file_length(const SourceTree& tree, Findings& findings) {
  for (const auto& [path, file] : tree) {
    const bool excepted = is_long_on_purpose(path);
    if (!is_cpp(path) || file.lines.size() <= file_lines_max || excepted) continue;
    findings.push_back({path, file.lines.size(), "file-length",
                        std::to_string(file.lines.size()) +
                            " lines; instead: one concept a file, or a row in long_files of " +
                            "tests/tidy/text_rules.cpp with the reason"});
  }
}

void check_prologue(const SourceTree& tree, Findings& findings) {
  for (const auto& [path, file] : tree) {
    if (!is_cpp(path)) continue;
    // The header's prologue speaks for the source beside it, the names of its cases for a test.
    const bool has_header = header_of(path) != path && tree.contains(header_of(path));
    const bool speaks = has_header || path.ends_with("_test.cpp");
    if (!speaks && (file.lines.empty() || !file.lines.front().starts_with("//"))) {
      findings.push_back({path, 1, "prologue",
                          "no prologue; instead: begin with a comment that says in one sentence " +
                              std::string("of the field's language what this is")});
    }
    const bool guarded =
        std::any_of(file.code.begin(), file.code.end(),
                    [](const std::string& line) { return line.starts_with("#pragma once"); });
    if (path.ends_with(".hpp") && !guarded) {
      findings.push_back({path, 1, "pragma-once", "no guard; instead: #pragma once"});
    }
  }
}

void check_banned_calls(const SourceTree& tree, Findings& findings) {
  for (const auto& [path, file] : tree) {
    if (!is_cpp(path)) continue;
    find_banned(banned_everywhere, path, file.code, "banned-call", findings);
    if (!is_product(path) || is_below(path, "cli")) continue;
    find_banned(banned_in_product, path, file.code, "banned-call", findings);
    if (!is_in_loop(path)) continue;
    find_banned(banned_in_loop, path, file.code, "banned-call", findings);
  }
}

void check_unordered_iteration(const SourceTree& tree, Findings& findings) {
  for (const auto& [path, file] : tree) {
    if (!is_cpp(path) || !is_product(path)) continue;
    std::set<std::string> names = unordered_names(file);
    const auto header = tree.find(header_of(path));
    if (header != tree.end()) names.merge(unordered_names(header->second));
    for (std::size_t i = 0; i < file.code.size(); ++i) {
      for (const std::string& name : names) {
        if (!iterates(file.code[i], name)) continue;
        findings.push_back({path, i + 1, "unordered-iteration",
                            "loop over hash table '" + name +
                                "'; instead: iterate a vector or a sorted copy of its keys"});
      }
    }
  }
}

void check_words(const SourceTree& tree, Findings& findings) {
  for (const auto& [path, file] : tree) {
    find_banned(unfinished, path, file.lines, "unfinished", findings);
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      for (const std::string_view mark : machine_marks) {
        if (file.lines[i].find(mark) == std::string::npos) continue;
        findings.push_back({path, i + 1, "machine-path",
                            "'" + std::string(mark) +
                                "' is of one machine; instead: a path from the root of the " +
                                "repository"});
      }
    }
  }
}

void check_build_files(const SourceTree& tree, Findings& findings) {
  for (const auto& [path, file] : tree) {
    if (!is_build_file(path)) continue;
    std::vector<std::string> code = file.lines;
    for (std::string& line : code) line.erase(std::min(line.find('#'), line.size()));
    find_banned(banned_in_build, path, code, "build", findings);
  }
}

}  // namespace ocssim::tidy
