// Parsing objectives word by word.
#include "scenarios/document/objective.hpp"

#include "scenarios/document/nearest.hpp"
#include "scenarios/document/render.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace ocssim::scenarios {
namespace {

using Code = DiagnosticCode;
constexpr std::string_view form =
    "METRIC OP QUANTITY [over any DURATION] [per COMPONENT], or healthy";

/// A word of the text with its place.
struct Word {
  std::string_view text;
  std::size_t begin = 0;
  [[nodiscard]] std::size_t end() const { return begin + text.size(); }
};

[[nodiscard]] bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
[[nodiscard]] bool is_operator(char c) {
  return c == '<' || c == '>' || c == '=' || c == '!';
}

/// Blanks and the two ends of an operator separate words.
[[nodiscard]] std::vector<Word> split(std::string_view text) {
  std::vector<Word> words;
  for (std::size_t i = 0; i < text.size();) {
    if (is_blank(text[i])) {
      ++i;
      continue;
    }
    const bool op = is_operator(text[i]);
    std::size_t end = i;
    while (end < text.size() && !is_blank(text[end]) && is_operator(text[end]) == op) ++end;
    words.push_back({text.substr(i, end - i), i});
    i = end;
  }
  return words;
}

[[nodiscard]] TextError make_error(Code code, std::size_t begin, std::size_t end,
                                   std::string message, std::string_view expected = {}) {
  TextError error;
  error.code = code;
  error.begin = begin;
  error.length = end - begin;
  error.message = std::move(message);
  error.expected = expected;
  return error;
}

[[nodiscard]] bool is_name(std::string_view text) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  return !text.empty() && is_letter(text.front()) &&
         std::all_of(text.begin(), text.end(), [&](char c) {
           return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '.';
         });
}

[[nodiscard]] std::optional<Comparison> find_comparison(std::string_view text) {
  for (const auto comparison :
       {Comparison::less, Comparison::less_equal, Comparison::greater, Comparison::greater_equal}) {
    if (to_string(comparison) == text) return comparison;
  }
  return std::nullopt;
}

[[nodiscard]] const KnownMetric* find_metric(std::span<const KnownMetric> metrics,
                                             std::string_view name) {
  const auto found =
      std::find_if(metrics.begin(), metrics.end(),
                   [name](const KnownMetric& metric) { return metric.name == name; });
  return found == metrics.end() ? nullptr : &*found;
}

[[nodiscard]] TextError unknown_metric(const Word& word, std::string_view name,
                                       std::span<const KnownMetric> metrics, bool suggest) {
  TextError error = make_error(Code::unknown_metric, word.begin, word.begin + name.size(),
                               "metric " + in_quotes(name) + " is unknown");
  error.found = name;
  if (!suggest) return error;
  std::vector<std::string_view> names;
  for (const KnownMetric& metric : metrics) names.push_back(metric.name);
  error.suggestion = nearest(name, names).value_or(std::string_view());
  return error;
}

[[nodiscard]] std::string list_of(std::span<const Statistic> statistics) {
  std::string list;
  for (const Statistic statistic : statistics) {
    list += (list.empty() ? "" : ", ") + std::string(to_string(statistic));
  }
  return list;
}

/// Splits "sql.sproc_latency.p95" into metric and statistic; a metric's own name goes first, since
/// "goodput.rate" is one.
[[nodiscard]] std::optional<TextError> resolve_metric(const Word& word,
                                                      std::span<const KnownMetric> metrics,
                                                      bool suggest, Objective& objective) {
  if (!is_name(word.text) || word.text.find('.') == std::string_view::npos) {
    return make_error(Code::bad_objective, word.begin, word.end(),
                      in_quotes(word.text) + " is not the name of a metric", form);
  }
  objective.metric = word.text;
  if (find_metric(metrics, word.text) != nullptr) return std::nullopt;
  const std::size_t dot = word.text.rfind('.');
  const std::string_view name = word.text.substr(0, dot);
  const std::string_view last = word.text.substr(dot + 1);
  objective.statistic = find_statistic(last);
  if (objective.statistic) objective.metric = name;
  if (metrics.empty()) return std::nullopt;

  const KnownMetric* metric = find_metric(metrics, name);
  if (metric == nullptr) {
    return unknown_metric(word, objective.statistic ? name : word.text, metrics, suggest);
  }
  const auto& has = metric->statistics;
  if (objective.statistic && std::find(has.begin(), has.end(), *objective.statistic) != has.end()) {
    return std::nullopt;
  }
  TextError error = make_error(Code::unknown_statistic, word.begin + dot + 1, word.end(),
                               in_quotes(name) + " has no statistic " + in_quotes(last));
  error.found = last;
  error.expected = has.empty() ? "no statistic: the metric is one number" : list_of(has);
  std::vector<std::string_view> names;
  for (const Statistic statistic : has) names.push_back(to_string(statistic));
  error.suggestion = nearest(last, names).value_or(std::string_view());
  return error;
}

/// Dimension of the number that is judged.
[[nodiscard]] std::optional<Dimension> judged_dimension(const Objective& objective,
                                                        std::span<const KnownMetric> metrics) {
  const KnownMetric* metric = find_metric(metrics, objective.metric);
  if (metric == nullptr) return std::nullopt;
  if (objective.statistic == Statistic::rate) return Dimension::rate;
  return metric->dimension;
}

/// The mean of a count is no whole number, so 3.5 users are a fair limit.
[[nodiscard]] Expected<Quantity, TextError> parse_threshold(std::string_view text,
                                                            std::optional<Dimension> dimension) {
  if (!dimension) return parse_any_quantity(text);
  auto threshold = parse_quantity(text, *dimension);
  if (threshold || *dimension != Dimension::count) return threshold;
  if (threshold.error().code != Code::not_whole) return threshold;
  auto real = parse_quantity(text, Dimension::number);
  return real ? real : threshold;
}

