// Suggestions by edit distance.
#include "scenarios/document/nearest.hpp"

#include <algorithm>
#include <limits>
#include <vector>

namespace ocssim::scenarios {
namespace {

constexpr std::size_t longest_word = 64;  // longer ones are no typing errors

[[nodiscard]] char folded(char c) {
  if (c == '-' || c == ' ') return '_';
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

[[nodiscard]] bool is_part_of(std::string_view word, std::string_view candidate) {
  constexpr std::size_t shortest = 3;
  return word.size() >= shortest &&
         ('_' + std::string(candidate) + '_').find('_' + std::string(word) + '_') !=
             std::string::npos;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  const std::size_t width = b.size() + 1;
  std::vector<std::size_t> cost((a.size() + 1) * width);
  const auto at = [&](std::size_t i, std::size_t j) -> std::size_t& { return cost[i * width + j]; };
  for (std::size_t i = 0; i <= a.size(); ++i) at(i, 0) = i;
  for (std::size_t j = 0; j <= b.size(); ++j) at(0, j) = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = folded(a[i - 1]) == folded(b[j - 1]);
      at(i, j) =
          std::min({at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (same ? 0U : 1U)});
      const bool swapped = i > 1 && j > 1 && folded(a[i - 1]) == folded(b[j - 2]) &&
                           folded(a[i - 2]) == folded(b[j - 1]);
      if (swapped) at(i, j) = std::min(at(i, j), at(i - 2, j - 2) + 1);
    }
  }
  return at(a.size(), b.size());
}

std::optional<std::string_view> nearest(std::string_view word,
                                        std::span<const std::string_view> candidates) {
  if (word.empty() || word.size() > longest_word) return std::nullopt;
  std::optional<std::string_view> best;
  std::size_t best_distance = std::numeric_limits<std::size_t>::max();
  for (const std::string_view candidate : candidates) {
    const std::size_t longer = std::max(word.size(), candidate.size());
    const std::size_t most = std::max<std::size_t>(1, longer / 3);
    // So many characters have to be put in or taken out at least.
    const std::size_t least = longer - std::min(word.size(), candidate.size());
    if (least > most || least >= best_distance) continue;
    const std::size_t distance = edit_distance(word, candidate);
    if (distance <= most && distance < best_distance) {
      // A word of one letter is one change away from every other such word: no help.
      if (distance > 0 && longer < 2) continue;
      best = candidate;
      best_distance = distance;
    }
  }
  if (best) return best;
  const auto holds = [word](std::string_view candidate) { return is_part_of(word, candidate); };
  const auto part = std::find_if(candidates.begin(), candidates.end(), holds);
  const bool only = part != candidates.end() && std::none_of(part + 1, candidates.end(), holds);
  return only ? std::optional(*part) : std::nullopt;
}

}  // namespace ocssim::scenarios
