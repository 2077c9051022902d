// Why a text is no JSON, in words that help.
#pragma once

#include "scenarios/document/diagnostic.hpp"
#include "scenarios/document/token.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ocssim::scenarios {

/// Where the parser stood when it refused the text.
struct ParserState {
  std::size_t cursor = 0;  // end of the last token that was accepted as key, value or bracket
  Place place = Place::value;
  bool in_object = false;
  std::size_t open_bracket = 0;  // offset of the innermost open bracket
  std::uint32_t open_line = 0;   // its line; 0 when none is open
};

/// Finds the first token from `state` on that the grammar does not allow and says what is wrong
/// with it. `text` is the strict form.
[[nodiscard]] TextError explain_syntax_error(std::string_view text, ParserState state);

}  // namespace ocssim::scenarios