/// Index of the first of `words` from `from` on that is `text`; words.size() if none.
[[nodiscard]] std::size_t index_of(const std::vector<Word>& words, std::size_t from,
                                   std::string_view text) {
  for (std::size_t i = from; i < words.size(); ++i) {
    if (words[i].text == text) return i;
  }
  return words.size();
}

[[nodiscard]] std::optional<TextError> parse_window(std::string_view text,
                                                    const std::vector<Word>& words,
                                                    std::size_t over, std::size_t end,
                                                    Objective& objective) {
  if (over >= end) return std::nullopt;
  constexpr std::string_view expected = "over any DURATION, such as \"over any 5 min\"";
  if (over + 2 >= end || words[over + 1].text != "any") {
    return make_error(Code::bad_window, words[over].begin, words[end - 1].end(),
                      "the window is incomplete", expected);
  }
  const std::size_t begin = words[over + 2].begin;
  const std::size_t stop = words[end - 1].end();
  auto window = parse_duration(text.substr(begin, stop - begin));
  if (!window) {
    TextError error = std::move(window.error());
    error.begin += begin;
    return error;
  }
  if (window->count() == 0) {
    return make_error(Code::bad_window, begin, stop, "a window of length zero", expected);
  }
  objective.window = *window;
  return std::nullopt;
}

[[nodiscard]] std::optional<TextError> parse_component(const std::vector<Word>& words,
                                                       std::size_t per, Objective& objective) {
  if (per == words.size()) return std::nullopt;
  constexpr std::string_view expected = "per COMPONENT at the end, such as \"per snat_address\"";
  if (per + 1 == words.size()) {
    return make_error(Code::bad_component, words[per].begin, words[per].end(),
                      "a component is missing after \"per\"", expected);
  }
  if (per + 2 < words.size() || !is_name(words[per + 1].text)) {
    const Word& word = per + 2 < words.size() ? words[per + 2] : words[per + 1];
    return make_error(Code::bad_component, word.begin, words.back().end(),
                      "unexpected " + in_quotes(word.text), expected);
  }
  objective.component = words[per + 1].text;
  return std::nullopt;
}

[[nodiscard]] Expected<Objective, TextError> parse_comparison(std::string_view text,
                                                              const std::vector<Word>& words,
                                                              std::span<const KnownMetric> metrics,
                                                              bool suggest, Objective objective) {
  if (auto error = resolve_metric(words[0], metrics, suggest, objective)) return failure(*error);
  constexpr std::string_view operators = "<, <=, > or >=";
  if (words.size() < 2) {
    return failure(make_error(Code::bad_operator, words[0].end(), words[0].end(),
                              "a comparison is missing", operators));
  }
  const auto comparison = find_comparison(words[1].text);
  if (!comparison) {
    return failure(make_error(Code::bad_operator, words[1].begin, words[1].end(),
                              in_quotes(words[1].text) + " is not a comparison", operators));
  }
  objective.comparison = *comparison;
  const std::size_t per = index_of(words, 2, "per");
  const std::size_t over = std::min(index_of(words, 2, "over"), per);
  const std::size_t begin = words[1].end();
  const std::size_t end = over > 2 ? words[over - 1].end() : begin;
  const auto dimension = judged_dimension(objective, metrics);
  auto threshold = parse_threshold(text.substr(begin, end - begin), dimension);
  if (!threshold) {
    TextError error = std::move(threshold.error());
    error.begin += begin;
    return failure(std::move(error));
  }
  objective.threshold = *threshold;
  if (auto error = parse_window(text, words, over, per, objective)) return failure(*error);
  if (auto error = parse_component(words, per, objective)) return failure(*error);
  return objective;
}

}  // namespace

std::string_view to_string(Statistic statistic) {
  switch (statistic) {
    case Statistic::mean:
      return "mean";
    case Statistic::max:
      return "max";
    case Statistic::p50:
      return "p50";
    case Statistic::p95:
      return "p95";
    case Statistic::p99:
      return "p99";
    case Statistic::p99_9:
      return "p99_9";
    case Statistic::total:
      return "total";
    case Statistic::rate:
      return "rate";
  }
  return "";
}

std::optional<Statistic> find_statistic(std::string_view name) {
  for (const auto statistic :
       {Statistic::mean, Statistic::max, Statistic::p50, Statistic::p95, Statistic::p99,
        Statistic::p99_9, Statistic::total, Statistic::rate}) {
    if (to_string(statistic) == name) return statistic;
  }
  return std::nullopt;
}

std::string_view to_string(Comparison comparison) {
  switch (comparison) {
    case Comparison::less:
      return "<";
    case Comparison::less_equal:
      return "<=";
    case Comparison::greater:
      return ">";
    case Comparison::greater_equal:
      return ">=";
  }
  return "";
}

Expected<Objective, TextError> parse_objective(std::string_view text,
                                               std::span<const KnownMetric> metrics, bool suggest) {
  const std::vector<Word> words = split(text);
  Objective objective;
  objective.text = text;
  if (words.empty()) {
    return failure(make_error(Code::bad_objective, 0, 0, "the objective is empty", form));
  }
  if (words.size() == 1 && words[0].text == "healthy") {
    objective.healthy = true;
    return objective;
  }
  if (words.size() == 1 && edit_distance(words[0].text, "healthy") <= 2) {
    TextError error = make_error(Code::bad_objective, words[0].begin, words[0].end(),
                                 in_quotes(words[0].text) + " is not an objective", form);
    error.suggestion = "healthy";
    return failure(std::move(error));
  }
  return parse_comparison(text, words, metrics, suggest, std::move(objective));
}

}  // namespace ocssim::scenarios
