// Canonical bytes depend on the values alone.
#include "scenarios/document/write.hpp"

#include "scenarios/document/document.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace ocssim::scenarios {
namespace {

Value tree(std::string text) {
  return parse_document({"t", std::move(text)}).root;
}

TEST(Write, CanonicalFormIgnoresOrderBlanksCommentsAndSpelling) {
  const std::string expected = R"({"a":1000,"b":[0.1,"ü"],"c":{}})";
  EXPECT_EQ(write_canonical(tree(R"({"b":[0.10,"\u00fc"],"a":1e3,"c":{}})")), expected);
  EXPECT_EQ(write_canonical(tree("{ \"c\": { }, // x\n \"a\": 1000.0, \"b\": [1e-1, \"ü\",], }")),
            expected);
}

TEST(Write, CanonicalKeysAreSortedByBytes) {
  EXPECT_EQ(write_canonical(tree(R"({"b":1,"B":2,"a_":3,"a":4,"é":5})")),
            R"({"B":2,"a":4,"a_":3,"b":1,"é":5})");
}

TEST(Write, WholeNumbersOf64BitsStayExact) {
  EXPECT_EQ(write_canonical(tree(R"({"x":[18446744073709551615,9007199254740993,-7,2.5]})")),
            R"({"x":[18446744073709551615,9007199254740993,-7,2.5]})");
}

TEST(Write, PrettyFormKeepsOrderAndSpelling) {
  EXPECT_EQ(write_pretty(tree(R"({"b":1.50,"a":[1,{}],"c":[]})")),
            "{\n  \"b\": 1.50,\n  \"a\": [\n    1,\n    {}\n  ],\n  \"c\": []\n}\n");
}

TEST(Write, ControlCharactersAreEscapedAsAStrictReaderExpects) {
  std::string text;
  for (char c = 1; c < 127; ++c) text += c;
  EXPECT_EQ(nlohmann::json::parse(json_quoted(text + "ü😀")), text + "ü😀");
}

TEST(Write, BothFormsReadBackToTheSameTree) {
  const Value value = tree(R"({"s":"a\"\\\n\u0001","n":[-0.0,1e-7,123456789012],"t":[true,null]})");
  EXPECT_EQ(write_canonical(tree(write_pretty(value))), write_canonical(value));
  EXPECT_EQ(write_canonical(tree(write_canonical(value))), write_canonical(value));
}

}  // namespace
}  // namespace ocssim::scenarios
