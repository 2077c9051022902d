// Every wrong scenario of tests/scenarios/invalid/schema shows exactly the text beside it.
#include "tests/scenarios/expected_text.hpp"
#include "tests/scenarios/model/loading.hpp"

#include <set>

namespace ocssim::scenarios {
namespace {

namespace fs = std::filesystem;

fs::path folder() {
  return fs::path(OCSSIM_SOURCE_DIR) / "tests" / "scenarios" / "invalid" / "schema";
}

std::vector<std::string> samples() {
  return sample_names(folder(), ".json");
}

/// What is wrong, and its sources; empty if nothing is.
LoadFailure faults_of_sample(const std::string& name) {
  ResolvedDocument resolved =
      resolve_document(parse_document({name + ".json", text_of_file(folder() / (name + ".json"))}));
  auto validated = validate(resolved);
  if (validated) return {};
  return {std::move(validated.error()), std::move(resolved.document.sources)};
}

class InvalidScenario : public testing::TestWithParam<std::string> {};

TEST_P(InvalidScenario, ShowsTheExpectedDiagnostics) {
  const LoadFailure faults = faults_of_sample(GetParam());
  EXPECT_TRUE(faults.diagnostics.has_errors());
  expect_text(folder() / (GetParam() + ".expected"),
              render_text(faults.diagnostics, faults.sources));
}

INSTANTIATE_TEST_SUITE_P(Samples, InvalidScenario, testing::ValuesIn(samples()), sample_test_name);

TEST(DiagnosticCatalog, EveryDiagnosticOfAScenarioIsReachedByASample) {
  std::set<std::string_view> reached;
  for (const std::string& name : samples()) {
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
  EXPECT_GE(samples().size(), 40U);
}

TEST(InvalidScenario, ThreeFaultsAreShownAtOnce) {
  EXPECT_EQ(faults_of_sample("three-faults").diagnostics.error_count(), 3U);
}

}  // namespace
}  // namespace ocssim::scenarios
