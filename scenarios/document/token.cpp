// Splitting strict JSON into tokens.
#include "scenarios/document/token.hpp"

namespace ocssim::scenarios {
namespace {

[[nodiscard]] bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
[[nodiscard]] bool is_punctuation(char c) {
  return std::string_view("{}[],:").find(c) != std::string_view::npos;
}

[[nodiscard]] Token string_token(std::string_view text, std::size_t begin) {
  for (std::size_t i = begin + 1; i < text.size(); ++i) {
    if (text[i] == '"') return {Token::Kind::string, begin, i + 1, true};
    if (text[i] == '\n' || text[i] == '\r') return {Token::Kind::string, begin, i, false};
    if (text[i] == '\\') ++i;
  }
  return {Token::Kind::string, begin, text.size(), false};
}

[[nodiscard]] std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
  return at;
}

}  // namespace

Token next_token(std::string_view text, std::size_t from) {
  std::size_t begin = from;
  while (begin < text.size() && is_blank(text[begin])) ++begin;
  if (begin >= text.size()) return {Token::Kind::end, text.size(), text.size(), true};
  if (is_punctuation(text[begin])) return {Token::Kind::punctuation, begin, begin + 1, true};
  if (text[begin] == '"') return string_token(text, begin);
  std::size_t end = begin;
  while (end < text.size() && !is_blank(text[end]) && !is_punctuation(text[end]) &&
         text[end] != '"') {
    ++end;
  }
  return {Token::Kind::bare, begin, end, true};
}

bool is_json_number(std::string_view text) {
  std::size_t at = text.starts_with('-') ? 1 : 0;
  const std::size_t whole = skip_digits(text, at) - at;
  if (whole == 0 || (whole > 1 && text[at] == '0')) return false;
  at += whole;
  if (at < text.size() && text[at] == '.') {
    const std::size_t end = skip_digits(text, at + 1);
    if (end == at + 1) return false;
    at = end;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const std::size_t end = skip_digits(text, at);
    if (end == at) return false;
    at = end;
  }
  return at == text.size();
}

}  // namespace ocssim::scenarios
