// The text of a source tree as the tidy rules see it: raw lines, and the same lines with comments
// and literals blanked, so that a rule about code never trips over prose.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::tidy {

/// One text file. `code` has the same line and column positions as `lines`.
struct SourceFile {
  std::vector<std::string> lines;
  std::vector<std::string> code;
};

/// Path from the root of the repository, with '/', to text; ordered by path.
using SourceTree = std::map<std::string, SourceFile>;

/// What a rule has to say about a line (counted from 1; 0: the file as a whole).
struct Finding {
  std::string path;
  std::size_t line;
  std::string rule;
  std::string message;  // what was found, and what to do instead
};
using Findings = std::vector<Finding>;

/// Splits text into lines and blanks comments and literals if the path is that of a C++ file.
SourceFile make_source_file(std::string_view path, std::string_view text);

/// Reads every text file below root, build folders and recorded test data left out.
/// Throws std::runtime_error when a file cannot be read.
SourceTree read_source_tree(const std::filesystem::path& root);

/// Is it a C++ source or header?
bool is_cpp(std::string_view path);

/// Is the path the folder itself or below it? "engine/stats" is below "engine", "engines" is not.
bool is_below(std::string_view path, std::string_view folder);

/// Is it part of the product, as opposed to tests, benches, documents and scripts?
bool is_product(std::string_view path);

/// May the character stand in an identifier?
bool is_identifier_character(char character);

/// First position of the word at or after `from`, not inside a longer identifier; npos if none.
std::size_t find_word(std::string_view text, std::string_view word, std::size_t from = 0);

/// Path and line as compilers print them, then the rule and the message.
std::string to_string(const Finding& finding);

}  // namespace ocssim::tidy
