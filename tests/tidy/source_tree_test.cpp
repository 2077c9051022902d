// The scanner tells code from comments and literals, line by line.
#include "tests/tidy/source_tree.hpp"

#include <gtest/gtest.h>

namespace ocssim::tidy {
namespace {

std::string code_of(std::string_view text) {
  std::string joined;
  for (const std::string& line : make_source_file("a.cpp", text).code) joined += line + "\n";
  return joined;
}

TEST(SourceTree, LineCommentIsBlankedToTheEndOfItsLine) {
  EXPECT_EQ(code_of("int a;  // b {\nint c;\n"), "int a;        \nint c;\n");
}

TEST(SourceTree, BlockCommentKeepsLinesAndColumns) {
  EXPECT_EQ(code_of("a /* { \n } */ b\n"), "a      \n      b\n");
}

TEST(SourceTree, StringsAndCharactersAreBlankedButTheirQuotes) {
  EXPECT_EQ(code_of("f(\"a\\\"{\", '{');\n"), "f(\"    \", ' ');\n");
}

TEST(SourceTree, RawStringEndsAtItsOwnDelimiter) {
  EXPECT_EQ(code_of("s = R\"x({)\" )x\"; }\n").find('{'), std::string::npos);
  EXPECT_NE(code_of("s = R\"x({)\" )x\"; }\n").find('}'), std::string::npos);
}

TEST(SourceTree, DigitSeparatorBeginsNoLiteral) {
  EXPECT_EQ(code_of("x = 1'000'000; {\n"), "x = 1'000'000; {\n");
}

TEST(SourceTree, CommentInsideStringIsText) {
  EXPECT_EQ(code_of("f(\"//\"); g();\n"), "f(\"  \"); g();\n");
}

TEST(SourceTree, FolderNamesMatchWholeParts) {
  EXPECT_TRUE(is_below("engine/stats/tally.hpp", "engine"));
  EXPECT_TRUE(is_below("engine", "engine"));
  EXPECT_FALSE(is_below("engines/tally.hpp", "engine"));
}

TEST(SourceTree, WordsAreFoundWholeOnly) {
  EXPECT_EQ(find_word("std::logic std::log(x)", "std::log"), 11U);
  EXPECT_EQ(find_word("my_std::logs", "std::log"), std::string_view::npos);
}

}  // namespace
}  // namespace ocssim::tidy
