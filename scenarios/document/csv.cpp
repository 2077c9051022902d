#include "scenarios/document/csv.hpp"

#include "scenarios/document/parse.hpp"
#include "scenarios/document/render.hpp"
#include "scenarios/document/utf8.hpp"

#include <charconv>
#include <cmath>
#include <string_view>
#include <utility>

namespace ocssim::scenarios {
namespace {

Diagnostic fault(DiagnosticCode code, Span where, std::string message) {
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.where = where;
  diagnostic.message = std::move(message);
  return diagnostic;
}

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
bool is_line_end(char c) {
  return c == '\n' || c == '\r';
}

class CsvParser {
 public:
  CsvParser(std::string_view text, SourceId source, Diagnostics& diagnostics)
      : text_(text), source_(source), diagnostics_(diagnostics) {}

  std::optional<CsvTable> parse() {
    if (!is_readable()) return {};
    while (skip_empty_lines()) {
      if (!parse_line()) return {};
    }
    if (table_.head.empty()) {
      add(DiagnosticCode::empty_document, 0, 0, "the file is empty");
      return {};
    }
    if (table_.fields.empty()) {
      add(DiagnosticCode::csv_no_rows, 0, text_.size(), "no row stands under the head");
      return {};
    }
    return std::move(table_);
  }

 private:
  void add(DiagnosticCode code, std::size_t begin, std::size_t end, std::string message) {
    diagnostics_.add(fault(code, span(begin, end), std::move(message)));
  }
  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const {
    return {source_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  bool is_readable() {
    if (text_.size() > longest_document) {
      add(DiagnosticCode::document_too_large, 0, 0, "the file is longer than 64 MiB");
      return false;
    }
    if (const auto at = first_invalid_utf8(text_)) {
      add(DiagnosticCode::bad_encoding, *at, *at + 1, "the file is not UTF-8");
      return false;
    }
    return true;
  }

  /// At the begin of a line that is not empty? False at the end of the text.
  bool skip_empty_lines() {
    for (std::size_t at = at_; at < text_.size(); ++at) {
      if (is_line_end(text_[at])) at_ = at + 1;
      if (!is_line_end(text_[at]) && !is_blank(text_[at])) return true;
    }
    at_ = text_.size();
    return false;
  }

  bool parse_line() {
    const std::size_t begin = at_;
    const bool is_head = table_.head.empty();
    std::vector<CsvField>& into = is_head ? table_.head : table_.fields;
    const std::size_t before = into.size();
    for (;;) {
      if (!parse_field(into)) return false;
      const std::size_t count = into.size() - before;
      if (count > most_csv_columns || table_.fields.size() > most_csv_fields) {
        add(DiagnosticCode::csv_too_large, begin, at_,
            count > most_csv_columns ? "a row of more than 1,000 fields"
                                     : "more than 1,000,000 fields");
        return false;
      }
      if (at_ == text_.size() || text_[at_] != ',') break;
      ++at_;
    }
    const std::size_t count = into.size() - before;
    if (is_head || count == table_.head.size()) return true;
    add(DiagnosticCode::csv_ragged, begin, at_,
        "a row of " + std::to_string(count) + " fields under a head of " +
            std::to_string(table_.head.size()));
    return false;
  }

  bool parse_field(std::vector<CsvField>& into) {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
    if (at_ < text_.size() && text_[at_] == '"') return parse_quoted(into);
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] != ',' && !is_line_end(text_[at_])) ++at_;
    std::size_t end = at_;
    while (end > begin && is_blank(text_[end - 1])) --end;
    into.push_back({std::string(text_.substr(begin, end - begin)), span(begin, end)});
    return true;
  }

  bool parse_quoted(std::vector<CsvField>& into) {
    const std::size_t begin = at_++;
    std::string content;
    for (;; ++at_) {
      if (at_ == text_.size()) {
        add(DiagnosticCode::csv_bad_quote, begin, begin + 1, "a quoted field is not closed");
        return false;
      }
      if (text_[at_] == '"') {
        ++at_;
        if (at_ == text_.size() || text_[at_] != '"') break;
      }
      content += text_[at_];
    }
    const std::size_t end = at_;
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
    if (at_ < text_.size() && text_[at_] != ',' && !is_line_end(text_[at_])) {
      add(DiagnosticCode::csv_bad_quote, at_, at_ + 1, "text behind a closing quotation mark");
      return false;
    }
    into.push_back({std::move(content), span(begin, end)});
    return true;
  }

  std::string_view text_;
  SourceId source_;
  Diagnostics& diagnostics_;
  std::size_t at_ = 0;
  CsvTable table_;
};

}  // namespace

std::optional<CsvTable> parse_csv(const SourceTable& sources, SourceId source,
                                  Diagnostics& diagnostics) {
  return CsvParser(sources[source].text, source, diagnostics).parse();
}

std::optional<double> csv_number(const CsvField& field, Diagnostics& diagnostics) {
  if (field.text.empty()) return {};
  double value = 0.0;
  const char* const end = field.text.data() + field.text.size();
  const auto read = std::from_chars(field.text.data(), end, value);
  if (read.ec == std::errc{} && read.ptr == end && std::isfinite(value)) return value;
  Diagnostic diagnostic =
      fault(DiagnosticCode::csv_bad_number, field.where, in_quotes(field.text) + " is no number");
  diagnostic.found = field.text;
  diagnostic.expected = "digits with a decimal point, as 1234.5 or 1.2e-3; empty when unknown";
  diagnostics.add(std::move(diagnostic));
  return {};
}

}  // namespace ocssim::scenarios
