// Cases of a scenario: named changes of it ("storm", "one server lost") that are asked about side
// by side, or one at a time with `--case NAME`.
//
//   "cases": [ { "name": "storm", "change": { "clients": { "start": "storm" } } }, … ]
//
// A change is a JSON Merge Patch. Cases are a matter of texts: they are taken out of the tree
// before it is validated, so a resolved scenario is always that of one case, or of none.
#pragma once

#include "scenarios/document/diagnostic.hpp"
#include "scenarios/document/source_table.hpp"
#include "scenarios/document/value.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ocssim::scenarios {

/// Takes "cases" out of `root`, merges the change of the one that is `wanted`, and gives the names
/// of all, in the order of the file. Faults of the list, and a name that is not in it, are added.
[[nodiscard]] std::vector<std::string> take_cases(Value& root,
                                                  const std::optional<std::string>& wanted,
                                                  SourceTable& sources, Diagnostics& diagnostics);

}  // namespace ocssim::scenarios
