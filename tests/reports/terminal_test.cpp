#include "reports/terminal.hpp"

#include "reports/text_table.hpp"
#include "tests/reports/sample_answer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

namespace ocssim::reports {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(TerminalReport, BeginsWithTheVerdict) {
  EXPECT_THAT(terminal_report(sample_answer(), {}), StartsWith("NOT MET: 150,000 users"));
}

TEST(TerminalReport, SaysAllThatAnAdministratorNeeds) {
  const std::string text = terminal_report(sample_answer(), {});
  EXPECT_THAT(text, HasSubstr("What breaks first: front_end.cpu of front_end[3]"));
  EXPECT_THAT(text, HasSubstr("Headroom per resource"));
  EXPECT_THAT(text, HasSubstr("front_end[3].cpu  93.1 % ± 0.2 %"));
  EXPECT_THAT(text, HasSubstr("connects: no SNAT port free"));
  EXPECT_THAT(text, HasSubstr("withheld: unstable"));
  EXPECT_THAT(text, HasSubstr("12,500 connections are reset"));
  EXPECT_THAT(text, HasSubstr("largest residual 0 ns (exact)"));
  EXPECT_THAT(text, HasSubstr("leans on 1 placeholder"));
  EXPECT_THAT(text, HasSubstr("no model of this run reports av.mos"));
}

TEST(TerminalReport, NoLineIsWiderThanAHundredColumns) {
  std::istringstream lines(terminal_report(sample_answer(), {}));
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(width_of(line), text_width) << line;
  }
}

TEST(TerminalReport, ColorsOnlyWhenAsked) {
  EXPECT_THAT(terminal_report(sample_answer(), {}), Not(HasSubstr("\x1b")));
  EXPECT_THAT(terminal_report(sample_answer(), {.color = true}),
              StartsWith("\x1b[1;31mNOT MET\x1b[0m: "));
}

}  // namespace
}  // namespace ocssim::reports
