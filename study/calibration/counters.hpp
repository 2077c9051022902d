// Measured counters: a table in which every column means something and every number is possible.
#pragma once

#include "scenarios/document/csv.hpp"
#include "scenarios/document/diagnostic.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::study {

/// What a column holds. Units of the file are told in its name, "front_end.cpu.utilization [%]".
enum class CounterKind : std::uint8_t {
  label,        // says which row it is; "point" groups the rows of one load
  rate,         // 1/s, or [1/min], [1/h]
  utilization,  // 0…1, or [%]
  level,        // a number of things
};

struct CounterColumn {
  std::string_view name;
  CounterKind kind;
  std::string_view help;
};

/// Every name that has a meaning of its own: labels, message classes, counters. Names that begin
/// with "x-" and paths of a scenario are labels too.
[[nodiscard]] std::span<const CounterColumn> counter_columns();

/// Column of how many Front Ends a row is the sum of.
inline constexpr std::string_view servers_column = "front_ends.count";

class Counters {
 public:
  [[nodiscard]] std::size_t rows() const { return loads_.size(); }
  [[nodiscard]] bool has(std::string_view column) const { return index_of(column).has_value(); }
  /// In base units; nothing when the field was empty or there is no such column.
  [[nodiscard]] std::optional<double> at(std::size_t row, std::string_view column) const;
  /// Names of rates and levels in the order of the file.
  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
  /// Rows of one load have one number, counted from 0 in order of appearance: column "point", or
  /// each row by itself.
  [[nodiscard]] std::size_t load_of(std::size_t row) const { return loads_[row]; }
  [[nodiscard]] std::size_t loads() const;

 private:
  friend class CounterReader;
  [[nodiscard]] std::optional<std::size_t> index_of(std::string_view column) const;

  std::vector<std::string> columns_;
  std::vector<std::optional<double>> values_;  // row by row
  std::vector<std::size_t> loads_;
};

/// Nothing after diagnostics: unknown or doubled columns, values that no counter can have.
[[nodiscard]] std::optional<Counters> read_counters(const scenarios::CsvTable& table,
                                                    scenarios::Diagnostics& diagnostics);

}  // namespace ocssim::study
