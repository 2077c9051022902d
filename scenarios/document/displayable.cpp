#include "scenarios/document/displayable.hpp"

#include "scenarios/document/utf8.hpp"

#include <algorithm>

namespace ocssim::scenarios {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

[[nodiscard]] bool is_plain(char c) {
  return c >= 0x20 && c < 0x7F;
}

[[nodiscard]] std::string replaced(std::string_view text, std::string_view kept) {
  if (std::all_of(text.begin(), text.end(), is_plain)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    const bool is_kept = point.length == 1 && kept.find(text[at]) != std::string_view::npos;
    const bool is_shown = point.valid && (is_kept || !steers(point.value));
    out += is_shown ? text.substr(at, point.length) : replacement;
    at += point.length;
  }
  return out;
}

}  // namespace

bool steers(char32_t point) {
  const auto within = [point](char32_t first, char32_t last) {
    return point >= first && point <= last;
  };
  return point < 0x20 || within(0x7F, 0x9F) || point == 0x061C || within(0x200E, 0x200F) ||
         within(0x2028, 0x202E) || within(0x2066, 0x2069);
}

std::string displayable(std::string_view text) {
  return replaced(text, {});
}

std::string displayable_lines(std::string_view text) {
  return replaced(text, "\n\t");
}

}  // namespace ocssim::scenarios
