// Each rule about text trips on a snippet that breaks it, and on nothing that only looks so.
#include "tests/tidy/text_rules.hpp"

#include "tests/tidy/fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ocssim::tidy {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::string lines_of(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += "  call();\n";
  return text;
}

std::vector<std::string> long_functions(const std::string& text) {
  return findings_of(check_function_length, tree_of({{"engine/a.cpp", text}}));
}

std::vector<std::string> banned_calls(std::string_view path, std::string_view text) {
  return findings_of(check_banned_calls, tree_of({{path, text}}));
}

TEST(Columns, HundredPassAndOneMoreTrips) {
  const std::string fits(100, 'x');
  EXPECT_THAT(findings_of(check_columns, tree_of({{"a.cpp", fits}})), IsEmpty());
  EXPECT_THAT(findings_of(check_columns, tree_of({{"a.cpp", "\n" + fits + "y"}})),
              ElementsAre("a.cpp:2: columns: 101 columns; instead: at most 100"));
}

TEST(Columns, CodePointsAreCountedAndNotBytes) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "λ";
  EXPECT_THAT(findings_of(check_columns, tree_of({{"a.cpp", text}})), IsEmpty());
}

TEST(Columns, DocumentsMayBeWide) {
  EXPECT_THAT(findings_of(check_columns, tree_of({{"a.md", std::string(200, 'x')}})), IsEmpty());
}

TEST(FunctionLength, SeventyLinesPassAndOneMoreTrips) {
  EXPECT_THAT(long_functions("void f() {\n" + lines_of(68) + "}\n"), IsEmpty());
  EXPECT_THAT(long_functions("void f() {\n" + lines_of(69) + "}\n"),
              ElementsAre(HasSubstr("engine/a.cpp:1: function-length: 71 lines")));
}

TEST(FunctionLength, ClassesAndNamespacesAreNoFunctions) {
  EXPECT_THAT(long_functions("namespace a {\nclass B final : public C<D()> {\n" +
                             std::string(100, '\n') + "};\n}\n"),
              IsEmpty());
  EXPECT_THAT(long_functions("class B {\n void f() {\n" + lines_of(69) + " }\n};\n"), SizeIs(1));
}

TEST(FunctionLength, InitializersBeforeTheBodyAreSeenThrough) {
  EXPECT_THAT(long_functions("A::A(int x) : a_{x}, b_{2} {\n" + lines_of(69) + "}\n"), SizeIs(1));
}

TEST(FunctionLength, TemplatesAndTrailingReturnsAreFunctions) {
  EXPECT_THAT(
      long_functions("template <class T>\nauto f(T x) noexcept -> int {\n" + lines_of(69) + "}\n"),
      SizeIs(1));
}

TEST(FunctionLength, TablesOfDataMayBeLong) {
  EXPECT_THAT(long_functions("constexpr std::array<Row, 2> table = {{\n" + std::string(100, '\n') +
                             "}};\n"),
              IsEmpty());
}

TEST(FunctionLength, TextInRawStringsIsDataAndCommentsAreNot) {
  std::string text, comments;
  for (int i = 0; i < 100; ++i) text += "  some text\n";
  for (int i = 0; i < 70; ++i) comments += "  // some text\n";
  EXPECT_THAT(long_functions("std::string f() {\n  return R\"(\n" + text + ")\";\n}\n"), IsEmpty());
  EXPECT_THAT(long_functions("void f() {\n" + comments + "}\n"), SizeIs(1));
}

TEST(FunctionLength, BracesInTextAndDirectivesDoNotCount) {
  EXPECT_THAT(long_functions("#define OPEN \\\n  { f() {\nvoid f() {\n  g(\"{\", '{');  // {\n}\n" +
                             std::string(100, '\n')),
              IsEmpty());
}

TEST(FileLength, SixHundredAndOneLinesTrip) {
  EXPECT_THAT(findings_of(check_file_length, tree_of({{"a.cpp", lines_of(600)}})), IsEmpty());
  EXPECT_THAT(findings_of(check_file_length, tree_of({{"a.cpp", lines_of(601)}})),
              ElementsAre(HasSubstr("file-length: 601 lines; instead: ")));
}

TEST(Prologue, NamesOfCasesSpeakForATest) {
  EXPECT_THAT(findings_of(check_prologue, tree_of({{"a_test.cpp", "#include <vector>\n"}})),
              IsEmpty());
}

TEST(Prologue, CodeMayNotComeFirst) {
  EXPECT_THAT(findings_of(check_prologue, tree_of({{"a.cpp", "#include <vector>\n"}})),
              ElementsAre(HasSubstr("a.cpp:1: prologue: ")));
  EXPECT_THAT(findings_of(check_prologue, tree_of({{"a.hpp", "// A.\n"}})),
              ElementsAre(HasSubstr("a.hpp:1: pragma-once: ")));
  EXPECT_THAT(findings_of(check_prologue, tree_of({{"a.cpp", "#include \"a.hpp\"\n"},
                                                   {"a.hpp", "// A.\n#pragma once\n"}})),
              IsEmpty());
  EXPECT_THAT(findings_of(check_prologue, tree_of({{"a.hpp", "// A.\n#pragma once\n"}})),
              IsEmpty());
}

struct Call {
  const char* code;
  const char* instead;
};
std::ostream& operator<<(std::ostream& out, const Call& call) {
  return out << call.code;
}

class BannedCall : public testing::TestWithParam<Call> {};

