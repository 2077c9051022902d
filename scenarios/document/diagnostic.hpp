// What is wrong with the user's input, and where: collected, never thrown.
#pragma once

#include "scenarios/document/diagnostic_catalog.hpp"
#include "scenarios/document/source_table.hpp"
#include "scenarios/document/value.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::scenarios {

/// One problem. Texts are lower case without a full stop; empty ones are left out of the output.
struct Diagnostic {
  DiagnosticCode code{};
  Span where;
  std::string message;     // what, in one line
  std::string found;       // the offending text
  std::string expected;    // what would be accepted
  std::string suggestion;  // replacement for `found`: did you mean "…"?
  std::string help;        // a sentence that says what to do
  std::string pointer;     // JSON Pointer of the value; "" is the whole document
};

/// A fault inside a string, before anybody knows where the string stands.
struct TextError {
  DiagnosticCode code{};
  std::size_t begin = 0;   // byte offset in the decoded string
  std::size_t length = 0;  // bytes
  std::string message;
  std::string found;
  std::string expected;
  std::string suggestion;
  std::string help;
};

/// Puts a fault inside `value` (a string, or a number's spelling) at its place in the source.
[[nodiscard]] Diagnostic to_diagnostic(TextError error, const Value& value, std::string pointer,
                                       const SourceTable& sources);

/// Source span of bytes [begin, begin + length) of the decoded string; escapes are accounted for.
[[nodiscard]] Span span_inside(const Value& value, std::size_t begin, std::size_t length,
                               const SourceTable& sources);

/// Collects all problems of one input. Keeps the first 1,000 and counts the rest, so that hostile
/// input cannot fill the memory.
class Diagnostics {
 public:
  void add(Diagnostic diagnostic);
  void append(const Diagnostics& others);

  [[nodiscard]] bool empty() const { return entries_.empty(); }
  [[nodiscard]] bool has_errors() const { return error_count_ > 0; }
  /// All that were added, kept or not.
  [[nodiscard]] std::size_t count() const { return entries_.size() + dropped_; }
  [[nodiscard]] std::size_t error_count() const { return error_count_; }
  /// What is added from now on is only counted: costly suggestions would be for nobody.
  [[nodiscard]] bool is_full() const { return entries_.size() >= most_kept; }

  static constexpr std::size_t most_kept = 1'000;

  /// In the order of `add`.
  [[nodiscard]] const std::vector<Diagnostic>& entries() const { return entries_; }
  /// By source, offset; equal places keep the order of `add`.
  [[nodiscard]] std::vector<Diagnostic> sorted() const;

 private:
  std::vector<Diagnostic> entries_;
  std::size_t dropped_ = 0;
  std::size_t error_count_ = 0;
};

/// A diagnostic as plain values, for JSON, SARIF and GitHub annotations.
struct DiagnosticRecord {
  std::string id, slug, severity;
  std::string file;
  std::uint32_t line = 1, column = 1, end_line = 1, end_column = 1;  // the end is exclusive
  std::string message, found, expected, suggestion, help, pointer;
};

/// All kept diagnostics, sorted by place.
[[nodiscard]] std::vector<DiagnosticRecord> to_records(const Diagnostics& diagnostics,
                                                       const SourceTable& sources);

}  // namespace ocssim::scenarios
