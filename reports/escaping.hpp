// Text that may hold anything, made harmless for the format it is put into.
#pragma once

#include <string>
#include <string_view>

namespace ocssim::reports {

/// For a cell of a Markdown table: a bar or a tag would break the page.
[[nodiscard]] std::string markdown_escaped(std::string_view text);

/// As a code span, whatever backticks it has.
[[nodiscard]] std::string markdown_code(std::string_view text);

/// For text and attributes of XML 1.0.
[[nodiscard]] std::string xml_escaped(std::string_view text);

}  // namespace ocssim::reports
