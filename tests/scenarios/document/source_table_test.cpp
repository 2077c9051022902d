// Offsets become lines and columns as editors show them.
#include "scenarios/document/source_table.hpp"

#include "scenarios/document/utf8.hpp"

#include <gtest/gtest.h>

namespace ocssim::scenarios {
namespace {

std::pair<unsigned, unsigned> place(const std::string& text, std::uint32_t offset) {
  SourceTable sources;
  const Position at = sources.locate(sources.add("t", SourceKind::scenario, text), offset);
  return {at.line, at.column};
}

TEST(SourceTable, CountsFromOne) {
  EXPECT_EQ(place("abc", 0), std::pair(1U, 1U));
}

TEST(SourceTable, LineFeedCarriageReturnAndBothEndLines) {
  EXPECT_EQ(place("a\nb", 2), std::pair(2U, 1U));
  EXPECT_EQ(place("a\r\nb", 3), std::pair(2U, 1U));
  EXPECT_EQ(place("a\rb", 2), std::pair(2U, 1U));
  EXPECT_EQ(place("a\n\r\n\rb", 5), std::pair(4U, 1U));
}

TEST(SourceTable, ColumnsCountCodePointsNotBytes) {
  // ü has two bytes, 中 three, 😀 four.
  EXPECT_EQ(place("ü中😀x", 9), std::pair(1U, 4U));
}

TEST(SourceTable, TabIsOneColumn) {
  EXPECT_EQ(place("\t\tx", 2), std::pair(1U, 3U));
}

TEST(SourceTable, ByteOrderMarkIsNoColumn) {
  EXPECT_EQ(place("\xEF\xBB\xBFx", 0), std::pair(1U, 1U));
}

TEST(SourceTable, OffsetBeyondTheEndIsThePlaceAfterTheLastCharacter) {
  EXPECT_EQ(place("ab", 99), std::pair(1U, 3U));
}

TEST(SourceTable, LineTextLeavesLineEndsOut) {
  SourceTable sources;
  const SourceId id = sources.add("t", SourceKind::scenario, "one\r\ntwo\nthree");
  EXPECT_EQ(sources.line_text(id, 1), "one");
  EXPECT_EQ(sources.line_text(id, 2), "two");
  EXPECT_EQ(sources.line_text(id, 3), "three");
  EXPECT_EQ(sources.line_text(id, 4), "");
}

TEST(Utf8, OverlongSurrogateAndCutSequencesAreInvalid) {
  EXPECT_EQ(first_invalid_utf8("a\xC0\xAF"), 1U);
  EXPECT_EQ(first_invalid_utf8("\xE0\x80\xAF"), 0U);
  EXPECT_EQ(first_invalid_utf8("\xED\xA0\x80"), 0U);
  EXPECT_EQ(first_invalid_utf8("ab\xE4\xB8"), 2U);
  EXPECT_EQ(first_invalid_utf8("\xF4\x90\x80\x80"), 0U);
  EXPECT_EQ(first_invalid_utf8("ü中😀"), std::nullopt);
}

TEST(Utf8, InvalidBytesCountAsOneColumnEach) {
  EXPECT_EQ(count_code_points("a\xFF\xFE"), 3U);
}

TEST(Utf8, WidthKnowsWideAndCombiningCharacters) {
  EXPECT_EQ(display_width(U'a'), 1U);
  EXPECT_EQ(display_width(U'中'), 2U);
  EXPECT_EQ(display_width(U'😀'), 2U);
  EXPECT_EQ(display_width(0x301), 0U);
}

TEST(Utf8, AppendIsTheInverseOfDecoding) {
  for (const char32_t point :
       {char32_t{0x41}, char32_t{0xFC}, char32_t{0x4E2D}, char32_t{0x1F600}}) {
    std::string text;
    append_utf8(text, point);
    const CodePoint back = code_point_at(text, 0);
    EXPECT_TRUE(back.valid);
    EXPECT_EQ(back.value, point);
    EXPECT_EQ(back.length, text.size());
  }
}

}  // namespace
}  // namespace ocssim::scenarios
