// Every wrong scenario of tests/scenarios/invalid/schema shows exactly the text beside it.
//
// With OCSSIM_UPDATE_EXPECTED=1 in the environment the expected texts are rewritten; the change is
// read before it is committed.
#include "tests/scenarios/model/loading.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

namespace ocssim::scenarios {
namespace {

namespace fs = std::filesystem;

fs::path folder() {
  return fs::path(OCSSIM_SOURCE_DIR) / "tests" / "scenarios" / "invalid" / "schema";
}

std::string read(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

std::vector<std::string> sample_names() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder())) {
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// What is wrong, and its sources; empty if nothing is.
LoadFailure faults_of_sample(const std::string& name) {
  ResolvedDocument resolved =
      resolve_document(parse_document({name + ".json", read(folder() / (name + ".json"))}));
  auto validated = validate(resolved);
  if (validated) return {};
  return {std::move(validated.error()), std::move(resolved.document.sources)};
}

class InvalidScenario : public testing::TestWithParam<std::string> {};

TEST_P(InvalidScenario, ShowsTheExpectedDiagnostics) {
  const LoadFailure faults = faults_of_sample(GetParam());
  EXPECT_TRUE(faults.diagnostics.has_errors());
  const std::string shown = render_text(faults.diagnostics, faults.sources);
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

INSTANTIATE_TEST_SUITE_P(Samples, InvalidScenario, testing::ValuesIn(sample_names()), test_name);

TEST(DiagnosticCatalog, EveryDiagnosticOfAScenarioIsReachedByASample) {
  std::set<std::string_view> reached;
  for (const std::string& name : sample_names()) {
    const LoadFailure faults = faults_of_sample(name);
    for (const Diagnostic& diagnostic : faults.diagnostics.entries()) {
      reached.insert(kind_of(diagnostic.code).id);
    }
  }
  for (const DiagnosticKind& kind : diagnostic_catalog()) {
    if (kind.id.substr(0, 2) == "E1") continue;  // texts: tests/scenarios/document
    if (kind.id.substr(0, 2) == "E5") continue;  // questions: catalog_coverage_test.cpp there
    if (kind.id.substr(0, 2) == "E6") continue;  // counters: tests/study/calibration
    EXPECT_TRUE(reached.contains(kind.id)) << kind.id << ' ' << kind.slug;
  }
  EXPECT_GE(sample_names().size(), 40U);
}

TEST(InvalidScenario, ThreeFaultsAreShownAtOnce) {
  EXPECT_EQ(faults_of_sample("three-faults").diagnostics.error_count(), 3U);
}

}  // namespace
}  // namespace ocssim::scenarios
