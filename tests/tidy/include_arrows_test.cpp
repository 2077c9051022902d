// Every arrow that must not exist trips the rule, every arrow that may exist does not.
#include "tests/tidy/include_arrows.hpp"

#include "tests/tidy/fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ocssim::tidy {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Case {
  const char* includer;
  const char* directive;
};
std::ostream& operator<<(std::ostream& out, const Case& c) {
  return out << c.includer << " with " << c.directive;
}

SourceTree tree_with(const Case& c) {
  const std::string text = "// Prologue.\n" + std::string(c.directive) + "\n";
  SourceTree tree = tree_of({{"engine/time.hpp", ""},
                             {"engine/simulation.hpp", ""},
                             {"engine/trace_sink.hpp", ""},
                             {"engine/random/elementary.hpp", ""},
                             {"engine/stats/tally.hpp", ""},
                             {"engine/stats/results.hpp", ""},
                             {"models/port.hpp", ""},
                             {"models/theory/mmc.hpp", ""},
                             {"models/queueing/station.hpp", ""},
                             {"models/clients/population.hpp", ""},
                             {"models/clients/clients.hpp", ""},
                             {"scenarios/model/scenario.hpp", ""},
                             {"study/plan.hpp", ""},
                             {"reports/terminal.hpp", ""},
                             {"reports/store/store.hpp", ""},
                             {"cli/clock.hpp", ""},
                             {"tests/tidy/fixture.hpp", ""},
                             {"bench/hold.hpp", ""}});
  tree[c.includer] = make_source_file(c.includer, text);
  return tree;
}

class Refused : public testing::TestWithParam<Case> {};

TEST_P(Refused, NamesFileLineAndWhatToDo) {
  const auto found = findings_of(check_include_arrows, tree_with(GetParam()));
  EXPECT_THAT(found, ElementsAre(testing::AllOf(
                         HasSubstr(std::string(GetParam().includer) + ":2: include-arrow: "),
                         HasSubstr("instead: "))));
}

INSTANTIATE_TEST_SUITE_P(
    IncludeArrows, Refused,
    testing::Values(Case{"engine/a.cpp", "#include \"models/port.hpp\""},
                    Case{"engine/a.cpp", "#include <nlohmann/json.hpp>"},
                    Case{"engine/a.cpp", "#include <Eigen/Dense>"},
                    Case{"engine/a.cpp", "#include <tbb/parallel_for.h>"},
                    Case{"engine/a.cpp", "#include <Random123/philox.h>"},
                    Case{"engine/a.cpp", "#include <fstream>"},
                    Case{"engine/a.cpp", "#include <unistd.h>"},
                    Case{"engine/experiment/a.cpp", "#include <tbb/parallel_for.h>"},
                    Case{"engine/stats/a.cpp", "#include \"engine/simulation.hpp\""},
                    Case{"engine/random/a.cpp", "#include \"engine/simulation.hpp\""},
                    Case{"models/theory/a.cpp", "#include \"engine/simulation.hpp\""},
                    Case{"models/theory/a.cpp", "#include \"models/queueing/station.hpp\""},
                    Case{"models/queueing/a.cpp", "#include \"models/clients/population.hpp\""},
                    Case{"models/balancer/a.cpp", "#include \"models/clients/population.hpp\""},
                    Case{"models/balancer/a.cpp", "#include <nlohmann/json.hpp>"},
                    Case{"models/balancer/a.cpp", "#include \"scenarios/model/scenario.hpp\""},
                    Case{"scenarios/model/a.cpp", "#include <nlohmann/json.hpp>"},
                    Case{"scenarios/document/a.cpp", "#include <boost/graph/adjacency_list.hpp>"},
                    Case{"scenarios/model/a.cpp", "#include \"engine/stats/results.hpp\""},
                    Case{"scenarios/model/a.cpp", "#include \"reports/terminal.hpp\""},
                    Case{"study/a.cpp", "#include \"reports/terminal.hpp\""},
                    Case{"study/a.cpp", "#include \"cli/clock.hpp\""},
                    Case{"study/a.cpp", "#include <CLI/CLI.hpp>"},
                    Case{"reports/a.cpp", "#include \"scenarios/model/scenario.hpp\""},
                    Case{"reports/a.cpp", "#include \"engine/trace_sink.hpp\""},
                    Case{"reports/store/a.cpp", "#include \"reports/terminal.hpp\""},
                    Case{"reports/store/a.cpp", "#include <sqlite3.h>"},
                    Case{"cli/a.cpp", "#include \"tests/tidy/fixture.hpp\""},
                    Case{"cli/a.cpp", "#include <nlohmann/json.hpp>"},
                    Case{"tests/a.cpp", "#include \"bench/hold.hpp\""},
                    Case{"engine/a.cpp", "#include \"time.hpp\""},
                    Case{"engine/a.cpp", "#include <unknown/library.hpp>"},
                    Case{"tests/a.cpp", "#include \"gtest/gtest.h\""}));