TEST_P(BannedCall, TripsInTheProductWithItsReplacementNamed) {
  EXPECT_THAT(banned_calls("models/a.cpp", GetParam().code),
              ElementsAre(testing::AllOf(HasSubstr("models/a.cpp:1: banned-call: "),
                                         HasSubstr(GetParam().instead))));
}

INSTANTIATE_TEST_SUITE_P(
    TextRules, BannedCall,
    testing::Values(Call{"x = std::log(y);", "elementary"}, Call{"x = std::exp (y);", "elementary"},
                    Call{"x = std::pow(y, 2);", "elementary"},
                    Call{"std::exponential_distribution<double> d(1.0);", "Stream"},
                    Call{"std::uniform_int_distribution d(1, 2);", "Stream"},
                    Call{"auto t = std::chrono::steady_clock::now();", "SimTime"},
                    Call{"auto t = std::chrono::system_clock::now();", "SimTime"},
                    Call{"std::random_device device;", "seed"},
                    Call{"static thread_local int x;", "Model"},
                    Call{"tbb::parallel_reduce(r, b);", "index order"},
                    Call{"std::sort(std::execution::par, a, b);", "index order"},
                    Call{"x = std::reduce(a, b);", "std::accumulate"},
                    Call{"std::deque<int> q;", "FifoRing"},
                    Call{"std::cout << std::endl;", "\\n"}));

TEST(BannedCalls, LookAlikesAndProseDoNotTrip) {
  EXPECT_THAT(banned_calls("models/a.cpp",
                           "x = elementary::log(y);  // never std::log(y)\n"
                           "std::logic_error e(\"std::exp(1)\");\nmy_distribution d;\n"
                           "x = std::sqrt(std::abs(y));\nusing namespace std::chrono_literals;\n"),
              IsEmpty());
}

TEST(BannedCalls, AllocatingContainersAreBannedInTheLoopOnly) {
  EXPECT_THAT(banned_calls("engine/stats/a.cpp", "std::deque<int> q;\n"), IsEmpty());
  EXPECT_THAT(banned_calls("scenarios/document/a.cpp", "std::deque<int> q;\n"), IsEmpty());
  EXPECT_THAT(banned_calls("engine/a.cpp", "std::deque<int> q;\n"), SizeIs(1));
}

TEST(BannedCalls, TerminalAndTestsMayLookAtTheClock) {
  const std::string_view code = "auto t = std::chrono::steady_clock::now();\n";
  EXPECT_THAT(banned_calls("cli/a.cpp", code), IsEmpty());
  EXPECT_THAT(banned_calls("bench/a.cpp", code), IsEmpty());
}

TEST(UnorderedIteration, LoopsTripAndLookUpsDoNot) {
  const auto loop = tree_of({{"models/a.cpp",
                              "std::unordered_map<int, std::vector<int>> seen;\n"
                              "for (const auto& [k, v] : seen) f(k);\n"
                              "auto i = seen.begin();\n"
                              "auto j = seen.find(2) != seen.end();\n"}});
  EXPECT_THAT(findings_of(check_unordered_iteration, loop),
              ElementsAre(HasSubstr("models/a.cpp:2: "), HasSubstr("models/a.cpp:3: ")));
}

TEST(UnorderedIteration, MembersDeclaredInTheHeaderAreKnown) {
  const auto tree = tree_of({{"models/a.hpp", "std::unordered_set<int> ids_;\n"},
                             {"models/a.cpp", "for (int id : ids_) f(id);\n"}});
  EXPECT_THAT(findings_of(check_unordered_iteration, tree),
              ElementsAre(HasSubstr("models/a.cpp:1: unordered-iteration: ")));
}

TEST(Words, UnfinishedWorkTripsInCodeAndInDocuments) {
  const std::string mark =
      "TO"
      "DO";
  EXPECT_THAT(findings_of(check_words, tree_of({{"a.cpp", "// " + mark + ": later\n"},
                                                {"docs/a.md",
                                                 "FIX"
                                                 "ME\n"}})),
              ElementsAre(HasSubstr("a.cpp:1: unfinished: "), HasSubstr("docs/a.md:1: ")));
  EXPECT_THAT(findings_of(check_words, tree_of({{"a.cpp", "method " + mark + "S\n"}})), IsEmpty());
}

TEST(Words, PathsOfOneMachineTrip) {
  EXPECT_THAT(findings_of(check_words, tree_of({{"a.sh",
                                                 "cd /wo"
                                                 "rk/x\n"},
                                                {"b.md",
                                                 "see ../sh"
                                                 "ared/x\n"}})),
              ElementsAre(HasSubstr("a.sh:1: machine-path: "), HasSubstr("b.md:1: ")));
}

TEST(BuildFiles, GlobbingDownloadingAndFastMathTrip) {
  const auto tree = tree_of({{"engine/CMakeLists.txt",
                              "file(GLOB files *.cpp)\n# FetchContent is not used\n"
                              "FetchContent_Declare(x)\ninclude(FetchContent)\n"
                              "add_compile_options(-ffast-math)\n"}});
  EXPECT_THAT(findings_of(check_build_files, tree),
              ElementsAre(HasSubstr("engine/CMakeLists.txt:1: build: GLOB; "),
                          HasSubstr("engine/CMakeLists.txt:4: build: FetchContent; "),
                          HasSubstr("engine/CMakeLists.txt:5: build: -ffast-math; ")));
}

}  // namespace
}  // namespace ocssim::tidy
