// The known word a mistyped one is nearest to.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ocssim::scenarios {

/// Damerau-Levenshtein distance (optimal string alignment): insertions, deletions, substitutions
/// and swaps of neighbors, each 1. Lower-case ASCII and '_' for '-' and ' ' are taken as equal.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// The nearest candidate at a distance of at most a third of the longer word (at least 1); a word
/// that is a whole part of exactly one candidate ("balancer") also finds it. Ties: the first.
[[nodiscard]] std::optional<std::string_view> nearest(std::string_view word,
                                                      std::span<const std::string_view> candidates);

}  // namespace ocssim::scenarios
