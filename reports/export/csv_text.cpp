#include "reports/export/csv_text.hpp"

#include <charconv>
#include <cmath>
#include <string_view>
#include <system_error>

namespace ocssim::reports {

namespace {

/// A spreadsheet takes a text that begins so for a formula, and runs it.
bool is_formula(const std::string& field) {
  if (field.empty() || std::string_view("=+-@\t\r").find(field.front()) == std::string_view::npos) {
    return false;
  }
  double number = 0.0;
  const char* const end = field.data() + field.size();
  const auto read = std::from_chars(field.data(), end, number);
  return read.ec != std::errc{} || read.ptr != end;  // a negative number is none
}

}  // namespace

std::string csv_line(const std::vector<std::string>& fields) {
  std::string line;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i != 0) line += ',';
    if (is_formula(fields[i])) {
      // The apostrophe says "text" to spreadsheets (OWASP, CSV injection).
      std::string quoted = "\"'";
      for (const char c : fields[i]) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
      line += quoted + '"';
      continue;
    }
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
