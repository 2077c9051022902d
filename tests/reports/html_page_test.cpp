// Pages as text; what a browser makes of them is in tests/reports/browser.
#include "reports/html/pages.hpp"
#include "reports/json_value.hpp"
#include "tests/reports/sample_answer.hpp"
#include "tests/reports/sample_experiments.hpp"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ocssim::reports {
namespace {

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

TEST(HtmlPage, IsOneFileWhosePolicyKnowsItsScriptAndNothingElse) {
  const std::string page = run_html(sample_answer(), {});
  EXPECT_NE(page.find("default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src '" +
                      std::string(report_script_hash()) + "'\">"),
            std::string::npos);
  EXPECT_TRUE(report_script_hash().starts_with("sha256-"));
  EXPECT_EQ(report_script_hash().size(), 7u + 44u) << "32 bytes in base 64";
  const std::string text = page.substr(0, page.find("<script>"));
  for (const char* reach : {"src=", "<link", "@import", "url("}) {
    EXPECT_EQ(count_of(text, reach), 0u) << reach;
  }
}

TEST(HtmlPage, SectionsStandInTheOrderInWhichTheyAreRead) {
  const std::string page = run_html(sample_answer(), {});
  std::size_t last = 0;
  for (const char* id : {"answer", "objectives", "headroom", "failure", "recommendations", "trust",
                         "reproduce", "appendix"}) {
    const std::size_t at = page.find(std::string("<section id=\"") + id + "\"");
    ASSERT_NE(at, std::string::npos) << id;
    EXPECT_GT(at, last) << id;
    last = at;
  }
  EXPECT_EQ(count_of(page, "<p class=\"finding\">"), count_of(page, "<section "));
}

TEST(HtmlPage, WhatWasNotSimulatedIsSaidInOneFoldedList) {
  const std::string page = run_html(sample_answer(), {});
  EXPECT_EQ(count_of(page, "<details id=\"not-part\">"), 1u);
  EXPECT_NE(page.find("<strong>Network adapters, audio and video</strong>: not simulated"),
            std::string::npos);
}

TEST(HtmlPage, EveryChartHasItsTable) {
  for (const std::string& page :
       {run_html(sample_answer(), {}), sweep_html(sample_sweep(), {}),
        capacity_html(sample_capacity(), {}), compare_html(sample_compare(), {})}) {
    const std::size_t charts = count_of(page, "<figure class=\"chart\"");
    EXPECT_GE(charts, 1u);
    EXPECT_EQ(count_of(page, "<details id=\"data-"), charts);
  }
}

TEST(HtmlPage, TheSameAnswerGivesTheSameBytesAndNoDateUnlessItIsStated) {
  EXPECT_EQ(run_html(sample_answer(), {}), run_html(sample_answer(), {}));
  const std::string dated = run_html(sample_answer(), {.embed = EmbedData::summary, .date = "day"});
  EXPECT_NE(dated.find(" · day</p>"), std::string::npos);
}

TEST(HtmlPage, NumbersAreThoseOfTheTerminal) {
  const std::string page = run_html(sample_answer(), {});
  EXPECT_NE(page.find("NOT MET"), std::string::npos);
  EXPECT_NE(page.find("93.1 % ± 0.2 %"), std::string::npos);
  EXPECT_NE(page.find("128,893"), std::string::npos) << "users at the limit";
}

TEST(HtmlPage, RefusalsOverTimeAreDrawnByCauseAndStandInATable) {
  Answer answer = sample_answer();
  ASSERT_EQ(run_html(answer, {}).find("Refused, by cause"), std::string::npos) << "none there";
  answer.results.histories.push_back({.name = "snat.syn_dropped_held.rate",
                                      .component = "",
                                      .unit = "1/s",
                                      .slice = std::chrono::seconds{10},
                                      .values = {0, 2, 1}});
  const std::string page = run_html(answer, {});
  EXPECT_NE(page.find("Refused, by cause"), std::string::npos);
  EXPECT_NE(page.find("Refused over time, replication 0, in intervals of 10 s"), std::string::npos);
  EXPECT_NE(page.find("snat.syn_dropped_held"), std::string::npos);
}

TEST(JsonValue, LeavesCarryTheirPaths) {
  const auto leaves = JsonValue::parsed(R"({"a":{"b":[1,{"c":"x"}],"e":{}},"d":true})").leaves();
  const std::vector<std::pair<std::string, std::string>> expected = {
      {"a.b[0]", "1"}, {"a.b[1].c", "x"}, {"a.e", "{}"}, {"d", "true"}};
  EXPECT_EQ(leaves, expected);
}

}  // namespace
}  // namespace ocssim::reports
