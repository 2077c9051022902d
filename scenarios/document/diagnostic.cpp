// Collecting and placing diagnostics.
#include "scenarios/document/diagnostic.hpp"

#include "scenarios/document/utf8.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace ocssim::scenarios {
namespace {

/// Bytes of source and of decoded text that one character of a quoted string takes.
struct Step {
  std::size_t raw = 1;
  std::size_t decoded = 1;
};

[[nodiscard]] std::uint32_t hex_value(std::string_view digits) {
  std::uint32_t value = 0;
  for (const char c : digits) {
    const bool is_digit = c >= '0' && c <= '9';
    const int letter = (c | 0x20) - 'a' + 10;
    value = value * 16 + static_cast<std::uint32_t>(is_digit ? c - '0' : letter);
  }
  return value;
}

[[nodiscard]] Step step_at(std::string_view raw, std::size_t at) {
  if (raw[at] != '\\') return {};
  if (at + 5 >= raw.size() || raw[at + 1] != 'u') return {2, 1};
  const std::uint32_t unit = hex_value(raw.substr(at + 2, 4));
  if (unit >= 0xD800 && unit <= 0xDBFF) return {12, 4};  // a surrogate pair, two escapes
  std::string encoded;
  append_utf8(encoded, unit);
  return {6, encoded.size()};
}

}  // namespace

Span span_inside(const Value& value, std::size_t begin, std::size_t length,
                 const SourceTable& sources) {
  const Span span = value.span();
  const std::string_view raw = sources.text_of(span);
  const bool quoted = value.is_string() && !raw.empty() && raw.front() == '"';
  const auto raw_offset = [&](std::size_t wanted) {
    if (!quoted) return std::min(wanted, raw.size());
    std::size_t at = 1;
    std::size_t decoded = 0;
    while (decoded < wanted && at + 1 < raw.size()) {
      const Step step = step_at(raw, at);
      at += step.raw;
      decoded += step.decoded;
    }
    return std::min(at, raw.size());
  };
  return {span.source, span.begin + static_cast<std::uint32_t>(raw_offset(begin)),
          span.begin + static_cast<std::uint32_t>(raw_offset(begin + length))};
}

Diagnostic to_diagnostic(TextError error, const Value& value, std::string pointer,
                         const SourceTable& sources) {
  Diagnostic result;
  result.code = error.code;
  result.where = span_inside(value, error.begin, error.length, sources);
  result.message = std::move(error.message);
  result.found = std::move(error.found);
  result.expected = std::move(error.expected);
  result.suggestion = std::move(error.suggestion);
  result.help = std::move(error.help);
  result.pointer = std::move(pointer);
  return result;
}

void Diagnostics::add(Diagnostic diagnostic) {
  if (kind_of(diagnostic.code).severity == Severity::error) ++error_count_;
  if (is_full()) {
    ++dropped_;
    return;
  }
  entries_.push_back(std::move(diagnostic));
}

void Diagnostics::append(const Diagnostics& others) {
  for (const Diagnostic& diagnostic : others.entries_) add(diagnostic);
  dropped_ += others.dropped_;
}

std::vector<Diagnostic> Diagnostics::sorted() const {
  std::vector<Diagnostic> result = entries_;
  std::stable_sort(result.begin(), result.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.where.source, a.where.begin) < std::tie(b.where.source, b.where.begin);
  });
  return result;
}

std::vector<DiagnosticRecord> to_records(const Diagnostics& diagnostics,
                                         const SourceTable& sources) {
  std::vector<DiagnosticRecord> records;
  PositionFinder begins(sources);
  PositionFinder ends(sources);
  for (Diagnostic& entry : diagnostics.sorted()) {
    const DiagnosticKind& kind = kind_of(entry.code);
    const Position begin = begins.locate(entry.where.source, entry.where.begin);
    const Position end = ends.locate(entry.where.source, entry.where.end);
    DiagnosticRecord record;
    record.id = kind.id;
    record.slug = kind.slug;
    record.severity = kind.severity == Severity::error ? "error" : "warning";
    record.file = sources[entry.where.source].name;
    record.line = begin.line;
    record.column = begin.column;
    record.end_line = end.line;
    record.end_column = end.column;
    record.message = std::move(entry.message);
    record.found = std::move(entry.found);
    record.expected = std::move(entry.expected);
    record.suggestion = std::move(entry.suggestion);
    record.help = std::move(entry.help);
    record.pointer = std::move(entry.pointer);
    records.push_back(std::move(record));
  }
  return records;
}

}  // namespace ocssim::scenarios
