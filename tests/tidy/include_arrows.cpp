// The arrows, as data. The first row that covers a file rules it, so narrow rows come first.
#include "tests/tidy/include_arrows.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

namespace ocssim::tidy {
namespace {

using Paths = std::vector<std::string_view>;

// What one folder (or one file) may include. A path allows itself and all below it; a path that
// ends in "/*" allows the files that stand in that folder itself.
struct Arrow {
  std::string_view folder;
  Paths project;
  Paths libraries;
  std::string_view instead;
};

// The engine's basics, what engine/stats and engine/random stand on: no event, no component.
Paths with_basics(Paths paths) {
  paths.insert(paths.end(), {"engine/time.hpp", "engine/quantity.hpp", "engine/ids.hpp",
                             "engine/check.hpp", "engine/name_hash.hpp", "engine/wide.hpp"});
  return paths;
}

// What one subsystem shows to the others: its Config, and the component that they call. All else
// below models/<subsystem> is its own affair.
const Paths faces = {
    "models/clients/config.hpp",          "models/clients/clients.hpp",
    "models/clients/superposition.hpp",   "models/balancer/config.hpp",
    "models/balancer/egress_nat.hpp",     "models/balancer/load_balancer.hpp",
    "models/front_end/config.hpp",        "models/front_end/front_end.hpp",
    "models/front_end/message_class.hpp", "models/back_end/config.hpp",
    "models/back_end/sql_back_end.hpp",   "models/director/director.hpp",
    "models/faults/config.hpp",           "models/faults/faults.hpp",
    "models/conferencing/config.hpp",     "models/conferencing/conferences.hpp",
    "models/conferencing/mcu_server.hpp", "models/media/adapter.hpp",
    "models/media/packet_window.hpp",     "models/archiving/config.hpp",
    "models/archiving/record_server.hpp", "models/pools/config.hpp",
    "models/pools/pool_link.hpp",         "models/web/config.hpp",
    "models/web/fetch_owner.hpp",         "models/web/web_components.hpp",
};
constexpr std::string_view use_ports = "a port, or the face of the other subsystem (see `faces`)";

Paths subsystem(std::string_view folder) {
  Paths paths = faces;
  paths.insert(paths.end(), {"engine", "models/*", "models/queueing", "models/theory", folder});
  return paths;
}

const std::vector<Arrow> arrows = {
    {"engine/stats",
     with_basics({"engine/stats", "engine/random"}),
     {},
     "statistics take a SimTime argument and never see the simulation"},
    {"engine/random",
     with_basics({"engine/random"}),
     {"Random123"},
     "sampling knows numbers and time, nothing else"},
    {"engine/experiment/parallel.cpp", {"engine"}, {"TBB", "Eigen"}, "see engine/experiment"},
    {"engine/experiment",
     {"engine"},
     {"Eigen"},
     "threads are reached through engine/experiment/parallel.hpp"},
    {"engine/large_array.hpp", {"engine"}, {"madvise"}, "a hint to the system's memory, no more"},
    {"engine", {"engine"}, {}, "the engine knows nothing of any domain, file or terminal"},
    {"models/theory",
     {"models/theory", "engine/random/elementary.hpp"},
     {"Eigen"},
     "closed forms judge the simulator, so they never see it"},
    {"models/clients", subsystem("models/clients"), {}, use_ports},
    {"models/balancer", subsystem("models/balancer"), {}, use_ports},
    {"models/front_end", subsystem("models/front_end"), {}, use_ports},
    {"models/back_end", subsystem("models/back_end"), {}, use_ports},
    {"models/media", subsystem("models/media"), {}, use_ports},
    {"models/web", subsystem("models/web"), {}, use_ports},
    {"models/archiving", subsystem("models/archiving"), {}, use_ports},
    {"models/pools", subsystem("models/pools"), {}, use_ports},
    {"models/voice", subsystem("models/voice"), {}, use_ports},
    {"models/edge", subsystem("models/edge"), {}, use_ports},
    {"models/director", subsystem("models/director"), {}, use_ports},
    {"models/faults", subsystem("models/faults"), {}, use_ports},
    {"models/queueing",
     {"engine", "models/*", "models/queueing", "models/theory"},
     {},
     "queueing is what the subsystems are built from"},
    {"models", {"engine", "models"}, {}, "models see the engine and each other's ports"},
    {"scenarios/document",
     {"scenarios", "models", "engine"},
     {"nlohmann_json", "tl::expected"},
     "scenarios never see results, reports or the terminal"},
    {"scenarios/topology",
     {"scenarios", "models", "engine"},
     {"Boost.Graph"},
     "scenarios never see results, reports or the terminal"},
    {"scenarios",
     {"scenarios", "models", "engine"},
     {"tl::expected"},
     "scenarios never see results, reports or the terminal"},
    {"study",
     {"study", "scenarios", "models", "engine", "reports/store"},
     {"Eigen"},
     "a study takes a stop token, a progress callback and a deadline predicate"},
    {"reports/store",
     with_basics({"reports/store", "engine/stats"}),
     {"nlohmann_json", "xxHash", "fmt"},
     "scenario and topology arrive as plain values"},
    {"reports/export",
     with_basics({"reports/export", "reports/store", "engine/stats"}),
     {"nlohmann_json", "SQLite", "fmt"},
     "scenario and topology arrive as plain values"},
    {"reports/trace",
     with_basics({"reports/trace", "engine/stats", "engine/trace_sink.hpp"}),
     {"fmt"},
     "a trace is written through engine/trace_sink.hpp"},
    {"reports",
     with_basics({"reports", "engine/stats"}),
     {"fmt", "nlohmann_json"},
     "resolved scenario, topology and recommendations arrive as plain values"},
    {"cli",
     {"cli", "study", "scenarios", "models", "engine", "reports"},
     {"CLI11", "fmt"},
     "the terminal sees all of the product, and nobody sees the terminal"},
    {"tests",
     {"tests", "cli", "study", "scenarios", "models", "engine", "reports"},
     {"GoogleTest", "Google Benchmark", "Random123", "Eigen", "nlohmann_json", "SQLite", "xxHash",
      "fmt", "tl::expected"},
     "tests see everything but benches"},
    {"bench",
     {"bench", "tests", "cli", "study", "scenarios", "models", "engine", "reports"},
     {"Google Benchmark", "Random123", "fmt"},
     "benches see everything"},
};

struct Exception {
  std::string_view includer, included, reason;
};
// Project headers that the rows above would allow although a folder must never see them.
constexpr std::array<Exception, 1> forbidden = {{
    {"scenarios", "engine/stats/results.hpp", "scenarios come before results"},
}};

struct Library {
  std::string_view name, prefix;
};
constexpr std::array<Library, 15> libraries = {{
    {"Random123", "Random123/"},
    {"TBB", "tbb/"},
    {"TBB", "oneapi/"},
    {"Eigen", "Eigen/"},
    {"Boost.Graph", "boost/"},
    {"CLI11", "CLI/"},
    {"nlohmann_json", "nlohmann/"},
    {"tl::expected", "tl/"},
    {"fmt", "fmt/"},
    {"xxHash", "xxhash.h"},
    {"SQLite", "sqlite3.h"},
    {"madvise", "sys/mman.h"},
    {"GoogleTest", "gtest/"},
    {"GoogleTest", "gmock/"},
    {"Google Benchmark", "benchmark/"},
}};

// System headers outside the C++ standard, and the folders that live at the edge of the world.
constexpr std::array<std::string_view, 5> edge_folders = {"cli", "study", "reports/store", "tests",
                                                          "bench"};

struct BannedHeader {
  std::string_view folder, header, instead;
};
constexpr std::array<BannedHeader, 17> banned_headers = {{
    {"engine", "fstream", "the engine reads and writes no files"},
    {"engine", "filesystem", "the engine reads and writes no files"},
    {"engine", "iostream", "the engine has no terminal; results are values"},
    {"engine", "random", "engine/random/stream.hpp"},
    {"engine", "ctime", "SimTime; there is no wall clock in the engine"},
    {"models", "fstream", "models read and write no files"},
    {"models", "filesystem", "models read and write no files"},
    {"models", "iostream", "metrics; models have no terminal"},
    {"models", "random", "engine/random/stream.hpp"},
    {"models", "ctime", "SimTime; there is no wall clock in a model"},
    {"scenarios", "iostream", "Diagnostic; scenarios have no terminal"},
    {"scenarios", "random", "engine/random/stream.hpp"},
    {"study", "iostream", "the progress callback; a study has no terminal"},
    {"study", "random", "engine/random/stream.hpp"},
    {"reports", "iostream", "return bytes; cli/ prints them"},
    {"reports", "random", "nothing: reports draw no numbers"},
    {"cli", "random", "--seed; nothing in ocssim is drawn outside a stream"},
}};

struct Heavy {
  std::string_view library;
  Paths folders;  // one file in each
};
const std::vector<Heavy>& heavy_libraries() {
  static const std::vector<Heavy> table = {
      {"CLI11", {"cli"}},
      {"Boost.Graph", {"scenarios/topology"}},
      {"SQLite", {"reports/export"}},
      {"TBB", {"engine/experiment"}},
      {"xxHash", {"reports/store"}},
      {"nlohmann_json", {"scenarios/document", "reports/store", "reports/export", "reports"}},
  };
  return table;
}

struct Include {
  std::string path;
  bool quoted = false;
  std::size_t line = 0;
};

std::vector<Include> includes_of(const SourceFile& file) {
  std::vector<Include> includes;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    const std::size_t hash = file.code[i].find_first_not_of(' ');
    if (hash == std::string::npos || !file.code[i].substr(hash).starts_with("#include")) continue;
    const std::string& line = file.lines[i];
    const std::size_t open = line.find_first_of("<\"", hash);
    if (open == std::string::npos) continue;
    const bool quoted = line[open] == '"';
    const std::size_t close = line.find(quoted ? '"' : '>', open + 1);
    if (close == std::string::npos) continue;
    includes.push_back({line.substr(open + 1, close - open - 1), quoted, i + 1});
  }
  return includes;
}

bool allows(std::string_view rule, std::string_view path) {
  if (!rule.ends_with("/*")) return is_below(path, rule);
  const std::string_view folder = rule.substr(0, rule.size() - 2);
  return is_below(path, folder) && path.find('/', folder.size() + 1) == std::string_view::npos;
}

const Arrow* arrow_of(std::string_view path) {
  const auto row = std::find_if(arrows.begin(), arrows.end(),
                                [&](const Arrow& arrow) { return is_below(path, arrow.folder); });
  return row == arrows.end() ? nullptr : &*row;
}

// Empty: no library that the project knows.
std::string_view library_of(std::string_view header) {
  const auto row = std::find_if(libraries.begin(), libraries.end(), [&](const Library& library) {
    return header.starts_with(library.prefix);
  });
  return row == libraries.end() ? std::string_view() : row->name;
}

bool contains(const Paths& list, std::string_view item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

std::optional<std::string> judge_project(const SourceTree& tree, const Arrow& arrow,
                                         std::string_view includer, const std::string& path) {
  if (!library_of(path).empty()) {
    return "\"" + path + "\" is no file of the project; instead: <" + path + ">";
  }
  const bool is_generated = path.ends_with(".inc");  // written by CMake into the build folder
  if (!tree.contains(path) && !is_generated) {
    return "\"" + path + "\" is not in the tree; instead: the path from the root of the repository";
  }
  const bool allowed = std::any_of(arrow.project.begin(), arrow.project.end(),
                                   [&](std::string_view rule) { return allows(rule, path); });
  if (!allowed) {
    return std::string(arrow.folder) + " may not include \"" + path +
           "\"; instead: " + std::string(arrow.instead);
  }
  for (const Exception& exception : forbidden) {
    if (is_below(includer, exception.includer) && is_below(path, exception.included)) {
      return std::string(exception.includer) + " may not include \"" + path +
             "\"; instead: " + std::string(exception.reason);
    }
  }
  return std::nullopt;
}

std::optional<std::string> judge_system(const Arrow& arrow, std::string_view includer,
                                        const std::string& path) {
  if (const std::string_view library = library_of(path); !library.empty()) {
    if (contains(arrow.libraries, library)) return std::nullopt;
    return std::string(library) + " (<" + path + ">) may not be included by " +
           std::string(arrow.folder) + "; instead: " + std::string(arrow.instead);
  }
  // It names the generators of the recorded programs, whose draws are made again.
  if (includer == "study/verify/measured/recorded_random.hpp" && path == "random") {
    return std::nullopt;
  }
  for (const BannedHeader& banned : banned_headers) {
    if (is_below(includer, banned.folder) && path == banned.header) {
      return "<" + path + "> has no place in " + std::string(banned.folder) +
             "; instead: " + std::string(banned.instead);
    }
  }
  const bool standard = path.find('/') == std::string::npos && !path.ends_with(".h");
  const bool vector_intrinsics = path.ends_with("mmintrin.h") && is_below(includer, "engine");
  const bool edge =
      std::any_of(edge_folders.begin(), edge_folders.end(),
                  [&](std::string_view folder) { return is_below(includer, folder); });
  if (standard || vector_intrinsics || edge) return std::nullopt;
  return "<" + path + "> is neither standard C++ nor a library of this folder; instead: the " +
         "standard library, or a decision in docs/decisions";
}

}  // namespace

void check_include_arrows(const SourceTree& tree, Findings& findings) {
  for (const auto& [path, file] : tree) {
    const Arrow* arrow = is_cpp(path) ? arrow_of(path) : nullptr;
    if (arrow == nullptr) continue;
    for (const Include& include : includes_of(file)) {
      const auto problem = include.quoted ? judge_project(tree, *arrow, path, include.path)
                                          : judge_system(*arrow, path, include.path);
      if (problem) findings.push_back({path, include.line, "include-arrow", *problem});
    }
  }
}

void check_heavy_headers(const SourceTree& tree, Findings& findings) {
  std::map<std::string, std::string> first;  // library and folder to the file that came first
  for (const auto& [path, file] : tree) {
    if (!is_cpp(path) || !is_product(path)) continue;
    for (const Include& include : includes_of(file)) {
      const std::string name(include.quoted ? std::string_view() : library_of(include.path));
      const auto& table = heavy_libraries();
      const auto heavy = std::find_if(table.begin(), table.end(),
                                      [&](const Heavy& row) { return row.library == name; });
      if (heavy == table.end()) continue;
      if (path.ends_with(".hpp")) {
        findings.push_back({path, include.line, "heavy-header",
                            name + " in a header is compiled by all who include it; instead: " +
                                "include it in the .cpp and keep its types out of the interface"});
      }
      const auto folder =
          std::find_if(heavy->folders.begin(), heavy->folders.end(),
                       [&includer = path](std::string_view f) { return is_below(includer, f); });
      if (folder == heavy->folders.end()) continue;  // the arrows have said so already
      const auto [entry, is_first] = first.emplace(name + " " + std::string(*folder), path);
      if (!is_first && entry->second != path) {
        findings.push_back({path, include.line, "heavy-header",
                            name + " is included by " + entry->second + " already; instead: one " +
                                "file of " + std::string(*folder) + " wraps it for the others"});
      }
    }
  }
}

}  // namespace ocssim::tidy
