// Diagnostics: order, limits, carets under the right character.
#include "scenarios/document/diagnostic.hpp"

#include "scenarios/document/render.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>

namespace ocssim::scenarios {
namespace {

Diagnostic at(Span where, std::string message) {
  Diagnostic diagnostic;
  diagnostic.code = DiagnosticCode::unknown_unit;
  diagnostic.where = where;
  diagnostic.message = std::move(message);
  return diagnostic;
}

/// Source line and caret line of one diagnostic on `text` at bytes [begin, end).
std::string shown(const std::string& text, std::uint32_t begin, std::uint32_t end,
                  std::size_t columns = 96) {
  SourceTable sources;
  const SourceId id = sources.add("t", SourceKind::scenario, text);
  Diagnostics diagnostics;
  diagnostics.add(at({id, begin, end}, "m"));
  const std::string out = render_text(diagnostics, sources, {.line_columns = columns});
  return out.substr(out.find('\n') + 1);
}

TEST(Render, ShowsPlaceLineCaretPointerAndSuggestion) {
  SourceTable sources;
  const SourceId id = sources.add("s.json", SourceKind::scenario, "{\n  \"idle\": \"20 mim\"\n}");
  Diagnostic diagnostic = at({id, 16, 19}, "unit \"mim\" is unknown");
  diagnostic.pointer = "/idle";
  diagnostic.expected = "a time";
  diagnostic.suggestion = "min";
  diagnostic.help = "units are case-sensitive";
  Diagnostics diagnostics;
  diagnostics.add(diagnostic);
  EXPECT_EQ(render_text(diagnostics, sources),
            "s.json:2:15: error[E203]: unit \"mim\" is unknown\n"
            "    2 |   \"idle\": \"20 mim\"\n"
            "      |               ^~~\n"
            "      = at /idle\n"
            "      = expected a time\n"
            "      = did you mean \"min\"?\n"
            "      = help: units are case-sensitive\n");
}

TEST(Render, CaretStandsUnderItsCharacterAfterTabsAndWideCharacters) {
  EXPECT_EQ(shown("\tx", 1, 2), "    1 |     x\n      |     ^\n");
  EXPECT_EQ(shown("a\tx", 2, 3), "    1 | a   x\n      |     ^\n");
  EXPECT_EQ(shown("中x", 3, 4), "    1 | 中x\n      |   ^\n");
  EXPECT_EQ(shown("üx", 2, 3), "    1 | üx\n      |  ^\n");
  EXPECT_EQ(shown("e\u0301x", 3, 4), "    1 | e\u0301x\n      |  ^\n");
  EXPECT_EQ(shown("中中", 0, 6), "    1 | 中中\n      | ^~~~\n");
}

TEST(Render, EndOfTextHasACaretToo) {
  EXPECT_EQ(shown("{", 1, 1), "    1 | {\n      |  ^\n");
  EXPECT_EQ(shown("", 0, 0), "    1 |\n      | ^\n");
}

TEST(Render, SpanOverSeveralLinesIsMarkedToTheEndOfTheFirst) {
  EXPECT_EQ(shown("ab{\n}", 2, 5), "    1 | ab{\n      |   ^\n");
}

TEST(Render, LongLinesAreCutAroundTheCaret) {
  std::string text(2'000'001, 'a');
  text.replace(1'000'000, 1, "X");
  std::fill(text.begin() + 1'000'001, text.end(), 'b');
  EXPECT_EQ(shown(text, 1'000'000, 1'000'001, 8), "    1 | …aaaaXbbb…\n      |      ^\n");
}

TEST(Render, NoEscapeSequenceReachesTheTerminal) {
  const std::string out = shown("\x1B[31mred\xFF", 0, 1);
  EXPECT_EQ(out.find('\x1B'), std::string::npos);
  EXPECT_EQ(out.find('\xFF'), std::string::npos);
  EXPECT_EQ(in_quotes("a\x1B\u202E"), "\"a\uFFFD\uFFFD\"");
}

TEST(Render, QuotesAreShort) {
  EXPECT_EQ(in_quotes(std::string(100, 'x')), '"' + std::string(40, 'x') + "…\"");
}

TEST(Diagnostics, AreSortedByPlaceAndKeepOrderWithin) {
  SourceTable sources;
  const SourceId first = sources.add("a", SourceKind::scenario, "0123456789");
  const SourceId second = sources.add("b", SourceKind::overlay, "0123456789");
  Diagnostics diagnostics;
  diagnostics.add(at({second, 1, 2}, "4"));
  diagnostics.add(at({first, 5, 6}, "2"));
  diagnostics.add(at({first, 5, 7}, "3"));
  diagnostics.add(at({first, 1, 2}, "1"));
  std::string order;
  for (const DiagnosticRecord& record : to_records(diagnostics, sources)) order += record.message;
  EXPECT_EQ(order, "1234");
}

TEST(Diagnostics, ShowAHundredAndCountTheRest) {
  SourceTable sources;
  const SourceId id = sources.add("a", SourceKind::scenario, "x");
  Diagnostics diagnostics;
  for (int i = 0; i < 20'123; ++i) diagnostics.add(at({id, 0, 1}, "m"));
  EXPECT_EQ(diagnostics.count(), 20'123U);
  EXPECT_EQ(diagnostics.error_count(), 20'123U);
  EXPECT_EQ(diagnostics.entries().size(), Diagnostics::most_kept);
  const std::string out = render_text(diagnostics, sources);
  EXPECT_TRUE(out.ends_with("and 20023 more\n")) << out.substr(out.size() - 40);
}

TEST(DiagnosticRecord, HasBothEndsOfThePlace) {
  SourceTable sources;
  const SourceId id = sources.add("a", SourceKind::scenario, "ü\nabc");
  Diagnostics diagnostics;
  diagnostics.add(at({id, 0, 5}, "m"));
  const DiagnosticRecord record = to_records(diagnostics, sources).at(0);
  EXPECT_EQ(record.id, "E203");
  EXPECT_EQ(record.slug, "unknown-unit");
  EXPECT_EQ(record.severity, "error");
  EXPECT_EQ(record.line, 1U);
  EXPECT_EQ(record.column, 1U);
  EXPECT_EQ(record.end_line, 2U);
  EXPECT_EQ(record.end_column, 3U);
}

TEST(DiagnosticCatalog, IdsSlugsAndCodesAreUniqueAndOrdered) {
  std::set<std::string_view> ids;
  std::set<std::string_view> slugs;
  std::set<DiagnosticCode> codes;
  std::string_view previous;
  for (const DiagnosticKind& kind : diagnostic_catalog()) {
    EXPECT_TRUE(ids.insert(kind.id).second) << kind.id;
    EXPECT_TRUE(slugs.insert(kind.slug).second) << kind.slug;
    EXPECT_TRUE(codes.insert(kind.code).second) << kind.id;
    EXPECT_LT(previous, kind.id);
    EXPECT_EQ(kind.id.front(), kind.severity == Severity::error ? 'E' : 'W');
    EXPECT_GT(kind.explanation.size(), 20U) << kind.id;
    previous = kind.id;
  }
}

TEST(DiagnosticCatalog, IsFoundByIdAndSlugInAnyCase) {
  ASSERT_NE(find_diagnostic("e108"), nullptr);
  EXPECT_EQ(find_diagnostic("e108")->code, DiagnosticCode::duplicate_key);
  EXPECT_EQ(find_diagnostic("duplicate-key"), find_diagnostic("E108"));
  EXPECT_EQ(find_diagnostic("E000"), nullptr);
}

}  // namespace
}  // namespace ocssim::scenarios
