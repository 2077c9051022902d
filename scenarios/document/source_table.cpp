// Lines of source texts.
#include "scenarios/document/source_table.hpp"

#include "engine/check.hpp"
#include "scenarios/document/utf8.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace ocssim::scenarios {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

[[nodiscard]] std::vector<std::uint32_t> find_line_starts(std::string_view text) {
  std::vector<std::uint32_t> starts{0};
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool crlf = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (text[i] == '\n' || (text[i] == '\r' && !crlf)) {
      starts.push_back(static_cast<std::uint32_t>(i + 1));
    }
  }
  return starts;
}

}  // namespace

std::shared_ptr<const Source> make_source(std::string name, SourceKind kind, std::string text) {
  if (text.starts_with(byte_order_mark)) text.erase(0, byte_order_mark.size());
  constexpr std::size_t longest = std::numeric_limits<std::uint32_t>::max();
  if (text.size() > longest) text.resize(longest);
  std::vector<std::uint32_t> starts = find_line_starts(text);
  return std::make_shared<const Source>(
      Source{std::move(name), kind, std::move(text), std::move(starts)});
}

SourceId SourceTable::add(std::string name, SourceKind kind, std::string text) {
  return add(make_source(std::move(name), kind, std::move(text)));
}

SourceId SourceTable::add(std::shared_ptr<const Source> source) {
  sources_.push_back(std::move(source));
  return SourceId{static_cast<std::uint32_t>(sources_.size() - 1)};
}

const Source& SourceTable::operator[](SourceId id) const {
  OCSSIM_CHECK(static_cast<std::size_t>(id) < sources_.size());
  return *sources_[static_cast<std::size_t>(id)];
}

std::shared_ptr<const Source> SourceTable::shared(SourceId id) const {
  OCSSIM_CHECK(static_cast<std::size_t>(id) < sources_.size());
  return sources_[static_cast<std::size_t>(id)];
}

Position SourceTable::locate(SourceId id, std::uint32_t offset) const {
  return PositionFinder(*this).locate(id, offset);
}

Position PositionFinder::locate(SourceId id, std::uint32_t offset) {
  const Source& source = sources_[id];
  offset = std::min(offset, static_cast<std::uint32_t>(source.text.size()));
  const std::uint32_t line = sources_.line_of(id, offset);
  if (source_ != id || line_ != line) {
    source_ = id;
    line_ = line;
    offset_ = source.line_starts[line - 1];
    column_ = 1;
  }
  const auto count = [&](std::uint32_t from, std::uint32_t to) {
    const std::string_view between = std::string_view(source.text).substr(from, to - from);
    return static_cast<std::uint32_t>(count_code_points(between));
  };
  // Back, too, from where it stood: keys are asked about in the schema's order, not the file's.
  column_ = offset < offset_ ? column_ - count(offset, offset_) : column_ + count(offset_, offset);
  offset_ = offset;
  return {line_, column_};
}

std::uint32_t SourceTable::line_of(SourceId id, std::uint32_t offset) const {
  const Source& source = (*this)[id];
  offset = std::min(offset, static_cast<std::uint32_t>(source.text.size()));
  const auto after = std::upper_bound(source.line_starts.begin(), source.line_starts.end(), offset);
  return static_cast<std::uint32_t>(after - source.line_starts.begin());
}

std::string_view SourceTable::line_text(SourceId id, std::uint32_t line) const {
  const Source& source = (*this)[id];
  if (line == 0 || line > source.line_starts.size()) return {};
  const std::size_t begin = source.line_starts[line - 1];
  std::size_t end =
      line < source.line_starts.size() ? source.line_starts[line] : source.text.size();
  while (end > begin && (source.text[end - 1] == '\n' || source.text[end - 1] == '\r')) --end;
  return std::string_view(source.text).substr(begin, end - begin);
}

std::string_view SourceTable::text_of(const Span& span) const {
  const std::string_view text = (*this)[span.source].text;
  const std::size_t begin = std::min<std::size_t>(span.begin, text.size());
  const std::size_t end = std::clamp<std::size_t>(span.end, begin, text.size());
  return text.substr(begin, end - begin);
}

std::string_view to_string(SourceKind kind) {
  switch (kind) {
    case SourceKind::scenario:
      return "scenario";
    case SourceKind::extended:
      return "extended";
    case SourceKind::profile:
      return "profile";
    case SourceKind::overlay:
      return "overlay";
    case SourceKind::command_line:
      return "command line";
  }
  return "";
}

}  // namespace ocssim::scenarios
