// Rules about the tree as a whole: no dead files, no unclear names, decisions without gaps.
#pragma once

#include "tests/tidy/source_tree.hpp"

namespace ocssim::tidy {

/// Every C++ file is named by a CMakeLists.txt of its own folder or of one above; a header of tests
/// or benches may instead be included by any file.
void check_dead_files(const SourceTree& tree, Findings& findings);

/// No file or folder called after what every file is (utils, common, helpers, …).
void check_names(const SourceTree& tree, Findings& findings);

/// docs/decisions/NNNN-title.md from 0001 without gaps, each with its four headings.
void check_decisions(const SourceTree& tree, Findings& findings);

/// docs/models.md names every folder of models/.
void check_models_page(const SourceTree& tree, Findings& findings);

/// All rules, findings in order of path and line.
Findings check_all(const SourceTree& tree);

}  // namespace ocssim::tidy
