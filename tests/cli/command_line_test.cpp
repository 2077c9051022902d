#include "cli/command_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ocssim::cli {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

std::variant<CommandLine, Reply> parse(std::vector<const char*> words) {
  words.insert(words.begin(), "ocssim");
  return parse_command_line(static_cast<int>(words.size()), words.data());
}

CommandLine parsed(const std::vector<const char*>& words) {
  auto result = parse(words);
  if (auto* reply = std::get_if<Reply>(&result)) throw std::runtime_error(reply->to_stderr);
  return std::get<CommandLine>(result);
}

TEST(CommandLine, ARepeatableFlagDoesNotSwallowTheScenario) {
  const CommandLine line =
      parsed({"run", "-s", "a=1", "--set", "b=x = y", "pool.json", "-s", "c=2"});
  EXPECT_EQ(line.verb, Verb::run);
  EXPECT_EQ(line.argument, "pool.json");
  EXPECT_THAT(line.sets, ElementsAre("a=1", "b=x = y", "c=2"));
}

TEST(CommandLine, ADashIsAFolderThatStoresNothing) {
  EXPECT_EQ(parsed({"run", "x", "-o", "-"}).output, "-");
  EXPECT_EQ(parsed({"run", "x"}).output, std::nullopt);
}

TEST(CommandLine, JsonIsAFormat) {
  EXPECT_EQ(parsed({"run", "x", "--json"}).format, "json");
  EXPECT_EQ(parsed({"run", "x", "--format", "junit"}).format, "junit");
  EXPECT_TRUE(std::holds_alternative<Reply>(parse({"run", "x", "--json", "--format", "text"})));
}

TEST(CommandLine, JobsMayBeJoinedToTheirFlag) {
  EXPECT_EQ(parsed({"run", "x", "-j4"}).jobs, 4u);
  EXPECT_EQ(parsed({"run", "x"}).jobs, 0u);
  EXPECT_TRUE(std::holds_alternative<Reply>(parse({"run", "x", "-j", "0"})));
}

TEST(CommandLine, HelpGoesToStdoutAndProblemsToStderr) {
  const auto help = parse({"run", "--help"});
  ASSERT_TRUE(std::holds_alternative<Reply>(help));
  EXPECT_EQ(std::get<Reply>(help).exit_code, 0);
  EXPECT_THAT(std::get<Reply>(help).to_stdout, HasSubstr("--max-replications"));
  const auto wrong = parse({"run", "x", "--bogus"});
  ASSERT_TRUE(std::holds_alternative<Reply>(wrong));
  EXPECT_EQ(std::get<Reply>(wrong).exit_code, 2);
  EXPECT_THAT(std::get<Reply>(wrong).to_stderr, HasSubstr("--bogus"));
}

TEST(CommandLine, SyntaxListsEveryVerbWithItsFlags) {
  const std::vector<VerbSyntax> verbs = command_syntax();
  ASSERT_FALSE(verbs.empty());
  EXPECT_EQ(verbs.front().name, "run");
  EXPECT_TRUE(verbs.front().takes_scenario);
  EXPECT_THAT(verbs.front().flags, Contains("--replications"));
  EXPECT_THAT(verbs.front().flags, Contains("-j"));
}

}  // namespace
}  // namespace ocssim::cli
