// The tree has the values of the text and the place of every one of them.
#include "scenarios/document/parse.hpp"

#include "scenarios/document/strict_json.hpp"
#include "scenarios/document/token.hpp"
#include "scenarios/document/write.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace ocssim::scenarios {
namespace {

/// A text, its tree and what was wrong with it.
struct Parsed {
  explicit Parsed(std::string text) {
    id = sources.add("t.json", SourceKind::scenario, std::move(text));
    root = parse_json(sources, id, diagnostics);
  }
  [[nodiscard]] std::string place(std::string_view pointer) const {
    const Value* value = at_pointer(*root, pointer);
    if (value == nullptr) return "none";
    const Position begin = sources.locate(id, value->span().begin);
    const Position end = sources.locate(id, value->span().end);
    return std::to_string(begin.line) + ':' + std::to_string(begin.column) + '-' +
           std::to_string(end.line) + ':' + std::to_string(end.column);
  }
  [[nodiscard]] std::string only_id() const {
    if (diagnostics.count() != 1) return std::to_string(diagnostics.count()) + " diagnostics";
    return std::string(kind_of(diagnostics.entries()[0].code).id);
  }
  [[nodiscard]] std::string at() const {
    const DiagnosticRecord record = to_records(diagnostics, sources).at(0);
    return std::to_string(record.line) + ':' + std::to_string(record.column);
  }

