// From JSON with comments and trailing commas to strict JSON of the same length.
#pragma once

#include "scenarios/document/diagnostic.hpp"
#include "scenarios/document/expected.hpp"

#include <string>
#include <string_view>

namespace ocssim::scenarios {

/// Comments and trailing commas become blanks, line ends stay, so that every offset stays. Fails
/// only on a comment that is not closed; every other fault is left for the parser to find.
[[nodiscard]] Expected<std::string, TextError> to_strict_json(std::string_view text);

}  // namespace ocssim::scenarios
