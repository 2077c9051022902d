// What a metric is: declared in a table beside the component, never coded into a report.
#pragma once

#include <cstdint>
#include <string_view>

namespace ocssim {

/// What is counted, and which statistics it has.
enum class MetricKind : std::uint8_t {
  count,         // events: total, rate [1/s]
  tally,         // one value a customer: mean, p50, p95, p99, p99_9, max
  time_average,  // a level over time: mean, max
  ratio,         // numerator / denominator: mean
  instant,       // a level at the end of the window: mean
};

enum class Better : std::uint8_t { lower, higher, none };

/// One row of a component's metric table. `unit` is "s", "1", "1/s" or a counted noun.
struct MetricInfo {
  std::string_view name;  // component.quantity, as users write it in objectives
  std::string_view unit;
  MetricKind kind;
  Better better;
  std::string_view help;
};

}  // namespace ocssim
