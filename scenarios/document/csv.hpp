// Comma-separated values with positions: RFC 4180, lines ended by LF, CRLF or CR.
//
//   table  = head row line ends, then rows of as many fields
//   field  = anything but a comma, or "anything, a doubled "" is one"
//
// Blanks around a field do not count; empty lines are skipped.
#pragma once

#include "scenarios/document/diagnostic.hpp"
#include "scenarios/document/source_table.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ocssim::scenarios {

inline constexpr std::size_t most_csv_columns = 1000;
inline constexpr std::size_t most_csv_fields = 1'000'000;

struct CsvField {
  std::string text;  // decoded
  Span where;
};

struct CsvTable {
  std::vector<CsvField> head;
  std::vector<CsvField> fields;  // row by row, as many as the head has each

  [[nodiscard]] std::size_t rows() const { return head.empty() ? 0 : fields.size() / head.size(); }
  [[nodiscard]] const CsvField& at(std::size_t row, std::size_t column) const {
    return fields[row * head.size() + column];
  }
};

/// Nothing after the first fault of the text itself (encoding, quotes, size, a ragged row), which
/// alone is added.
[[nodiscard]] std::optional<CsvTable> parse_csv(const SourceTable& sources, SourceId source,
                                                Diagnostics& diagnostics);

/// The field as a finite number, nothing when it is empty; a diagnostic when it is neither.
[[nodiscard]] std::optional<double> csv_number(const CsvField& field, Diagnostics& diagnostics);

}  // namespace ocssim::scenarios
