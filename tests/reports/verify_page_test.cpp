// The page of the validation suite: everything that was judged is on it, and nothing on it is
// markup that somebody else wrote.
#include "reports/html/pages.hpp"
#include "tests/reports/sample_verify.hpp"

#include <gtest/gtest.h>
#include <string>

namespace ocssim::reports {
namespace {

bool has(const std::string& page, const std::string& part) {
  return page.find(part) != std::string::npos;
}

TEST(VerifyPage, SaysItsVerdictAndLinksEveryCheck) {
  const std::string page = verify_html(sample_verify(), {});
  EXPECT_TRUE(has(page, "<title>quick suite, seed 1 · validation report</title>"));
  EXPECT_TRUE(has(page, "</span> NOT VERIFIED</h1>"));
  EXPECT_TRUE(has(page, "Outside tolerance: V15."));
  for (const char* anchor : {"check-stations", "check-other-seeds", "check-V15", "check-V25"}) {
    EXPECT_TRUE(has(page, std::string("<a href=\"#") + anchor + "\">")) << anchor;
    EXPECT_TRUE(has(page, std::string("<h3 id=\"") + anchor + "\">")) << anchor;
  }
  EXPECT_TRUE(has(page, "ocssim verify --quick --seed 1 --seeds 20"));
  EXPECT_TRUE(has(page, "Not part of this run: 1 section")) << "no recorded measurements";
}

TEST(VerifyPage, EveryRowStandsBesideItsExpectationWithItsInterval) {
  const std::string page = verify_html(sample_verify(), {});
  EXPECT_TRUE(has(page, "<td class=\"n\">1 s</td><td class=\"n\">1.12 s ± 0.08 s</td>") ||
              has(page, "<td class=\"n\">1 s</td><td class=\"n\">1.12 ± 0.08 s</td>"));
  // The table of a check that failed is not folded away.
  const std::size_t failed = page.find("V15: expected beside simulated");
  const std::size_t heading = page.rfind("<h3", failed);
  EXPECT_EQ(page.substr(heading, failed - heading).find("<details"), std::string::npos);
}

TEST(VerifyPage, TheFarthestRowIsDrawnFirst) {
  const std::string page = verify_html(sample_verify(), {});
  // (1.12 − 1) / 0.08 = 1.5 half-widths; (4.02 − 4) / 0.05 = 0.4.
  EXPECT_LT(page.find("+1.50"), page.find("+0.40"));
  EXPECT_TRUE(has(page, "1 of 2 intervals hold the theory"));
}

TEST(VerifyPage, OneThatAgreesIsVerified) {
  VerifyAnswer answer = sample_verify();
  answer.checks[2].rows.erase(answer.checks[2].rows.begin());
  const std::string page = verify_html(answer, {});
  EXPECT_TRUE(has(page, "</span> VERIFIED</h1>"));
  EXPECT_TRUE(has(page, "Every judged row lies within its tolerance."));
}

TEST(VerifyPage, TextsAreInert) {
  const std::string hostile = "</script><img src=x onerror=alert(1)>\"'";
  VerifyAnswer answer = sample_verify();
  for (VerifyCheck& check : answer.checks) {
    check.id = check.title = check.source = check.proves = check.limits = check.kind = hostile;
    for (VerifyRow& row : check.rows) row.name = row.unit = row.rule = hostile;
  }
  answer.command = answer.depth = answer.tool_version = hostile;
  const std::string page = verify_html(answer, {});
  EXPECT_FALSE(has(page, "<img"));
  EXPECT_TRUE(has(page, "&lt;img src=x"));
}

TEST(VerifyPage, FiguresForProgramsAreEmbeddedUnlessTheyAreNotWanted) {
  EXPECT_TRUE(has(verify_html(sample_verify(), {}), "id=\"answer-data\""));
  const std::string bare = verify_html(sample_verify(), {.embed = EmbedData::none, .date = {}});
  EXPECT_FALSE(has(bare, "id=\"answer-data\""));
}

}  // namespace
}  // namespace ocssim::reports
