// The texts a scenario was read from, and the way from a byte offset to line and column.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::scenarios {

/// What role a text plays; `show --origins` names it.
enum class SourceKind : std::uint8_t { scenario, extended, profile, overlay, command_line };

/// Index of a source in its table.
enum class SourceId : std::uint32_t {};

/// A stretch of bytes [begin, end) in one source.
struct Span {
  SourceId source{};
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// Line and column, both from 1; the column counts code points.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

struct Source {
  std::string name;  // as printed before ":line:column"
  SourceKind kind = SourceKind::scenario;
  std::string text;                        // without a byte order mark
  std::vector<std::uint32_t> line_starts;  // byte offsets; [0] == 0
};

/// A text as tables keep it. A leading UTF-8 byte order mark is dropped. Texts beyond 4 GiB are
/// cut: callers limit before.
[[nodiscard]] std::shared_ptr<const Source> make_source(std::string name, SourceKind kind,
                                                        std::string text);

/// Keeps every text alive and in place; ids are given in the order of `add`.
class SourceTable {
 public:
  SourceId add(std::string name, SourceKind kind, std::string text);
  /// A text that other tables hold too.
  SourceId add(std::shared_ptr<const Source> source);

  [[nodiscard]] const Source& operator[](SourceId id) const;
  /// For another table.
  [[nodiscard]] std::shared_ptr<const Source> shared(SourceId id) const;
  [[nodiscard]] std::size_t size() const { return sources_.size(); }

  /// An offset beyond the text gives the position just after its end.
  [[nodiscard]] Position locate(SourceId id, std::uint32_t offset) const;

  /// The line of an offset, from 1.
  [[nodiscard]] std::uint32_t line_of(SourceId id, std::uint32_t offset) const;

  /// Text of a line (from 1) without its end; LF, CRLF and CR end lines.
  [[nodiscard]] std::string_view line_text(SourceId id, std::uint32_t line) const;

  /// Bytes of a span, clamped to the text.
  [[nodiscard]] std::string_view text_of(const Span& span) const;

 private:
  std::vector<std::shared_ptr<const Source>> sources_;
};

/// Positions of offsets that mostly come in their order: the characters of a line are counted once,
/// however many diagnostics stand on it, and a line may have 64 MiB.
class PositionFinder {
 public:
  explicit PositionFinder(const SourceTable& sources) : sources_(sources) {}
  /// As SourceTable::locate.
  [[nodiscard]] Position locate(SourceId id, std::uint32_t offset);

 private:
  const SourceTable& sources_;
  SourceId source_{};
  std::uint32_t line_ = 0;    // of the last answer; 0: none yet
  std::uint32_t offset_ = 0;  // of the last answer
  std::uint32_t column_ = 1;
};

/// "scenario", "extended", …
[[nodiscard]] std::string_view to_string(SourceKind kind);

}  // namespace ocssim::scenarios
