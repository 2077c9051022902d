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
