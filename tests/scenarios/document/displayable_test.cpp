#include "scenarios/document/displayable.hpp"

#include "scenarios/document/render.hpp"

#include <gtest/gtest.h>

namespace ocssim::scenarios {
namespace {

constexpr std::string_view shown_instead = "\xEF\xBF\xBD";  // U+FFFD

TEST(Displayable, TextOfAnyScriptStaysAsItIs) {
  for (const std::string_view text : {"plain", "größe", "試験", "e\xCC\x81", "\xF0\x9F\x99\x82"}) {
    EXPECT_EQ(displayable(text), text);
  }
}

TEST(Displayable, NothingThatSteersATerminalComesThrough) {
  // ESC, BEL, CR, DEL, U+0085, U+009B, U+061C, U+200E, U+200F, U+2028, U+2029, U+202A, U+202E,
  // U+2066, U+2069.
  for (const std::string_view sign :
       {"\x1b", "\x07", "\r", "\x7f", "\xC2\x85", "\xC2\x9B", "\xD8\x9C", "\xE2\x80\x8E",
        "\xE2\x80\x8F", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAA", "\xE2\x80\xAE",
        "\xE2\x81\xA6", "\xE2\x81\xA9"}) {
    const std::string text = "a" + std::string(sign) + "b";
    const std::string harmless = "a" + std::string(shown_instead) + "b";
    EXPECT_EQ(displayable(text), harmless);
    EXPECT_EQ(displayable_lines(text), harmless);
  }
}

TEST(Displayable, BytesThatAreNotUtf8AreReplacedOneByOne) {
  EXPECT_EQ(displayable("a\xFF\xC2"),
            "a" + std::string(shown_instead) + std::string(shown_instead));
}

TEST(Displayable, OnlyATextOfTheToolHasLines) {
  EXPECT_EQ(displayable("a\n::error::b\tc"),
            "a" + std::string(shown_instead) + "::error::b" + std::string(shown_instead) + "c");
  EXPECT_EQ(displayable_lines("a\nb\tc"), "a\nb\tc");
}

TEST(Displayable, ADiagnosticHasNoTextOfOthersAsItIs) {
  const std::string evil = "\x1b[31m\n::error::boo\xE2\x80\xAE";
  SourceTable sources;
  const SourceId id = sources.add("name" + evil, SourceKind::scenario, "{}");
  Diagnostics diagnostics;
  diagnostics.add({.code = DiagnosticCode::unknown_key,
                   .where = {id, 0, 2},
                   .message = "message" + evil,
                   .found = evil,
                   .expected = "expected" + evil,
                   .suggestion = "suggestion" + evil,
                   .help = "help" + evil,
                   .pointer = "/pointer" + evil});
  const std::string text = render_text(diagnostics, sources);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find("\n::error"), std::string::npos);
  EXPECT_EQ(text.find("\xE2\x80\xAE"), std::string::npos);
  EXPECT_NE(text.find("/pointer"), std::string::npos);
}

}  // namespace
}  // namespace ocssim::scenarios
