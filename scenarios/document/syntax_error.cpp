// Classifies the first token that the grammar of JSON does not allow.
#include "scenarios/document/syntax_error.hpp"

#include "scenarios/document/nearest.hpp"
#include "scenarios/document/render.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

namespace ocssim::scenarios {
namespace {

using Code = DiagnosticCode;

[[nodiscard]] std::string_view text_of(std::string_view text, const Token& token) {
  return text.substr(token.begin, token.end - token.begin);
}

[[nodiscard]] bool is_literal(std::string_view word) {
  return word == "true" || word == "false" || word == "null";
}

[[nodiscard]] bool is_good_value(std::string_view text, const Token& token) {
  const std::string_view word = text_of(text, token);
  if (token.kind == Token::Kind::bare) return is_literal(word) || is_json_number(word);
  return false;  // strings and brackets that were good have been accepted by the parser
}

/// The place after `token` if the grammar allows it at `state.place` without the parser telling.
[[nodiscard]] std::optional<Place> step(std::string_view text, const ParserState& state,
                                        const Token& token) {
  if (token.kind != Token::Kind::punctuation) return std::nullopt;
  const char c = text[token.begin];
  if (state.place == Place::colon && c == ':') return Place::value;
  if (state.place == Place::comma_or_end && c == ',') {
    return state.in_object ? Place::key : Place::value;
  }
  return std::nullopt;
}

[[nodiscard]] std::string_view expected_at(const ParserState& state) {
  switch (state.place) {
    case Place::value:
      return "a value";
    case Place::value_or_end:
      return "a value or ]";
    case Place::key:
      return "a key in double quotes";
    case Place::key_or_end:
      return "a key in double quotes or }";
    case Place::colon:
      return ": after the key";
    case Place::comma_or_end:
      return state.in_object ? ", or }" : ", or ]";
    case Place::end_of_text:
      return "nothing more";
  }
  return "";
}

[[nodiscard]] TextError make_error(Code code, const Token& token, std::string message) {
  TextError error;
  error.code = code;
  error.begin = token.begin;
  error.length = token.end - token.begin;
  error.message = std::move(message);
  return error;
}

[[nodiscard]] TextError at_end(std::string_view text, const ParserState& state, Token token) {
  if (state.open_line == 0 && state.place == Place::value) {
    return make_error(Code::empty_document, token, "the document is empty");
  }
  // Behind the last character there is more to see than on an empty line after it.
  token.begin = token.end = text.find_last_not_of(" \t\r\n") + 1;
  TextError error =
      make_error(Code::unexpected_end, token,
                 "the text ends inside the " + std::string(state.in_object ? "object" : "list") +
                     " that begins on line " + std::to_string(state.open_line));
  error.expected = expected_at(state);
  return error;
}

[[nodiscard]] bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// A string on one line that the parser refused: an escape or a control character.
[[nodiscard]] TextError bad_string(std::string_view text, const Token& token) {
  constexpr std::string_view escapes = "\"\\/bfnrtu";
  for (std::size_t i = token.begin + 1; i < token.end; ++i) {
    if (static_cast<unsigned char>(text[i]) < 0x20) {
      const bool tab = text[i] == '\t';
      TextError error =
          make_error(Code::bad_string, {Token::Kind::string, i, i + 1, true},
                     tab ? "a tab inside a string" : "a control character in a string");
      error.expected = tab ? "\\t" : "an escape such as \\n or \\u0001";
      return error;
    }
    if (text[i] != '\\') continue;
    const char next = i + 1 < token.end ? text[i + 1] : '\0';
    const Token pair{Token::Kind::string, i, std::min(i + 2, token.end), true};
    if (escapes.find(next) == std::string_view::npos) {
      TextError error =
          make_error(Code::bad_string, pair, "unknown escape " + in_quotes(text_of(text, pair)));
      error.help = "a backslash itself is written \\\\";
      return error;
    }
    if (next == 'u') {
      std::size_t digits = 0;
      while (digits < 4 && i + 2 + digits < token.end && is_hex(text[i + 2 + digits])) ++digits;
      if (digits < 4) {
        TextError error =
            make_error(Code::bad_string, {Token::Kind::string, i, i + 2 + digits, true},
                       "\\u needs four hexadecimal digits");
        return error;
      }
    }
    ++i;
  }
  return make_error(Code::bad_string, token, "half a \\u surrogate pair in a string");
}

[[nodiscard]] TextError bad_number(const Token& token, std::string_view word) {
  TextError error = make_error(Code::bad_number, token, in_quotes(word) + " is not a number");
  error.found = word;
  const std::string_view digits = word.substr(word.find_first_not_of("+-") == 1 ? 1 : 0);
  const std::size_t letters = word.find_first_not_of("+-.0123456789eE_");
  if (word.starts_with("0x") || word.starts_with("0X")) {
    error.help = "numbers are decimal";
  } else if (letters != std::string_view::npos) {
    error.help = "a quantity with a unit is a string: \"" + std::string(word.substr(0, letters)) +
                 ' ' + std::string(word.substr(letters)) + '"';
  } else if (word.starts_with('+')) {
    error.help = "a plus sign is not written";
  } else if (digits.size() > 1 && digits[0] == '0' && digits[1] >= '0' && digits[1] <= '9') {
    error.help = "a number has no leading zero";
  } else if (word.find('.') != std::string_view::npos) {
    error.help = "digits stand on both sides of the one decimal point";
  }
  return error;
}

[[nodiscard]] TextError bad_word(const ParserState& state, const Token& token,
                                 std::string_view word) {
  TextError error =
      make_error(Code::unquoted_text, token, in_quotes(word) + " stands without quotes");
  error.found = word;
  error.expected = expected_at(state);
  if (word.front() == '\'') {
    error.help = "strings are written in double quotes";
  } else if (word.front() == '#' || word.front() == '/' || word.front() == ';') {
    error.message = "unexpected " + in_quotes(word.substr(0, 1));
    error.help = "comments begin with // or stand between /* and */";
  } else if (word == "NaN" || word == "Infinity" || word == "-Infinity") {
    error.code = Code::bad_number;
    error.message = in_quotes(word) + " is not a number";
    error.expected = "a finite number";
  } else if (state.place == Place::value || state.place == Place::value_or_end) {
    constexpr std::array<std::string_view, 3> literals{"true", "false", "null"};
    const auto literal = nearest(word, literals);
    if (literal) error.suggestion = *literal;
  }
  return error;
}

[[nodiscard]] TextError misplaced(std::string_view text, const ParserState& state,
                                  const Token& token) {
  const std::string_view word = text_of(text, token);
  const bool is_string = token.kind == Token::Kind::string;
  const std::string what =
      is_string ? "string " + in_quotes(word.substr(1, word.size() - 2)) : in_quotes(word);
  TextError error = make_error(Code::unexpected_token, token, "unexpected " + what);
  error.found = word;
  error.expected = expected_at(state);
  if (state.place == Place::end_of_text) {
    error.code = Code::text_after_end;
    error.message = "text follows the end of the document";
    error.expected.clear();
  } else if (state.place == Place::comma_or_end && token.kind == Token::Kind::string) {
    error.help = "a comma is missing after the value before it";
  } else if (token.kind == Token::Kind::punctuation && state.open_line > 0 &&
             (word == "]" || word == "}") && state.place == Place::comma_or_end) {
    error.help = "the bracket to close is on line " + std::to_string(state.open_line);
  }
  return error;
}

}  // namespace

TextError explain_syntax_error(std::string_view text, ParserState state) {
  Token token = next_token(text, state.cursor);
  while (const auto after = step(text, state, token)) {
    state.place = *after;
    token = next_token(text, token.end);
  }
  if (token.kind == Token::Kind::end) return at_end(text, state, token);
  const std::string_view word = text_of(text, token);
  const bool wants_value = state.place == Place::value || state.place == Place::value_or_end;
  const bool wants_key = state.place == Place::key || state.place == Place::key_or_end;
  if (token.kind == Token::Kind::string) {
    if (!token.closed) {
      TextError error = make_error(Code::bad_string, token, "the string is not closed");
      error.expected = "\" on the same line";
      return error;
    }
    if (wants_value || wants_key) return bad_string(text, token);
  }
  if (token.kind == Token::Kind::bare && state.place != Place::end_of_text &&
      !is_good_value(text, token)) {
    const bool digit = word.find_first_of("0123456789") < 2 &&
                       std::string_view("+-.0123456789").find(word[0]) != std::string_view::npos;
    return digit ? bad_number(token, word) : bad_word(state, token, word);
  }
  return misplaced(text, state, token);
}

}  // namespace ocssim::scenarios
