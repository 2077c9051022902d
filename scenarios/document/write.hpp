// Trees back to JSON text.
#pragma once

#include "scenarios/document/value.hpp"

#include <string>
#include <string_view>

namespace ocssim::scenarios {

/// Canonical: keys sorted by bytes, no blanks, numbers in their shortest form that reads back
/// (whole numbers of 64 bits exact). Equal trees give equal bytes whatever their spelling.
[[nodiscard]] std::string write_canonical(const Value& value);

/// Strict JSON in the order of the tree, two blanks a level, numbers as they were written.
[[nodiscard]] std::string write_pretty(const Value& value);

/// `text` as a JSON string with its quotes; UTF-8 stays, control characters are escaped.
[[nodiscard]] std::string json_quoted(std::string_view text);

}  // namespace ocssim::scenarios
