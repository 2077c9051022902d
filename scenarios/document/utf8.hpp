// UTF-8 as positions and carets need it: validity, code points, columns on a terminal.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace ocssim::scenarios {

/// One code point; an invalid byte is a point of length 1 with `valid == false`.
struct CodePoint {
  char32_t value = 0;
  std::size_t length = 1;  // bytes
  bool valid = true;
};

/// The code point that begins at `offset`. Requires offset < text.size().
/// Overlong forms, surrogates and values above U+10FFFF are invalid (RFC 3629).
[[nodiscard]] CodePoint code_point_at(std::string_view text, std::size_t offset);

/// Offset of the first byte that is not valid UTF-8.
[[nodiscard]] std::optional<std::size_t> first_invalid_utf8(std::string_view text);

/// Number of code points; each invalid byte counts as one.
[[nodiscard]] std::size_t count_code_points(std::string_view text);

/// Columns a terminal gives the point: 0 for combining marks, 2 for wide East Asian and emoji,
/// else 1. Ranges are a coarse reading of Unicode 15 EastAsianWidth.txt (W and F) and category Mn.
[[nodiscard]] std::size_t display_width(char32_t point);

/// Appends the UTF-8 form of a valid code point.
void append_utf8(std::string& text, char32_t point);

}  // namespace ocssim::scenarios
