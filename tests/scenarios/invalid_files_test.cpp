// Every wrong file of tests/scenarios/invalid shows exactly the text beside it, NAME.expected.
//
// With OCSSIM_UPDATE_EXPECTED=1 in the environment the expected texts are rewritten; the change is
// read before it is committed. Files named *.part.json are read by others only.
#include "scenarios/document/render.hpp"
#include "tests/scenarios/validate_file.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <vector>

namespace ocssim::scenarios {
namespace {

namespace fs = std::filesystem;

fs::path folder() {
  return fs::path(OCSSIM_SOURCE_DIR) / "tests" / "scenarios" / "invalid";
}

std::vector<std::string> sample_names() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder())) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".json") && !name.ends_with(".part.json")) {
      names.push_back(name.substr(0, name.size() - 5));
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

class InvalidFile : public testing::TestWithParam<std::string> {};

TEST_P(InvalidFile, ShowsTheExpectedDiagnostics) {
  const Document document = validate_file((folder() / (GetParam() + ".json")).string());
  const std::string shown = render_text(document.diagnostics, document.sources);
  const fs::path expected_path = folder() / (GetParam() + ".expected");
  if (std::getenv("OCSSIM_UPDATE_EXPECTED") != nullptr) {
    std::ofstream(expected_path, std::ios::binary) << shown;
  }
  std::ostringstream expected;
  expected << std::ifstream(expected_path, std::ios::binary).rdbuf();
  EXPECT_TRUE(document.diagnostics.has_errors());
  EXPECT_EQ(shown, expected.str());
}

std::string test_name(const testing::TestParamInfo<std::string>& param) {
  std::string name = param.param;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '-' || c == '.'; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Samples, InvalidFile, testing::ValuesIn(sample_names()), test_name);

}  // namespace
}  // namespace ocssim::scenarios
