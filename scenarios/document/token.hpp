// The tokens of JSON as spans of bytes: what stands where, for positions and for messages.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ocssim::scenarios {

/// A stretch of strict JSON text. `bare` is everything that is neither punctuation nor a string:
/// numbers, true, false, null and what people write by mistake.
struct Token {
  enum class Kind : std::uint8_t { end, punctuation, string, bare };

  Kind kind = Kind::end;
  std::size_t begin = 0;
  std::size_t end = 0;
  bool closed = true;  // a string: its quote stands on the same line
};

/// The first token at or after `from`, blanks skipped.
[[nodiscard]] Token next_token(std::string_view text, std::size_t from);

/// Whether `text` is a number by RFC 8259.
[[nodiscard]] bool is_json_number(std::string_view text);

/// What the grammar allows next.
enum class Place : std::uint8_t {
  value,         // after ':' or ',' of a list, or at the beginning
  value_or_end,  // after '['
  key,           // after ',' of an object
  key_or_end,    // after '{'
  colon,         // after a key
  comma_or_end,  // after a value inside an object or list
  end_of_text,   // after the one value of the document
};

}  // namespace ocssim::scenarios
