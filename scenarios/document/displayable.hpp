// Text of others on its way to a terminal, a log of a build or a page.
#pragma once

#include <string>
#include <string_view>

namespace ocssim::scenarios {

/// Whether a code point steers what shows the text instead of being shown: C0 and C1 controls, DEL,
/// ends of lines of every kind, and what turns the direction of writing (U+061C, U+200E, U+200F,
/// U+202A to U+202E, U+2066 to U+2069), by which a text shows as another than it is.
[[nodiscard]] bool steers(char32_t point);

/// One line: each code point that steers, and each byte that is not UTF-8, becomes U+FFFD. So no
/// escape sequence comes through, and no line of its own that a build would take for a command.
[[nodiscard]] std::string displayable(std::string_view text);

/// The same, but lines end and tabs stand as they are: for a text of the tool that may have text of
/// others in it.
[[nodiscard]] std::string displayable_lines(std::string_view text);

}  // namespace ocssim::scenarios
