// Every wrong file of tests/scenarios/invalid shows exactly the text beside it.
#include "scenarios/document/render.hpp"
#include "tests/scenarios/expected_text.hpp"
#include "tests/scenarios/validate_file.hpp"

namespace ocssim::scenarios {
namespace {

std::filesystem::path folder() {
  return std::filesystem::path(OCSSIM_SOURCE_DIR) / "tests" / "scenarios" / "invalid";
}

class InvalidFile : public testing::TestWithParam<std::string> {};

TEST_P(InvalidFile, ShowsTheExpectedDiagnostics) {
  const Document document = validate_file((folder() / (GetParam() + ".json")).string());
  EXPECT_TRUE(document.diagnostics.has_errors());
  expect_text(folder() / (GetParam() + ".expected"),
              render_text(document.diagnostics, document.sources));
}

INSTANTIATE_TEST_SUITE_P(Samples, InvalidFile, testing::ValuesIn(sample_names(folder(), ".json")),
                         sample_test_name);

}  // namespace
}  // namespace ocssim::scenarios
