// Lines of comma-separated values, RFC 4180.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace ocssim::reports {

/// Fields in quotes where they must be; a text that a spreadsheet would run as a formula has an
/// apostrophe in front. Ends with CR LF.
[[nodiscard]] std::string csv_line(const std::vector<std::string>& fields);

/// The shortest text that reads back as the same number; withheld and infinite numbers are empty.
[[nodiscard]] std::string csv_number(const std::optional<double>& value);

}  // namespace ocssim::reports