  SourceTable sources;
  SourceId id{};
  Diagnostics diagnostics;
  std::optional<Value> root;
};

TEST(Parse, EveryValueKeepsItsPlace) {
  const Parsed parsed("{ \"a\": 12,\n  \"b\": [true, null, \"x\"],\n  \"c\": {} }");
  EXPECT_EQ(parsed.place(""), "1:1-3:12");
  EXPECT_EQ(parsed.place("/a"), "1:8-1:10");
  EXPECT_EQ(parsed.place("/b"), "2:8-2:25");
  EXPECT_EQ(parsed.place("/b/0"), "2:9-2:13");
  EXPECT_EQ(parsed.place("/b/1"), "2:15-2:19");
  EXPECT_EQ(parsed.place("/b/2"), "2:21-2:24");
  EXPECT_EQ(parsed.place("/c"), "3:8-3:10");
}

TEST(Parse, KeysKeepTheirPlace) {
  const Parsed parsed("{\n\t\"ключ\": 1, \"next\": 2}");
  const Member* member = parsed.root->find_member("next");
  ASSERT_NE(member, nullptr);
  const Position at = parsed.sources.locate(parsed.id, member->key_span.begin);
  EXPECT_EQ(at.line, 2U);
  EXPECT_EQ(at.column, 13U);  // a tab, six characters, a colon, …: code points, not bytes
}

TEST(Parse, PlacesSurviveCommentsCrlfAndByteOrderMark) {
  const Parsed parsed("\xEF\xBB\xBF// Größe\r\n{ /* \"a\": 0, */ \"a\": 7 } // end");
  EXPECT_EQ(parsed.place("/a"), "2:22-2:23");
}

TEST(Parse, CommentSignsInsideStringsAreText) {
  const Parsed parsed(R"({"a": "http://x/*y*/", "b": "\"// no \\", "c": ",]"})");
  ASSERT_TRUE(parsed.root);
  EXPECT_EQ(parsed.root->find("a")->as_string(), "http://x/*y*/");
  EXPECT_EQ(parsed.root->find("b")->as_string(), "\"// no \\");
  EXPECT_EQ(parsed.root->find("c")->as_string(), ",]");
}

TEST(Parse, TrailingCommasAreAllowedOnceAfterAValue) {
  EXPECT_TRUE(Parsed("{\"a\": [1, 2, ], /* c */ }").root);
  EXPECT_TRUE(Parsed("[[],]").root);
  EXPECT_FALSE(Parsed("[,]").root);
  EXPECT_FALSE(Parsed("[1,,]").root);
  EXPECT_FALSE(Parsed("{,}").root);
  EXPECT_FALSE(Parsed("{\"a\":,}").root);
}

TEST(Parse, StrictFormHasTheSameLength) {
  const std::string text = "{\"a\":1,/*x\ny*/\r\n}//z";
  const auto strict = to_strict_json(text);
  ASSERT_TRUE(strict.has_value());
  EXPECT_EQ(*strict, "{\"a\":1    \n   \r\n}   ");
}

TEST(Parse, AgreesWithAStrictReaderOnStrictJson) {
  const std::string text =
      R"([0,-0,1.5e-3,18446744073709551615,"\u00e9\ud83d\ude00\/\b",{"x":[[]],"y":null},false])";
  const Parsed parsed(text);
  ASSERT_TRUE(parsed.root);
  EXPECT_EQ(nlohmann::json::parse(write_pretty(*parsed.root)), nlohmann::json::parse(text));
}

TEST(Parse, WholeNumbersStayExact) {
  const Parsed parsed("[9007199254740993, 18446744073709551615, 1e3, 8.0, 8.5, -1]");
  const auto& items = parsed.root->items();
  EXPECT_EQ(items[0].as_count(), 9007199254740993U);
  EXPECT_EQ(items[1].as_count(), 18446744073709551615U);
  EXPECT_EQ(items[2].as_count(), 1000U);
  EXPECT_EQ(items[3].as_count(), 8U);
  EXPECT_EQ(items[4].as_count(), std::nullopt);
  EXPECT_EQ(items[5].as_count(), std::nullopt);
  EXPECT_EQ(items[0].text(), "9007199254740993");
}

TEST(Parse, NestingEndsAtSixtyFour) {
  EXPECT_TRUE(Parsed(std::string(64, '[') + std::string(64, ']')).root);
  const Parsed deep(std::string(100'000, '['));
  EXPECT_EQ(deep.only_id(), "E109");
  EXPECT_EQ(deep.at(), "1:65");
}

TEST(Parse, TooLongTextIsRefusedUnread) {
  const Parsed parsed(std::string(longest_document + 1, ' '));
  EXPECT_EQ(parsed.only_id(), "E111");
}

TEST(Parse, EveryDuplicateIsReportedAndTheFirstKept) {
  const Parsed parsed("{\"a\": 1, \"b\": {\"c\": 1, \"c\": 2},\n\"a\": 3, \"\\u0061\": 4}");
  ASSERT_TRUE(parsed.root);
  EXPECT_EQ(parsed.root->find("a")->as_count(), 1U);
  const auto records = to_records(parsed.diagnostics, parsed.sources);
  ASSERT_EQ(records.size(), 3U);
  EXPECT_EQ(records[0].pointer, "/b/c");
  EXPECT_EQ(records[1].pointer, "/a");
  EXPECT_EQ(records[2].pointer, "/a");  // the same key, written with an escape
  EXPECT_EQ(records[2].line, 2U);
}

TEST(Parse, DuplicatesInListsNameTheElement) {
  const Parsed parsed("{\"l\": [1, {\"x\": 1, \"x\": 1}]}");
  EXPECT_EQ(to_records(parsed.diagnostics, parsed.sources).at(0).pointer, "/l/1/x");
}

TEST(Parse, SyntaxErrorStandsAlone) {
  const Parsed parsed("{\"a\": 1, \"a\": 2, \"b\" 3, \"c\" 4}");
  EXPECT_FALSE(parsed.root);
  EXPECT_EQ(parsed.only_id(), "E101");
  EXPECT_EQ(parsed.at(), "1:22");
}

struct Bad {
  const char* text;
  const char* id;
  const char* at;
};
class ParseRefuses : public testing::TestWithParam<Bad> {};

TEST_P(ParseRefuses, WithIdAndPlace) {
  const Parsed parsed(GetParam().text);
  EXPECT_FALSE(parsed.root);
  EXPECT_EQ(parsed.only_id(), GetParam().id) << GetParam().text;
  EXPECT_EQ(parsed.at(), GetParam().at) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Syntax, ParseRefuses,
    testing::Values(
        Bad{"", "E112", "1:1"}, Bad{" // only\n", "E112", "2:1"}, Bad{"{", "E102", "1:2"},
        Bad{"{\"a\"", "E102", "1:5"}, Bad{"[1, 2", "E102", "1:6"}, Bad{"[1 2]", "E101", "1:4"},
        Bad{"{\"a\" 1}", "E101", "1:6"}, Bad{"{\"a\": }", "E101", "1:7"},
        Bad{"{1: 2}", "E101", "1:2"}, Bad{"{a: 2}", "E105", "1:2"}, Bad{"[}", "E101", "1:2"},
        Bad{"{\"a\": 1 \"b\": 2}", "E101", "1:9"}, Bad{"[\"abc]", "E103", "1:2"},
        Bad{"[\"abc\n\"]", "E103", "1:2"}, Bad{"[\"C:\\dir\"]", "E103", "1:5"},
        Bad{"[\"\\u12G4\"]", "E103", "1:3"}, Bad{"[\"\\ud800\"]", "E103", "1:2"},
        Bad{"[\"a\tb\"]", "E103", "1:4"}, Bad{"[01]", "E104", "1:2"}, Bad{"[+1]", "E104", "1:2"},
        Bad{"[.5]", "E104", "1:2"}, Bad{"[5.]", "E104", "1:2"}, Bad{"[1.2.3]", "E104", "1:2"},
        Bad{"[0x1F]", "E104", "1:2"}, Bad{"[2.33GHz]", "E104", "1:2"}, Bad{"[NaN]", "E104", "1:2"},
        Bad{"[-Infinity]", "E104", "1:2"}, Bad{"[1e]", "E104", "1:2"}, Bad{"[True]", "E105", "1:2"},
        Bad{"[truely]", "E105", "1:2"}, Bad{"['a']", "E105", "1:2"}, Bad{"# x\n{}", "E105", "1:1"},
        Bad{"{ /* x }", "E106", "1:3"}, Bad{"[\"\xFF\"]", "E107", "1:3"},
        Bad{"\xFF\xFE{\0}\0", "E107", "1:1"}, Bad{"[1e400]", "E110", "1:2"},
        Bad{"[1, -1e999]", "E110", "1:5"}, Bad{"{} {}", "E113", "1:4"}, Bad{"{}}", "E113", "1:3"},
        Bad{"1 x", "E113", "1:3"}));

TEST(Parse, NulCharacterIsNoEnd) {
  const Parsed parsed(std::string("{}\0garbage", 10));
  EXPECT_FALSE(parsed.root);
  EXPECT_EQ(parsed.only_id(), "E107");
  EXPECT_EQ(parsed.at(), "1:3");
}

TEST(Parse, SecondByteOrderMarkIsRefused) {
  EXPECT_EQ(Parsed("\xEF\xBB\xBF\xEF\xBB\xBF{}").only_id(), "E107");
}

TEST(Parse, AnyCutOfAGoodTextIsOneErrorWithoutACrash) {
  const std::string text = R"({"a": [1.5e3, true, "x\u00e9"], /* c */ "b": {"c": null,},} // end)";
  ASSERT_TRUE(Parsed(text).root);
  for (std::size_t length = 0; length < text.rfind('}'); ++length) {
    const Parsed cut(text.substr(0, length));
    EXPECT_FALSE(cut.root) << length;
    EXPECT_EQ(cut.diagnostics.count(), 1U) << length;
  }
}

TEST(Parse, AnyOneByteChangeEitherParsesOrIsOneError) {
  const std::string text = R"({"a": [1.5e3, true, "x\u00e9"], "b": {"c": null}})";
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string changed = text;
      changed[i] = static_cast<char>(byte);
      const Parsed parsed(changed);
      if (!parsed.root) {
        EXPECT_EQ(parsed.diagnostics.count(), 1U) << changed;
      }
    }
  }
}

TEST(Token, NumbersFollowRfc8259) {
  for (const char* good : {"0", "-0", "10", "1.5", "1e5", "1E+5", "-1.25e-3"}) {
    EXPECT_TRUE(is_json_number(good)) << good;
  }
  for (const char* bad : {"", "-", "01", "+1", ".5", "5.", "1e", "1e+", "1.5.2", "0x1", "1_0"}) {
    EXPECT_FALSE(is_json_number(bad)) << bad;
  }
}

TEST(Value, PointersAreEscapedAndFoundAgain) {
  const Parsed parsed(R"({"a/b": {"~": [1, 2]}})");
  const Value* value = at_pointer(*parsed.root, "/a~1b/~0/1");
  ASSERT_NE(value, nullptr);
  EXPECT_EQ(value->as_count(), 2U);
  EXPECT_EQ(pointer_of(*parsed.root, *value), "/a~1b/~0/1");
  EXPECT_EQ(at_pointer(*parsed.root, "/a~1b/~0/2"), nullptr);
  EXPECT_EQ(at_pointer(*parsed.root, "/nothing"), nullptr);
}

}  // namespace
}  // namespace ocssim::scenarios
