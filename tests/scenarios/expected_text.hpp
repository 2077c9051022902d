// Samples of wrong input with the text that they show beside them, NAME.expected.
//
// With OCSSIM_UPDATE_EXPECTED=1 in the environment the expected texts are rewritten; the change is
// read before it is committed.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::scenarios {

inline std::string text_of_file(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

/// Names without `ending` of the files in a folder of tests; NAME.part<ending> is read by others.
inline std::vector<std::string> sample_names(const std::filesystem::path& folder,
                                             std::string_view ending) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    const bool is_part = name.ends_with(".part" + std::string(ending));
    if (!name.ends_with(ending) || is_part) continue;
    names.push_back(name.substr(0, name.size() - ending.size()));
  }
  std::sort(names.begin(), names.end());
  return names;
}

inline void expect_text(const std::filesystem::path& expected, const std::string& shown) {
  if (std::getenv("OCSSIM_UPDATE_EXPECTED") != nullptr) {
    std::ofstream(expected, std::ios::binary) << shown;
  }
  EXPECT_EQ(shown, text_of_file(expected));
}

/// A sample's name as GoogleTest takes it.
inline std::string sample_test_name(const testing::TestParamInfo<std::string>& param) {
  std::string name = param.param;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '-' || c == '.'; }, '_');
  return name;
}

}  // namespace ocssim::scenarios
