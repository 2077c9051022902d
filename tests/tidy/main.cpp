// ocssim_tidy ROOT: style as a test. Prints every finding as file:line: rule: what, and instead.
#include "tests/tidy/tree_rules.hpp"

#include <exception>
#include <iostream>

int main(int argument_count, char** arguments) {
  if (argument_count != 2) {
    std::cerr << "usage: ocssim_tidy ROOT\n";
    return 2;
  }
  try {
    const ocssim::tidy::SourceTree tree = ocssim::tidy::read_source_tree(arguments[1]);
    if (!tree.contains("CMakeLists.txt")) {
      std::cerr << arguments[1] << " is not the root of the repository\n";
      return 2;
    }
    const ocssim::tidy::Findings findings = ocssim::tidy::check_all(tree);
    for (const auto& finding : findings) std::cout << to_string(finding) << '\n';
    std::cout << tree.size() << " files, " << findings.size() << " findings\n";
    return findings.empty() ? 0 : 1;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 2;
  }
}
