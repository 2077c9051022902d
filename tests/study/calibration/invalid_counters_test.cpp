// Every wrong table of tests/study/calibration/invalid shows exactly the text beside it.
#include "scenarios/document/csv.hpp"
#include "scenarios/document/render.hpp"
#include "study/calibration/counters.hpp"
#include "tests/scenarios/expected_text.hpp"

#include <set>

namespace ocssim::study {
namespace {

namespace fs = std::filesystem;

fs::path folder() {
  return fs::path(OCSSIM_SOURCE_DIR) / "tests" / "study" / "calibration" / "invalid";
}

std::vector<std::string> samples() {
  return scenarios::sample_names(folder(), ".csv");
}

struct Faults {
  scenarios::SourceTable sources;
  scenarios::Diagnostics diagnostics;
};

Faults faults_of(const std::string& name) {
  Faults faults;
  const auto id = faults.sources.add(name + ".csv", scenarios::SourceKind::scenario,
                                     scenarios::text_of_file(folder() / (name + ".csv")));
  const auto table = scenarios::parse_csv(faults.sources, id, faults.diagnostics);
  if (table) static_cast<void>(read_counters(*table, faults.diagnostics));
  return faults;
}

class InvalidCounters : public testing::TestWithParam<std::string> {};

TEST_P(InvalidCounters, ShowTheExpectedDiagnostics) {
  const Faults faults = faults_of(GetParam());
  EXPECT_TRUE(faults.diagnostics.has_errors());
  scenarios::expect_text(folder() / (GetParam() + ".expected"),
                         scenarios::render_text(faults.diagnostics, faults.sources));
}

INSTANTIATE_TEST_SUITE_P(Samples, InvalidCounters, testing::ValuesIn(samples()),
                         scenarios::sample_test_name);

TEST(DiagnosticCatalog, EveryDiagnosticOfCountersIsReachedByASample) {
  std::set<std::string_view> reached;
  for (const std::string& name : samples()) {
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
