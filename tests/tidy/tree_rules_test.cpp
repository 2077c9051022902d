// Dead files, unclear names and gaps between decisions are found.
#include "tests/tidy/tree_rules.hpp"

#include "tests/tidy/fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ocssim::tidy {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view whole_decision =
    "# T\n## Context\n## Decision\n## Alternatives\n## Consequences\n";

TEST(DeadFiles, FileThatNoListNamesTrips) {
  const auto tree = tree_of({{"engine/CMakeLists.txt", "add_library(e a.cpp random/b.cpp)\n"},
                             {"engine/a.cpp", ""},
                             {"engine/random/b.cpp", ""},
                             {"engine/random/a.cpp", ""},
                             {"engine/aa.cpp", ""}});
  EXPECT_THAT(findings_of(check_dead_files, tree),
              ElementsAre(HasSubstr("engine/aa.cpp:0: dead-file: "),
                          HasSubstr("engine/random/a.cpp:0: dead-file: ")));
}

TEST(DeadFiles, ListsMayUseTheSourceFolderAndCommentsDoNotCount) {
  const auto tree = tree_of({{"cli/CMakeLists.txt",
                              "add_executable(x ${CMAKE_CURRENT_SOURCE_DIR}/main.cpp\n"
                              "  # old.cpp\n)\n"},
                             {"cli/main.cpp", ""},
                             {"cli/old.cpp", ""}});
  EXPECT_THAT(findings_of(check_dead_files, tree),
              ElementsAre(HasSubstr("cli/old.cpp:0: dead-file: ")));
}

TEST(DeadFiles, HeadersOfTestsLiveByBeingIncluded) {
  const auto tree = tree_of({{"tests/CMakeLists.txt", "ocssim_test(NAME a SOURCES a_test.cpp)\n"},
                             {"tests/a_test.cpp", "#include \"tests/alive.hpp\"\n"},
                             {"tests/alive.hpp", ""},
                             {"tests/dead.hpp", ""}});
  EXPECT_THAT(findings_of(check_dead_files, tree),
              ElementsAre(HasSubstr("tests/dead.hpp:0: dead-file: ")));
}

TEST(Names, FilesAndFoldersThatSayNothingTrip) {
  const auto tree =
      tree_of({{"engine/utils.hpp", ""}, {"models/common/x.cpp", ""}, {"engine/utility.hpp", ""}});
  EXPECT_THAT(findings_of(check_names, tree),
              ElementsAre(HasSubstr("engine/utils.hpp:0: names: "),
                          HasSubstr("models/common/x.cpp:0: names: ")));
}

TEST(Decisions, NumbersWithoutGapsAndAllHeadingsPass) {
  EXPECT_THAT(findings_of(check_decisions, tree_of({{"docs/decisions/0001-a.md", whole_decision},
                                                    {"docs/decisions/0002-b.md", whole_decision}})),
              IsEmpty());
}

TEST(Decisions, GapTrips) {
  EXPECT_THAT(findings_of(check_decisions, tree_of({{"docs/decisions/0001-a.md", whole_decision},
                                                    {"docs/decisions/0003-b.md", whole_decision}})),
              ElementsAre(HasSubstr("docs/decisions/0003-b.md:0: decisions: number 0002")));
}

TEST(Decisions, NumberUsedTwiceTrips) {
  EXPECT_THAT(findings_of(check_decisions, tree_of({{"docs/decisions/0001-a.md", whole_decision},
                                                    {"docs/decisions/0001-b.md", whole_decision}})),
              ElementsAre(HasSubstr("docs/decisions/0001-b.md:0: decisions: number 0002")));
}

TEST(Decisions, MissingHeadingTrips) {
  EXPECT_THAT(
      findings_of(check_decisions, tree_of({{"docs/decisions/0001-a.md",
                                             "## Context\n## Decision\n## Consequences\n"}})),
      ElementsAre(HasSubstr("no heading '## Alternatives'")));
}

TEST(ModelsPage, FolderThatItDoesNotNameTrips) {
  const auto tree = tree_of({{"docs/models.md", "| web (`models/web`) |\n"},
                             {"models/pool.hpp", ""},
                             {"models/voice/call.cpp", ""},
                             {"models/voice/call.hpp", ""},
                             {"models/web/web.cpp", ""}});
  EXPECT_THAT(
      findings_of(check_models_page, tree),
      ElementsAre(HasSubstr("docs/models.md:0: models-page: nothing about 'models/voice'")));
}

TEST(AllRules, EveryRuleIsAskedAndFindingsComeInOrder) {
  SourceTree tree = tree_of(
      {{"CMakeLists.txt", "file(GLOB x *)\n"},
       {"docs/decisions/0002-b.md", whole_decision},
       {"docs/models.md", ""},
       {"models/voice/call.json", ""},
       {"engine/utils.hpp", "#include <CLI/CLI.hpp>\nauto x = std::log(2);\n"},
       {"scenarios/topology/a.hpp", "// A.\n#pragma once\n#include <boost/graph/x.hpp>\n"}});
  std::string text = "// " + std::string(100, 'x') + "\nstd::unordered_set<int> s;\n" +
                     "// FIX"
                     "ME\nvoid f() {\nfor (int i : s) {}\n" +
                     std::string(600, '\n') + "}\n";
  tree["engine/a.cpp"] = make_source_file("engine/a.cpp", text);
  const Findings findings = check_all(tree);
  std::vector<std::string> rules;
  for (const Finding& finding : findings) rules.push_back(finding.rule);
  for (const char* rule :
       {"columns", "function-length", "file-length", "prologue", "pragma-once", "banned-call",
        "unordered-iteration", "unfinished", "build", "include-arrow", "heavy-header", "dead-file",
        "names", "decisions", "models-page"}) {
    EXPECT_THAT(rules, Contains(std::string(rule)));
  }
  for (std::size_t i = 1; i < findings.size(); ++i) {
    EXPECT_LE(findings[i - 1].path, findings[i].path);
  }
}

}  // namespace
}  // namespace ocssim::tidy
