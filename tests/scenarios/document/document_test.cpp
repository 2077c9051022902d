// Layers of a scenario: extends, file, overlays, --set; every value knows its origin.
#include "scenarios/document/document.hpp"

#include "scenarios/document/merge.hpp"
#include "scenarios/document/parse.hpp"
#include "scenarios/document/render.hpp"
#include "scenarios/document/write.hpp"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <map>

namespace ocssim::scenarios {
namespace {

using Files = std::map<std::string, std::string, std::less<>>;

Document load(const Files& files, const LoadRequest& request) {
  return load_document(request, [&files](std::string_view name, std::string_view) {
    const auto found = files.find(name);
    return found == files.end() ? std::nullopt
                                : std::optional(SourceText{found->first, found->second});
  });
}

std::string ids(const Document& document) {
  std::string result;
  for (const DiagnosticRecord& record : to_records(document.diagnostics, document.sources)) {
    result += record.file + ':' + std::to_string(record.line) + ':' +
              std::to_string(record.column) + ' ' + record.id + ' ';
  }
  return result;
}

std::string origin(const Document& document, std::string_view pointer) {
  const Value* value = at_pointer(document.root, pointer);
  return value == nullptr ? "none" : document.origin_of(*value);
}

TEST(Document, LayersOverrideInOrder) {
  const Files files{
      {"base1", R"({"a": 1, "b": 1, "c": 1, "d": 1, "e": 1})"},
      {"base2", R"({"b": 2, "c": 2, "d": 2, "e": 2})"},
      {"main", "{\"extends\": [\"base1\", \"base2\"],\n \"c\": 3, \"d\": 3, \"e\": 3}"},
      {"over", R"({"d": 4, "e": 4})"}};
  const Document document = load(files, {"main", {"over"}, {"e=5"}});
  EXPECT_EQ(ids(document), "");
  EXPECT_EQ(write_canonical(document.root), R"({"a":1,"b":2,"c":3,"d":4,"e":5})");
  EXPECT_EQ(origin(document, "/a"), "base1:1:7");
  EXPECT_EQ(origin(document, "/b"), "base2:1:7");
  EXPECT_EQ(origin(document, "/c"), "main:2:7");
  EXPECT_EQ(origin(document, "/d"), "over:1:7");
  EXPECT_EQ(origin(document, "/e"), "--set e=5");
}

TEST(Document, ExtendsOfExtendsComeFirst) {
  const Files files{{"grand", R"({"a": 1, "b": 1, "c": 1})"},
                    {"base", R"({"extends": ["grand"], "b": 2, "c": 2})"},
                    {"main", R"({"extends": ["base"], "c": 3})"}};
  EXPECT_EQ(write_canonical(load(files, {"main", {}, {}}).root), R"({"a":1,"b":2,"c":3})");
}

TEST(Document, OneBaseMayComeTwiceWithoutBeingACycle) {
  const Files files{{"base", R"({"a": 1})"},
                    {"left", R"({"extends": ["base"], "b": 2})"},
                    {"main", R"({"extends": ["base", "left"]})"}};
  const Document document = load(files, {"main", {}, {}});
  EXPECT_EQ(ids(document), "");
  EXPECT_EQ(write_canonical(document.root), R"({"a":1,"b":2})");
}

TEST(Document, CycleIsReportedWhereItCloses) {
  const Files files{{"a", "{\"extends\": [\"b\"]}"}, {"b", "{\n\"extends\": [\"a\"]}"}};
  EXPECT_EQ(ids(load(files, {"a", {}, {}})), "b:2:13 E124 ");
}

TEST(Document, EndlessChainOfBasesEnds) {
  Files files;
  for (int i = 0; i < 40; ++i) {
    files[std::to_string(i)] = "{\"extends\": [\"" + std::to_string(i + 1) + "\"]}";
  }
  EXPECT_EQ(ids(load(files, {"0", {}, {}})), "15:1:14 E124 ");
}

TEST(Document, BadExtendsAreReportedOneByOne) {
  const Files files{{"main", R"({"extends": ["none", 3], "a": 1})"}, {"m2", R"({"extends": "x"})"}};
  const Document document = load(files, {"main", {}, {}});
  EXPECT_EQ(ids(document), "main:1:14 E123 main:1:22 E122 ");
  EXPECT_EQ(write_canonical(document.root), R"({"a":1})");
  EXPECT_EQ(ids(load(files, {"m2", {}, {}})), "m2:1:13 E122 ");
}

// Found by fuzzing: --set extends=… was taken, shown by `show`, and nothing was extended.
TEST(Document, ExtendsIsReadOnlyInAScenariosOwnFile) {
  const Files files{{"main", R"({"a": 1, "cases": [{"name": "c", "change": {"extends": ["x"]}}]})"},
                    {"over", R"({"extends": ["x"]})"}};
  EXPECT_EQ(ids(load(files, {"main", {"over"}, {}})), "over:1:13 E122 ");
  EXPECT_EQ(ids(load(files, {"main", {}, {R"(extends=["x"])"}})), "--set:1:9 E122 ");
  EXPECT_EQ(ids(load(files, {"main", {}, {}, "c"})), "main:1:56 E122 ");
  // Likewise the cases: what is left of them would be written without what they change.
  EXPECT_EQ(ids(load(files, {"main", {}, {"cases[0].name="}})), "--set:1:1 E133 ");
}

TEST(Document, SyntaxErrorInALayerLeavesTheOthersToBeJudged) {
  const Files files{
      {"main", R"({"a": 1, "a": 2})"}, {"over", "{"}, {"bad", R"({"extends": ["over"]})"}};
  EXPECT_EQ(ids(load(files, {"main", {"over"}, {}})), "main:1:10 E108 over:1:2 E102 ");
  const Document document = load(files, {"bad", {}, {}});
  EXPECT_EQ(ids(document), "over:1:2 E102 ");
  EXPECT_TRUE(document.is_partial);
  EXPECT_FALSE(load(files, {"over", {}, {}}).is_readable());
}

TEST(Document, RootMustBeAnObject) {
  EXPECT_EQ(ids(load({{"main", "[1]"}}, {"main", {}, {}})), "main:1:1 E121 ");
}

TEST(Document, MissingFileOfTheCommandLineIsNoDiagnostic) {
  EXPECT_THROW(load({}, {"main", {}, {}}), FileError);
  EXPECT_THROW(load({{"main", "{}"}}, {"main", {"over"}, {}}), FileError);
}

TEST(Set, ValueIsJsonOrText) {
  const Files files{{"main", "{}"}};
  const auto set = [&](const std::string& value) {
    return write_canonical(load(files, {"main", {}, {"a=" + value}}).root);
  };
  EXPECT_EQ(set("50000"), R"({"a":50000})");
  EXPECT_EQ(set("true"), R"({"a":true})");
  EXPECT_EQ(set("20 min"), R"({"a":"20 min"})");
  EXPECT_EQ(set("per_tuple"), R"({"a":"per_tuple"})");
  EXPECT_EQ(set("\"12\""), R"({"a":"12"})");
  EXPECT_EQ(set("[1, 2,]"), R"({"a":[1,2]})");
  EXPECT_EQ(set("a=b"), R"({"a":"a=b"})");  // split at the first '='
  EXPECT_EQ(set("http://x"), R"({"a":"http://x"})");
  EXPECT_EQ(set(""), R"({"a":""})");
  EXPECT_EQ(set("null"), "{}");
}

TEST(Set, FaultsPointIntoTheArgument) {
  const Files files{{"main", R"({"a": 1})"}};
  EXPECT_EQ(ids(load(files, {"main", {}, {"a"}})), "--set:1:1 E131 ");
  EXPECT_EQ(ids(load(files, {"main", {}, {"a..b=1"}})), "--set:1:3 E132 ");
  EXPECT_EQ(ids(load(files, {"main", {}, {"a.b=1"}})), "--set:1:3 E133 ");
  EXPECT_EQ(ids(load(files, {"main", {}, {"b={\"x\" 1}"}})), "--set:1:8 E101 ");
  EXPECT_EQ(ids(load(files, {"main", {}, {"=1", "b.=2"}})), "--set:1:1 E132 --set:1:3 E132 ");
}

// Found by fuzzing: a key of other bytes was shown in a resolved form that nobody could read.
// Found by fuzzing: a path of a hundred steps was taken, and its resolved form could not be read.
TEST(Set, IsNoDeeperThanATextMayBe) {
  const Files files{{"main", "{}"}};
  std::string path = "x";
  for (std::size_t step = 1; step < deepest_nesting; ++step) path += ".y";
  const Document deepest = load(files, {"main", {}, {path + "=1"}});
  EXPECT_EQ(ids(deepest), "");
  const Files again{{"main", write_canonical(deepest.root)}};
  EXPECT_EQ(ids(load(again, {"main", {}, {}})), "");
  EXPECT_EQ(ids(load(files, {"main", {}, {path + ".y=1"}})), "--set:1:1 E109 ");
  EXPECT_EQ(ids(load(files, {"main", {}, {path + "=[]"}})), "--set:1:1 E109 ");
}

TEST(Set, IsTextInUtf8) {
  const Files files{{"main", "{}"}};
  EXPECT_EQ(ids(load(files, {"main", {}, {"x-a\xE9=1"}})), "--set:1:4 E107 ");
  EXPECT_EQ(ids(load(files, {"main", {}, {"name=\xFF"}})), "--set:1:6 E107 ");
  EXPECT_EQ(ids(load(files, {"main",
                             {},
                             {"\xEF\xBB\xBF"
                              "a=1"}})),
            "--set:1:1 E107 ");
  EXPECT_EQ(ids(load(files, {"main", {}, {std::string("a\0=1", 4)}})), "--set:1:2 E107 ");
}

TEST(Set, KeysPointIntoTheArgument) {
  const Document document = load({{"main", "{}"}}, {"main", {}, {"ab.cd=1"}});
  const Member* member = document.root.find("ab")->find_member("cd");
  ASSERT_NE(member, nullptr);
  EXPECT_EQ(document.sources.text_of(member->key_span), "cd");
  EXPECT_EQ(document.sources.text_of(member->value.span()), "1");
}

// RFC 7396, appendix A.
struct Patch {
  const char *target, *patch, *result;
};
class MergePatch : public testing::TestWithParam<Patch> {};

TEST_P(MergePatch, GivesTheResultOfTheStandard) {
  const auto tree = [](const char* text) {
    return parse_document({"t", "{\"v\":" + std::string(text) + "}"}).root;
  };
  Value target = *tree(GetParam().target).find("v");
  merge_patch(target, *tree(GetParam().patch).find("v"));
  EXPECT_EQ(write_canonical(target), GetParam().result);
}

INSTANTIATE_TEST_SUITE_P(
    Rfc7396, MergePatch,
    testing::Values(Patch{R"({"a":"b"})", R"({"a":"c"})", R"({"a":"c"})"},
                    Patch{R"({"a":"b"})", R"({"b":"c"})", R"({"a":"b","b":"c"})"},
                    Patch{R"({"a":"b"})", R"({"a":null})", "{}"},
                    Patch{R"({"a":"b","b":"c"})", R"({"a":null})", R"({"b":"c"})"},
                    Patch{R"({"a":["b"]})", R"({"a":"c"})", R"({"a":"c"})"},
                    Patch{R"({"a":"c"})", R"({"a":["b"]})", R"({"a":["b"]})"},
                    Patch{R"({"a":{"b":"c"}})", R"({"a":{"b":"d","c":null}})",
                          R"({"a":{"b":"d"}})"},
                    Patch{R"({"a":[{"b":"c"}]})", R"({"a":[1]})", R"({"a":[1]})"},
                    Patch{R"(["a","b"])", R"(["c","d"])", R"(["c","d"])"},
                    Patch{R"({"a":"b"})", R"(["c"])", R"(["c"])"},
                    Patch{R"({"a":"foo"})", "null", "null"},
                    Patch{R"({"a":"foo"})", R"("bar")", R"("bar")"},
                    Patch{R"({"e":null})", R"({"a":1})", R"({"a":1,"e":null})"},
                    Patch{R"([1,2])", R"({"a":"b","c":null})", R"({"a":"b"})"},
                    Patch{"{}", R"({"a":{"bb":{"ccc":null}}})", R"({"a":{"bb":{}}})"}));

TEST(Document, DefaultsCountOnlyWhereTheTreeHasNone) {
  Document document = load({{"main", R"({"a": {"x": 1}})"}}, {"main", {}, {}});
  const SourceId profile = document.sources.add("p", SourceKind::profile, "{}");
  Value defaults = Value::make_object({profile, 0, 2});
  defaults.set("b", {profile, 0, 1}, Value::make_number(2.0, {profile, 1, 2}));
  Value inner = Value::make_object({profile, 0, 2});
  inner.set("x", {}, Value::make_number(9.0, {profile, 0, 2}));
  inner.set("y", {}, Value::make_number(8.0, {profile, 0, 2}));
  defaults.set("a", {}, std::move(inner));
  document.merge_under(std::move(defaults));
  EXPECT_EQ(write_canonical(document.root), R"({"a":{"x":1,"y":8},"b":2})");
  EXPECT_EQ(origin(document, "/a/x"), "main:1:13");
  EXPECT_EQ(origin(document, "/b"), "p:1:2");
}

TEST(ReadSourceFile, NamesAreRelativeToTheFileThatMentionsThem) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(testing::TempDir()) / "ocssim_read_source_file";
  fs::create_directories(folder / "sub");
  std::ofstream(folder / "base.json") << "{\"a\": 1}";
  std::ofstream(folder / "sub" / "main.json") << "{\"extends\": [\"../base.json\"], \"b\": 2}";
  const Document document =
      load_document({(folder / "sub" / "main.json").string(), {}, {}}, read_source_file);
  EXPECT_EQ(write_canonical(document.root), R"({"a":1,"b":2})");
  EXPECT_FALSE(read_source_file((folder / "none.json").string(), "").has_value());
  EXPECT_THROW((void)read_source_file(folder.string(), ""), FileError);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace ocssim::scenarios
