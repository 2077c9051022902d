// Who may include whom: the table of docs/architecture.md as a rule over `#include` lines.
#pragma once

#include "tests/tidy/source_tree.hpp"

namespace ocssim::tidy {

/// Project includes against the arrows, third-party and system headers against the folders that
/// may name them; every quoted path must stand in the tree, written from its root.
void check_include_arrows(const SourceTree& tree, Findings& findings);

/// Heavy headers: in one file (of each folder) only, and that file is a .cpp.
void check_heavy_headers(const SourceTree& tree, Findings& findings);

}  // namespace ocssim::tidy
