// Every wrong table of tests/study/calibration/invalid shows exactly the text beside it.
//
// With OCSSIM_UPDATE_EXPECTED=1 in the environment the expected texts are rewritten; the change is
// read before it is committed.
#include "scenarios/document/csv.hpp"
#include "scenarios/document/render.hpp"
#include "study/calibration/counters.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <sstream>

namespace ocssim::study {
namespace {

namespace fs = std::filesystem;

fs::path folder() {
  return fs::path(OCSSIM_SOURCE_DIR) / "tests" / "study" / "calibration" / "invalid";
}

std::string read(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

std::vector<std::string> sample_names() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder())) {
    if (entry.path().extension() == ".csv") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

struct Faults {
  scenarios::SourceTable sources;
  scenarios::Diagnostics diagnostics;
};

Faults faults_of(const std::string& name) {
  Faults faults;
  const auto id = faults.sources.add(name + ".csv", scenarios::SourceKind::scenario,
                                     read(folder() / (name + ".csv")));
  const auto table = scenarios::parse_csv(faults.sources, id, faults.diagnostics);
  if (table) static_cast<void>(read_counters(*table, faults.diagnostics));
  return faults;
}

class InvalidCounters : public testing::TestWithParam<std::string> {};

TEST_P(InvalidCounters, ShowTheExpectedDiagnostics) {
  const Faults faults = faults_of(GetParam());
  EXPECT_TRUE(faults.diagnostics.has_errors());
  const std::string shown = scenarios::render_text(faults.diagnostics, faults.sources);
  const fs::path expected = folder() / (GetParam() + ".expected");
  if (std::getenv("OCSSIM_UPDATE_EXPECTED") != nullptr) {
    std::ofstream(expected, std::ios::binary) << shown;
  }
  EXPECT_EQ(shown, read(expected));
}

std::string test_name(const testing::TestParamInfo<std::string>& param) {
  std::string name = param.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Samples, InvalidCounters, testing::ValuesIn(sample_names()), test_name);

TEST(DiagnosticCatalog, EveryDiagnosticOfCountersIsReachedByASample) {
  std::set<std::string_view> reached;
  for (const std::string& name : sample_names()) {
    const Faults faults = faults_of(name);
    for (const auto& one : faults.diagnostics.entries()) {
      reached.insert(scenarios::kind_of(one.code).id);
    }
  }
  for (const scenarios::DiagnosticKind& kind : scenarios::diagnostic_catalog()) {
    if (kind.id.substr(0, 2) != "E6") continue;
    if (kind.id == "E606") continue;  // what to fit depends on the scenario: tests/cli
    EXPECT_TRUE(reached.contains(kind.id)) << kind.id << ' ' << kind.slug;
  }
}

}  // namespace
}  // namespace ocssim::study
