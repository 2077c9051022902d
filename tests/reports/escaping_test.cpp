#include "reports/escaping.hpp"

#include <gtest/gtest.h>

namespace ocssim::reports {
namespace {

TEST(Escaping, MarkdownShowsTextAsItIs) {
  EXPECT_EQ(markdown_escaped("a|b*c_d`e[f](g)\\h"), "a\\|b\\*c\\_d\\`e\\[f\\](g)\\\\h");
  EXPECT_EQ(markdown_escaped("<script>&lt;"), "&lt;script>&amp;lt;");
  EXPECT_EQ(markdown_escaped("a\nb\r\x1b[2Jc\x7f"), "a b  \\[2Jc ");
  EXPECT_EQ(markdown_escaped("größe"), "größe");
}

TEST(Escaping, ACodeSpanEndsWhereItShould) {
  EXPECT_EQ(markdown_code("ocssim run x"), "`ocssim run x`");
  EXPECT_EQ(markdown_code("a`b``c"), "``` a`b``c ```");
  EXPECT_EQ(markdown_code("a\nb"), "`a b`");
}

TEST(Escaping, XmlHasNoCharacterThatXmlCannotHave) {
  EXPECT_EQ(xml_escaped("<a b=\"c\" d='e'>&"), "&lt;a b=&quot;c&quot; d=&apos;e&apos;&gt;&amp;");
  EXPECT_EQ(xml_escaped("a\x1b[2J\x07\tb\n"), "a [2J \tb\n");
  EXPECT_EQ(xml_escaped("gr\xC3\xB6\xC3\x9F"), "gr\xC3\xB6\xC3\x9F");
  // A lone continuation, an overlong slash, a surrogate, U+FFFE, a cut sequence.
  for (const char* const wrong : {"\x80", "\xC0\xAF", "\xED\xA0\x80", "\xEF\xBF\xBE", "\xF0\x9F"}) {
    EXPECT_EQ(xml_escaped(wrong).find("\xEF\xBF\xBD"), 0u);
  }
}

}  // namespace
}  // namespace ocssim::reports
