#include "cli/canonical_command.hpp"

#include <gtest/gtest.h>

namespace ocssim::cli {
namespace {

TEST(CanonicalCommand, KeepsWhatCanChangeANumberInTheOrderOfHelp) {
  CommandLine line;
  line.duration = "10 min";
  line.seed = "7";
  line.sets = {"clients.users=150k", "front_ends.count=16"};
  line.overlays = {"folder/night.json"};
  line.slos = {"sign_in.success > 99 %"};
  line.jobs = 3;
  line.output = "elsewhere";
  line.verbose = true;
  EXPECT_EQ(canonical_command(line, "run", "enterprise-100k"),
            "ocssim run enterprise-100k --set clients.users=150k --set front_ends.count=16 "
            "--overlay night.json --slo 'sign_in.success > 99 %' --seed 7 --duration '10 min'");
}

TEST(CanonicalCommand, IsTheSameHoweverANumberWasTyped) {
  const auto command = [](const char* count, const char* time) {
    CommandLine line;
    line.seed = line.replications = line.max_replications = count;
    line.duration = line.warm_up = time;
    return canonical_command(line, "run", "x");
  };
  const std::string one = command("7", "60 s");
  EXPECT_EQ(one,
            "ocssim run x --seed 7 --replications 7 --max-replications 7 --warmup '60 s' "
            "--duration '60 s'");
  EXPECT_EQ(command("007", "60s"), one);
  EXPECT_EQ(command("07", " 060  s"), one);
  // Words, compounds and what is no number stay as they are: a diagnostic is about them.
  EXPECT_EQ(command("auto", "none"),
            "ocssim run x --seed auto --replications auto --max-replications auto --warmup none "
            "--duration none");
  EXPECT_EQ(command("0", "0.5 h").substr(0, 19), "ocssim run x --seed");
  EXPECT_NE(command("0", "1 h 30 min").find("--duration '1 h 30 min'"), std::string::npos);
}

TEST(CanonicalCommand, QuotesWhatAShellWouldChange) {
  EXPECT_EQ(shell_quoted("a=1"), "a=1");
  EXPECT_EQ(shell_quoted(""), "''");
  EXPECT_EQ(shell_quoted("it's"), "'it'\\''s'");
  EXPECT_EQ(shell_quoted("events[0].at=1"), "'events[0].at=1'");
}

TEST(CanonicalCommand, GoesOnWithAllThatWasTyped) {
  CommandLine line;
  line.typed = {"run", "my pool.json", "-j2"};
  EXPECT_EQ(typed_command(line), "ocssim run 'my pool.json' -j2");
}

}  // namespace
}  // namespace ocssim::cli
