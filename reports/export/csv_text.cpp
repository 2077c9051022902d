#include "reports/export/csv_text.hpp"

#include <charconv>
#include <cmath>

namespace ocssim::reports {

std::string csv_line(const std::vector<std::string>& fields) {
  std::string line;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i != 0) line += ',';
    if (fields[i].find_first_of(",\"\r\n") == std::string::npos) {
      line += fields[i];
      continue;
    }
    line += '"';
    for (const char c : fields[i]) line += c == '"' ? std::string("\"\"") : std::string(1, c);
    line += '"';
  }
  return line + "\r\n";
}

std::string csv_number(const std::optional<double>& value) {
  if (!value || !std::isfinite(*value)) return "";
  char text[64];
  const auto end = std::to_chars(text, text + sizeof text, *value);
  return {text, end.ptr};
}

}  // namespace ocssim::reports
