// Text of others in files, names and flags: what of it reaches the terminal and a build's log.
#include "tests/cli/tool.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <string>

namespace ocssim::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* hostile =
    R"({"name":"a","a\u001b[31mb\u009b\u202e":1,"clients":{"us\u001b[32m\n::error::boo":1},)"
    R"("schema_version":"1.0","profile":"ocs2007r2"})";

auto harmless() {
  return AllOf(Not(HasSubstr("\x1b")), Not(HasSubstr("\n::error::boo")), Not(HasSubstr("\xC2\x9B")),
               Not(HasSubstr("\xE2\x80\xAE")));
}

TEST(HostileText, KeysOfAScenarioSteerNoTerminal) {
  const ToolFolder tool;
  tool.write("e.json", hostile);
  const Outcome outcome = tool.ocssim("check e.json");
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("E301"), HasSubstr("at /clients/us"), harmless()));
}

TEST(HostileText, NamesOfFilesSteerNoTerminal) {
  const ToolFolder tool;
  const std::string name = "$(printf 'a\\033[31m\\n::error::boo.json')";
  const Outcome outcome = tool.shell(
      "echo '{' > \"" + name + "\"; \"$OCSSIM\" check \"" + name + "\"; \"$OCSSIM\" check \"x" +
      name + "\"; echo '{}' > b.json; \"$OCSSIM\" check b.json -f \"" + name + "\"");
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("E102"), HasSubstr("no such file"), harmless()));
}

TEST(HostileText, WordsOfTheCommandLineSteerNoTerminal) {
  const ToolFolder tool;
  const std::string evil = "\"$(printf 'x\\033[31m\\n::error::boo')\"";
  for (const std::string& words :
       {"run " + evil,
        "report " + evil,
        "explain " + evil,
        "init --template " + evil,
        "completion " + evil,
        "--" + evil,
        evil,
        "run mmc-knee --color " + evil,
        "run mmc-knee -o - --time-limit " + evil,
        "run mmc-knee -o - --memory-limit " + evil,
        "run mmc-knee -o - --shard " + evil,
        "run mmc-knee --precision 2%:" + evil,
        "run mmc-knee --case " + evil,
        "check mmc-knee --set " + evil,
        "check mmc-knee --slo " + evil,
        "sweep mmc-knee --vary " + evil,
        "capacity mmc-knee --between " + evil,
        "verify --only " + evil,
        "verify --data " + evil,
        "run mmc-knee --replications 1 --duration '20 min' -o - --report /nosuch/" + evil}) {
    const Outcome outcome = tool.ocssim(words);
    EXPECT_NE(outcome.exit_code, 0) << words;
    EXPECT_NE(outcome.err, "") << words;
    EXPECT_THAT(outcome.err, harmless()) << words;
  }
}

TEST(HostileText, AnAnswerHasTheColorsOfTheToolAlone) {
  const ToolFolder tool;
  const std::string run =
      "run mmc-knee --replications 2 --duration '20 min' -o - -q --set \"$(printf "
      "'x-n=a\\033[1;32m\\n::error::boo')\" --color ";
  const Outcome plain = tool.ocssim(run + "never");
  EXPECT_THAT(plain.out, AllOf(HasSubstr("ocssim run mmc-knee"), harmless()));
  const Outcome colored = tool.ocssim(run + "always");
  EXPECT_THAT(colored.out, HasSubstr("\x1b[1;32m"));  // of the verdict
  EXPECT_THAT(colored.out, Not(HasSubstr("a\x1b")));
  EXPECT_THAT(colored.out, Not(HasSubstr("\n::error")));
  // The command says the same to a shell as what was typed.
  EXPECT_THAT(plain.out, HasSubstr("--set $'x-n=a\\033[1;32m\\012::error::boo'"));
}

TEST(HostileText, OriginsOfValuesAreOneLineEach) {
  const ToolFolder tool;
  const Outcome outcome = tool.ocssim(
      "show mmc-knee --origins --set \"$(printf "
      "'$schema=\\033[8m\\n::error::boo')\"");
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("$schema"), harmless()));
}

TEST(HostileText, AnInvalidScenarioIsToldInTheFormatThatIsAskedFor) {
  const ToolFolder tool;
  tool.write("e.json", hostile);
  const Outcome json = tool.ocssim("check e.json --json");
  EXPECT_EQ(json.exit_code, 3);
  const auto told = nlohmann::json::parse(json.out);
  EXPECT_TRUE(told["scenario"].is_null());
  ASSERT_EQ(told["diagnostics"].size(), 2U);
  EXPECT_EQ(told["diagnostics"][0]["id"], "E301");
  EXPECT_EQ(told["diagnostics"][0]["file"], "e.json");
  EXPECT_EQ(told["diagnostics"][0]["line"], 1);
  EXPECT_EQ(told["diagnostics"][1]["pointer"], "/clients/us\x1b[32m\n::error::boo");
  EXPECT_EQ(told["diagnostics_left_out"], 0);

  const Outcome sarif = tool.ocssim("check e.json --format sarif");
  EXPECT_EQ(sarif.exit_code, 3);
  const auto run = nlohmann::json::parse(sarif.out)["runs"][0];
  ASSERT_EQ(run["results"].size(), 2U);
  EXPECT_EQ(run["results"][0]["ruleId"], "E301");
  EXPECT_EQ(run["results"][0]["level"], "error");
  EXPECT_EQ(run["tool"]["driver"]["rules"][0]["id"], "E301");
  const auto place = run["results"][0]["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"]["uri"], "e.json");
  EXPECT_EQ(place["region"]["startColumn"], 13);

  const Outcome github = tool.ocssim("check e.json --format github");
  EXPECT_EQ(github.exit_code, 3);
  EXPECT_THAT(github.out, AllOf(HasSubstr("::error file=e.json,line=1,col=13,title=E301::"),
                                HasSubstr("%0A::error::boo"), harmless()));
}

TEST(HostileText, AFaultOfACaseIsToldInTheFormatThatIsAskedFor) {
  const ToolFolder tool;
  tool.write("c.json",
             R"({"extends":["mmc-knee"],"name":"c","cases":[{"name":"x","change":{"bad":1}}]})");
  const Outcome outcome = tool.ocssim("check c.json --format sarif");
  EXPECT_EQ(outcome.exit_code, 3);
  const auto results = nlohmann::json::parse(outcome.out)["runs"][0]["results"];
  ASSERT_EQ(results.size(), 1U);
  EXPECT_EQ(results[0]["ruleId"], "E301");
}

}  // namespace
}  // namespace ocssim::cli
