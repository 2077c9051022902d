// Objectives: what a run must show to be called good.
//
//   METRIC OP QUANTITY [over any DURATION] [per COMPONENT]   or the word   healthy
//
// EBNF in docs/quantities.md; what the clauses mean stands in the manual.
#pragma once

#include "engine/time.hpp"
#include "scenarios/document/diagnostic.hpp"
#include "scenarios/document/expected.hpp"
#include "scenarios/document/quantity.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ocssim::scenarios {

/// Which number of a metric is judged.
enum class Statistic : std::uint8_t { mean, max, p50, p95, p99, p99_9, total, rate };

[[nodiscard]] std::string_view to_string(Statistic statistic);
[[nodiscard]] std::optional<Statistic> find_statistic(std::string_view name);

enum class Comparison : std::uint8_t { less, less_equal, greater, greater_equal };

[[nodiscard]] std::string_view to_string(Comparison comparison);  // "<", "<=", …

/// What the parser must know of a metric to judge an objective on it.
struct KnownMetric {
  std::string_view name;                  // "snat.port_utilization", without statistic
  Dimension dimension{};                  // of its values
  std::span<const Statistic> statistics;  // those it has; empty: it is one number
};

struct Objective {
  bool healthy = false;                // the word alone; all else is then empty
  std::string metric;                  // without statistic
  std::optional<Statistic> statistic;  // as written; none: the metric's own number
  Comparison comparison{};
  Quantity threshold;
  std::optional<Duration> window;  // over any D: tumbling windows from time 0, the worst one
  std::string component;           // per: every one must meet it; "" = the worst one
  std::string text;                // as written
};

/// Parses one objective against the metrics known. With `metrics` empty no name is checked and the
/// unit alone gives the dimension of the threshold. `suggest`: names what was meant by an unknown
/// metric, which takes half a millisecond.
[[nodiscard]] Expected<Objective, TextError> parse_objective(std::string_view text,
                                                             std::span<const KnownMetric> metrics,
                                                             bool suggest = true);

}  // namespace ocssim::scenarios
