// Ranges of quantities as lists of texts: "20k..400k:20k", "4 GiB..16 GiB:4 GiB", "log 1k..1M:7".
//
// Steps are reckoned in whole numbers, so that the hundredth value is as exact as the first.
#pragma once

#include "scenarios/document/diagnostic.hpp"
#include "scenarios/document/expected.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace ocssim::scenarios {

/// Whether a text is meant as a range: it holds ".." or begins with the word log.
[[nodiscard]] bool is_range(std::string_view text);

/// The values of a range from its start on; the end is one of them if a step hits it. Errors say
/// their place in `text`, which has no blanks at its ends.
[[nodiscard]] Expected<std::vector<std::string>, TextError> expand_range(std::string_view text);

}  // namespace ocssim::scenarios