class Allowed : public testing::TestWithParam<Case> {};

TEST_P(Allowed, FindsNothing) {
  EXPECT_THAT(findings_of(check_include_arrows, tree_with(GetParam())), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    IncludeArrows, Allowed,
    testing::Values(Case{"engine/a.cpp", "#include \"engine/time.hpp\""},
                    Case{"engine/a.cpp", "#include <vector>"},
                    Case{"engine/a.cpp", "// #include \"models/port.hpp\""},
                    Case{"engine/experiment/parallel.cpp", "#include <tbb/parallel_for.h>"},
                    Case{"engine/experiment/a.cpp", "#include <Eigen/Dense>"},
                    Case{"engine/random/a.cpp", "#include <Random123/philox.h>"},
                    Case{"models/theory/a.cpp", "#include \"engine/random/elementary.hpp\""},
                    Case{"models/clients/a.cpp", "#include \"models/port.hpp\""},
                    Case{"models/clients/a.cpp", "#include \"models/queueing/station.hpp\""},
                    Case{"models/balancer/a.cpp", "#include \"models/clients/clients.hpp\""},
                    Case{"scenarios/document/a.cpp", "#include <nlohmann/json.hpp>"},
                    Case{"scenarios/topology/a.cpp", "#include <boost/graph/adjacency_list.hpp>"},
                    Case{"scenarios/a.cpp", "#include \"scenarios/embedded_files.inc\""},
                    Case{"study/a.cpp", "#include \"reports/store/store.hpp\""},
                    Case{"reports/trace/a.cpp", "#include \"engine/trace_sink.hpp\""},
                    Case{"reports/export/a.cpp", "#include <sqlite3.h>"},
                    Case{"cli/a.cpp", "#include <unistd.h>"},
                    Case{"cli/a.cpp", "#include <CLI/CLI.hpp>"},
                    Case{"bench/a.cpp", "#include \"bench/hold.hpp\""}));

TEST(HeavyHeaders, HeaderMayNotIncludeThem) {
  const auto tree = tree_of({{"scenarios/document/parse.hpp", "#include <nlohmann/json.hpp>\n"}});
  EXPECT_THAT(findings_of(check_heavy_headers, tree),
              ElementsAre(HasSubstr("scenarios/document/parse.hpp:1: heavy-header: ")));
}

TEST(HeavyHeaders, SecondFileOfAFolderIsRefused) {
  const auto tree = tree_of(
      {{"cli/a.cpp", "#include <CLI/CLI.hpp>\n"}, {"cli/b.cpp", "#include <CLI/CLI.hpp>\n"}});
  EXPECT_THAT(findings_of(check_heavy_headers, tree),
              ElementsAre(HasSubstr("cli/b.cpp:1: heavy-header: CLI11 is included by cli/a.cpp")));
}

TEST(HeavyHeaders, OneFileInEachAllowedFolderIsEnough) {
  const auto tree = tree_of({{"reports/json.cpp", "#include <nlohmann/json.hpp>\n"},
                             {"reports/store/file.cpp", "#include <nlohmann/json.hpp>\n"},
                             {"scenarios/document/parse.cpp", "#include <nlohmann/json.hpp>\n"},
                             {"tests/a.cpp", "#include <nlohmann/json.hpp>\n"},
                             {"tests/b.cpp", "#include <nlohmann/json.hpp>\n"}});
  EXPECT_THAT(findings_of(check_heavy_headers, tree), IsEmpty());
}

}  // namespace
}  // namespace ocssim::tidy
