// Rules about single files: length of lines, functions and files, banned calls and words.
#pragma once

#include "tests/tidy/source_tree.hpp"

namespace ocssim::tidy {

/// 100 columns, counted in code points, in C++, CMake and shell.
void check_columns(const SourceTree& tree, Findings& findings);

/// 70 lines a function, from its opening to its closing brace.
void check_function_length(const SourceTree& tree, Findings& findings);

/// 600 lines a C++ file, unless the file is on the list of exceptions with a reason.
void check_file_length(const SourceTree& tree, Findings& findings);

/// A prologue in every C++ file (that of a header speaks for its source), `#pragma once` in every
/// header.
void check_prologue(const SourceTree& tree, Findings& findings);

/// Calls that give other bits on another machine, or that only the terminal may make.
void check_banned_calls(const SourceTree& tree, Findings& findings);

/// No loop over a hash table: its order is an accident. Heuristic: the table is a variable
/// declared in the same file or in the header of the same name.
void check_unordered_iteration(const SourceTree& tree, Findings& findings);

/// No marks of unfinished work, no path of one machine, no host of a registry.
void check_words(const SourceTree& tree, Findings& findings);

/// Nothing in a CMake file that globs, downloads, or gives up exact arithmetic.
void check_build_files(const SourceTree& tree, Findings& findings);

}  // namespace ocssim::tidy
