#include "reports/text_table.hpp"

#include <gtest/gtest.h>

namespace ocssim::reports {
namespace {

TEST(TextTable, AlignsByCodePoints) {
  TextTable table({Align::left, Align::right, Align::left});
  table.add({"a", "1 µs", "x"});
  table.add({"bcd", "12 ms", "y"});
  EXPECT_EQ(table.render(), "  a     1 µs  x\n  bcd  12 ms  y\n");
}

TEST(TextTable, BreaksALongLastCellUnderItsColumn) {
  TextTable table({Align::left, Align::left});
  std::string words;
  for (int i = 0; i < 40; ++i) words += "word ";
  table.add({"name", words});
  const std::string text = table.render();
  EXPECT_NE(text.find("\n        word"), std::string::npos) << text;
}

TEST(Wrapped, KeepsAWordThatIsWiderThanALine) {
  const std::string word(120, 'x');
  EXPECT_EQ(wrapped(word, 4), word + "\n");
}

}  // namespace
}  // namespace ocssim::reports
