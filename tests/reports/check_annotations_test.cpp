// Findings of `check` as SARIF, as annotations of GitHub Actions, and the picture of the topology.
#include "reports/check_report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace ocssim::reports {
namespace {

using testing::HasSubstr;
using testing::Not;

CheckAnswer sample() {
  CheckAnswer answer;
  answer.scenario_name = "pool";
  answer.findings = {{.id = "LB-03",
                      .severity = "error",
                      .text = "100 % of ports: too few,\nby far",
                      .component = "/load_balancer/snat/addresses"},
                     {.id = "BE-07", .severity = "info", .text = "shared", .component = "/sql"}};
  answer.places = {{.file = "a,b.json", .line = 12, .column = 5}, {.file = "a,b.json"}};
  answer.rules = {{.id = "LB-03", .severity = "error", .title = "one address", .explanation = "x"}};
  answer.nodes = {{.name = "clients", .role = "clients", .utilization = 0.0, .limited_by = {}},
                  {.name = "a \"b\"", .role = "sql", .utilization = 0.91, .limited_by = "sql.cpu"}};
  answer.edges = {{.from = 0, .to = 1, .carries = "calls"}};
  return answer;
}

TEST(CheckSarif, HasRulesLevelsAndPlaces) {
  const auto sarif = nlohmann::json::parse(check_sarif(sample()));
  EXPECT_EQ(sarif["version"], "2.1.0");
  const auto& run = sarif["runs"][0];
  EXPECT_EQ(run["tool"]["driver"]["name"], "ocssim");
  EXPECT_EQ(run["tool"]["driver"]["rules"][0]["id"], "LB-03");
  ASSERT_EQ(run["results"].size(), 2u);
  EXPECT_EQ(run["results"][0]["ruleId"], "LB-03");
  EXPECT_EQ(run["results"][0]["level"], "error");
  EXPECT_EQ(run["results"][1]["level"], "note");
  const auto& place = run["results"][0]["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"]["uri"], "a,b.json");
  EXPECT_EQ(place["region"]["startLine"], 12);
  EXPECT_EQ(place["region"]["startColumn"], 5);
  const auto& nowhere = run["results"][1]["locations"][0]["physicalLocation"];
  EXPECT_FALSE(nowhere.contains("region"));
}

TEST(CheckSarif, APathIsAReferenceThatAUriCanBe) {
  const auto uri_of = [](std::string file) {
    CheckAnswer answer = sample();
    answer.places[0].file = std::move(file);
    const auto sarif = nlohmann::json::parse(check_sarif(answer));
    const auto& place = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    return place["artifactLocation"]["uri"].get<std::string>();
  };
  EXPECT_EQ(uri_of("a b/100%?#[x].json"), "a%20b/100%25%3F%23%5Bx%5D.json");
  EXPECT_EQ(uri_of("gr\xC3\xB6\xC3\x9F\xFF\n.json"), "gr%C3%B6%C3%9F%FF%0A.json");
  EXPECT_EQ(uri_of("javascript:alert(1)"), "./javascript:alert(1)");
  EXPECT_EQ(uri_of("shipped:mmc-knee.json"), "shipped:mmc-knee.json");
}

TEST(CheckSarif, TextsOfOthersStayTexts) {
  CheckAnswer answer = sample();
  answer.findings[0].text = "\"}],\x1b[2J\n\xFF";
  const auto sarif = nlohmann::json::parse(check_sarif(answer));
  EXPECT_EQ(sarif["runs"][0]["results"][0]["message"]["text"], "\"}],\x1b[2J\n\xEF\xBF\xBD");
}

TEST(CheckGithub, OneEscapedLineAFinding) {
  EXPECT_EQ(check_github(sample()),
            "::error file=a%2Cb.json,line=12,col=5,title=LB-03::100 %25 of ports: too few,%0Aby "
            "far (/load_balancer/snat/addresses)\n"
            "::notice file=a%2Cb.json,title=BE-07::shared (/sql)\n");
}

TEST(TopologyPicture, NamesNodesAndHowFullTheyAre) {
  const std::string dot = topology_dot(sample());
  EXPECT_THAT(dot, HasSubstr("n0 -- n1 [label=\"calls\"];"));
  EXPECT_THAT(dot, HasSubstr("label=\"a \\\"b\\\"\\nsql.cpu 91 %\""));
  const std::string svg = topology_svg(sample());
  EXPECT_THAT(svg, HasSubstr("<svg "));
  EXPECT_THAT(svg, HasSubstr("sql.cpu 91 %"));
  EXPECT_THAT(svg, HasSubstr("a &quot;b&quot;"));
  EXPECT_THAT(svg, Not(HasSubstr("a \"b\"")));
}

}  // namespace
}  // namespace ocssim::reports
