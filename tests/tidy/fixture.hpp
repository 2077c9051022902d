// Small trees written in a test, and what the rules say about them.
#pragma once

#include "tests/tidy/source_tree.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ocssim::tidy {

inline SourceTree tree_of(
    std::initializer_list<std::pair<std::string_view, std::string_view>> files) {
  SourceTree tree;
  for (const auto& [path, text] : files) {
    tree.emplace(std::string(path), make_source_file(path, text));
  }
  return tree;
}

/// What one rule finds, each finding as it is printed.
template <typename Rule>
std::vector<std::string> findings_of(Rule rule, const SourceTree& tree) {
  Findings findings;
  rule(tree, findings);
  std::vector<std::string> printed;
  for (const Finding& finding : findings) printed.push_back(to_string(finding));
  return printed;
}

}  // namespace ocssim::tidy
