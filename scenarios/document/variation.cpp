// Splitting lists and putting variations together; ranges are in value_range.cpp.
#include "scenarios/document/variation.hpp"

#include "scenarios/document/path.hpp"
#include "scenarios/document/render.hpp"
#include "scenarios/document/value_range.hpp"

#include <algorithm>
#include <utility>

namespace ocssim::scenarios {
namespace {

using Code = DiagnosticCode;
constexpr std::string_view list_form =
    "PATH=LIST, such as clients.users=20k,50k or 20k..400k:20k or log 1k..1M:7";

/// A stretch of the text without blanks at its ends.
struct Item {
  std::string_view text;
  std::size_t begin = 0;
};

[[nodiscard]] TextError bad_variation(std::size_t begin, std::size_t length, std::string message) {
  TextError error;
  error.code = Code::bad_variation;
  error.begin = begin;
  error.length = length;
  error.message = std::move(message);
  error.expected = list_form;
  return error;
}

[[nodiscard]] bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

[[nodiscard]] Item trimmed(std::string_view text, std::size_t begin, std::size_t end) {
  while (begin < end && is_blank(text[begin])) ++begin;
  while (end > begin && is_blank(text[end - 1])) --end;
  return {text.substr(begin, end - begin), begin};
}

/// Position after the string that begins at `at`; text.size() + 1 if it does not end.
[[nodiscard]] std::size_t after_string(std::string_view text, std::size_t at) {
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      return i + 1;
    }
  }
  return text.size() + 1;
}

/// Commas separate items unless they stand in a string, a list or an object.
[[nodiscard]] Expected<std::vector<Item>, TextError> split_items(std::string_view text,
                                                                 std::size_t from) {
  std::vector<Item> items;
  std::vector<std::size_t> open;  // places of brackets
  std::size_t begin = from;
  for (std::size_t i = from; i <= text.size();) {
    if (i == text.size() || (text[i] == ',' && open.empty())) {
      if (i == text.size() && !open.empty()) {
        return failure(bad_variation(open.back(), 1, "a bracket is not closed"));
      }
      items.push_back(trimmed(text, begin, i));
      if (items.back().text.empty()) {
        return failure(bad_variation(begin, i - begin, "a value is missing"));
      }
      begin = ++i;
    } else if (text[i] == '"') {
      const std::size_t next = after_string(text, i);
      if (next > text.size()) return failure(bad_variation(i, 1, "a string is not closed"));
      i = next;
    } else {
      if (text[i] == '[' || text[i] == '{') open.push_back(i);
      if ((text[i] == ']' || text[i] == '}')) {
        if (open.empty()) return failure(bad_variation(i, 1, "a bracket was not opened"));
        open.pop_back();
      }
      ++i;
    }
  }
  return items;
}

[[nodiscard]] bool is_json(const Item& item) {
  return std::string_view("\"[{").find(item.text.front()) != std::string_view::npos;
}

/// Adds what one item stands for.
[[nodiscard]] std::optional<TextError> append_item(const Item& item,
                                                   std::vector<std::string>& values) {
  if (is_json(item) || !is_range(item.text)) {
    values.emplace_back(item.text);
  } else {
    auto range = expand_range(item.text);
    if (!range) {
      TextError error = std::move(range.error());
      error.begin += item.begin;
      return error;
    }
    values.insert(values.end(), std::make_move_iterator(range->begin()),
                  std::make_move_iterator(range->end()));
  }
  if (values.size() <= most_values) return std::nullopt;
  return bad_variation(item.begin, item.text.size(),
                       "more than " + std::to_string(most_values) + " values");
}

[[nodiscard]] TextError apart(const Variation& variation, std::string message, std::string help) {
  TextError error;
  error.code = Code::variations_apart;
  error.length = variation.path.size();
  error.found = variation.path;
  error.message = std::move(message);
  error.help = std::move(help);
  return error;
}

[[nodiscard]] std::optional<TextError> check_together(std::span<const Variation> variations,
                                                      bool zip) {
  std::size_t points = 1;
  for (std::size_t i = 0; i < variations.size(); ++i) {
    const Variation& one = variations[i];
    const auto before = variations.first(i);
    if (std::any_of(before.begin(), before.end(),
                    [&](const Variation& other) { return other.path == one.path; })) {
      return apart(one, in_quotes(one.path) + " is varied twice", "put all values into one list");
    }
    const std::size_t count = one.values.size();
    const std::size_t first = variations.front().values.size();
    if (zip && count != first) {
      return apart(one,
                   in_quotes(one.path) + " has " + std::to_string(count) + " values, " +
                       in_quotes(variations.front().path) + " has " + std::to_string(first),
                   "--zip pairs lists of equal length; without it they make a grid");
    }
    if (!zip && count > most_combinations / points) {
      return apart(one, "the grid has more than " + std::to_string(most_combinations) + " points",
                   "shorten the lists");
    }
    points *= count;
    if (zip) points = 1;
  }
  return std::nullopt;
}

}  // namespace

Expected<Variation, TextError> parse_variation(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) {
    return failure(bad_variation(0, text.size(), "an equals sign is missing"));
  }
  const Item path = trimmed(text, 0, equals);
  if (auto parsed = parse_path(path.text); !parsed) {
    TextError error = std::move(parsed.error());
    error.begin += path.begin;
    return failure(std::move(error));
  }
  auto items = split_items(text, equals + 1);
  if (!items) return failure(std::move(items.error()));
  Variation variation{std::string(path.text), {}};
  for (const Item& item : *items) {
    if (auto error = append_item(item, variation.values)) return failure(*std::move(error));
  }
  return variation;
}

Expected<std::vector<Combination>, TextError> combine(std::span<const Variation> variations,
                                                      bool zip) {
  if (auto error = check_together(variations, zip)) return failure(*std::move(error));
  std::vector<Combination> points{Combination{}};
  if (zip && !variations.empty()) points.resize(variations.front().values.size());
  for (const Variation& variation : variations) {
    if (zip) {
      for (std::size_t i = 0; i < points.size(); ++i) {
        points[i].push_back({variation.path, variation.values[i]});
      }
      continue;
    }
    std::vector<Combination> finer;
    finer.reserve(points.size() * variation.values.size());
    for (const Combination& point : points) {
      for (const std::string& value : variation.values) {
        finer.push_back(point);
        finer.back().push_back({variation.path, value});
      }
    }
    points = std::move(finer);
  }
  return points;
}

}  // namespace ocssim::scenarios
