// What a question varies: `--vary PATH=LIST`, and how several of them become design points.
//
//   LIST  = item { "," item }
//   item  = value | FIRST..LAST:STEP | log FIRST..LAST:POINTS
//
// EBNF in docs/quantities.md. A value is what `--set PATH=VALUE` takes and stays as it was written;
// the values of a range are written in the unit of its start, exactly.
#pragma once

#include "scenarios/document/diagnostic.hpp"
#include "scenarios/document/expected.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::scenarios {

/// One path and the values it takes, in the order given.
struct Variation {
  std::string path;
  std::vector<std::string> values;  // at least one
};

/// Most values of one list, and most design points of one question.
inline constexpr std::size_t most_values = 100'000;
inline constexpr std::size_t most_combinations = 1'000'000;

/// Parses "PATH=LIST", split at the first '='. Whether the path exists and takes the values is
/// judged when they are set. Log ranges: the ends as written; in between 3 significant digits,
/// whole where the kind is counted in whole units; equal neighbors are given once.
[[nodiscard]] Expected<Variation, TextError> parse_variation(std::string_view text);

/// PATH=VALUE of one design point.
struct Assignment {
  std::string path;
  std::string value;

  friend bool operator==(const Assignment&, const Assignment&) = default;
};

/// One design point: an assignment a variation, in their order.
using Combination = std::vector<Assignment>;

/// The grid, last path fastest; or with `zip` the first values of all, then the second ones. No
/// variation: one point without assignments. Refused: a path twice, lists of different lengths
/// under `zip`, more than `most_combinations` points. The place in the error is that of the path
/// in its variation's text.
[[nodiscard]] Expected<std::vector<Combination>, TextError> combine(
    std::span<const Variation> variations, bool zip);

}  // namespace ocssim::scenarios
