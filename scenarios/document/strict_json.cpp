// Blanks what strict JSON does not know: // and /* */ comments, a comma before a closing bracket.
#include "scenarios/document/strict_json.hpp"

#include <algorithm>
#include <cstddef>

namespace ocssim::scenarios {
namespace {

constexpr std::size_t nowhere = std::string::npos;

void blank(std::string& text, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i) {
    if (text[i] != '\n' && text[i] != '\r') text[i] = ' ';
  }
}

/// Offset after the string that begins at `begin`; nowhere if its line ends first.
[[nodiscard]] std::size_t end_of_string(std::string_view text, std::size_t begin) {
  for (std::size_t i = begin + 1; i < text.size(); ++i) {
    if (text[i] == '"') return i + 1;
    if (text[i] == '\n' || text[i] == '\r') return nowhere;
    if (text[i] == '\\') ++i;
  }
  return nowhere;
}

[[nodiscard]] TextError unclosed_comment(std::size_t begin) {
  TextError error;
  error.code = DiagnosticCode::unclosed_comment;
  error.begin = begin;
  error.length = 2;
  error.message = "the comment that begins here is not closed";
  error.expected = "*/";
  return error;
}

}  // namespace

Expected<std::string, TextError> to_strict_json(std::string_view text) {
  std::string strict(text);
  std::size_t comma = nowhere;  // a comma after a value, with only blanks since
  char previous = '[';          // last significant character; at first as if nothing may precede
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      ++i;
    } else if (c == '/' && next == '/') {
      const std::size_t end = std::min(text.find_first_of("\n\r", i), text.size());
      blank(strict, i, end);
      i = end;
    } else if (c == '/' && next == '*') {
      const std::size_t close = text.find("*/", i + 2);
      if (close == nowhere) return failure(unclosed_comment(i));
      blank(strict, i, close + 2);
      i = close + 2;
    } else if (c == '"') {
      i = end_of_string(text, i);
      if (i == nowhere) return strict;  // the parser stops here too, whatever follows
      comma = nowhere;
      previous = c;
    } else {
      if ((c == '}' || c == ']') && comma != nowhere) strict[comma] = ' ';
      const bool after_value =
          previous != '[' && previous != '{' && previous != ',' && previous != ':';
      comma = c == ',' && after_value ? i : nowhere;
      previous = c;
      ++i;
    }
  }
  return strict;
}

}  // namespace ocssim::scenarios
