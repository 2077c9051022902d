// --submit without a cluster: a stand-in for sbatch runs the tasks of the script here, and kills
// some of them. The real one is in tests/submit.
#include "tests/cli/tool.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ocssim::cli {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const std::string sweep =
    "sweep mmc-knee --duration '1 min' --warmup none --replications 40 "
    "--vary clients.users=44k..76k:2k --json -q ";

/// Runs every task in order; task 1 is killed after `KILL_AFTER` seconds when that is set.
const char* const stand_in = R"(#!/bin/sh
for word in "$@"; do script=$word; done
last=$(sed -n 's/^#SBATCH --array=1-//p' "$script")
for task in $(seq "$last"); do
  limit=${KILL_AFTER:-1000}
  [ "$task" = 1 ] || limit=1000
  SLURM_ARRAY_TASK_ID=$task timeout -s KILL "$limit" sh "$script" >>"${script%.sh}.log" 2>&1
done
echo "4711;one"
)";

class Submit : public testing::Test {
 protected:
  Submit() {
    fs::create_directories(folder_.path() / "work/bin");
    folder_.write("bin/sbatch", stand_in);
    fs::permissions(folder_.path() / "work/bin/sbatch", fs::perms::owner_all);
  }
  [[nodiscard]] Outcome submit(const std::string& environment = "") const {
    return folder_.shell("export PATH=\"$PWD/bin:$PATH\"; " + environment + " \"$OCSSIM\" " +
                         sweep + "-o 'the results' --submit slurm");
  }
  ToolFolder folder_;
};

TEST_F(Submit, MissingUnitsBecomeTasksAndTheAnswerIsThatOfOneProcess) {
  const Outcome whole = folder_.ocssim(sweep + "-o -");
  const Outcome first = submit();
  ASSERT_EQ(first.exit_code, 0) << first.err;
  EXPECT_THAT(first.out, HasSubstr("array job 4711: 2 tasks for 680 replications"));
  EXPECT_THAT(folder_.read("the results/submit/1.sh"), HasSubstr("#SBATCH --requeue"));
  const Outcome merged = folder_.ocssim("merge 'the results' -o all --json -q");
  EXPECT_EQ(merged.out, whole.out) << merged.err;
  EXPECT_EQ(submit().out, whole.out) << "with nothing missing it answers";
  EXPECT_EQ(folder_.ocssim("report 'the results' --json -q").out, whole.out);
}

TEST_F(Submit, WhatAKilledTaskLeavesIsSubmittedAgainAndNoMore) {
  const Outcome whole = folder_.ocssim(sweep + "-o -");
  ASSERT_EQ(submit("KILL_AFTER=0.05").exit_code, 0);
  const Outcome again = submit();
  ASSERT_EQ(again.exit_code, 0) << again.err;
  EXPECT_THAT(again.out, HasSubstr("array job 4711: 1 task for "));
  EXPECT_THAT(again.out, testing::Not(HasSubstr(" 0 stored")));
  EXPECT_EQ(submit().out, whole.out);
}

TEST_F(Submit, SubmittedPointsAreReusedByACallWithoutACluster) {
  ASSERT_EQ(submit("KILL_AFTER=0.05").exit_code, 0);
  EXPECT_EQ(folder_.ocssim("merge 'the results' -o 'the results' --json -q").exit_code, 5);
  const Outcome whole = folder_.ocssim(sweep + "-o -");
  EXPECT_EQ(folder_.ocssim(sweep + "-o 'the results'").out, whole.out);
}

TEST_F(Submit, RefusesWhatCannotBeMerged) {
  EXPECT_EQ(folder_.ocssim(sweep + "-o - --submit slurm").exit_code, 2);
  EXPECT_EQ(folder_.ocssim(sweep + "-o r --shard 1/2 --submit slurm").exit_code, 2);
  EXPECT_EQ(folder_.ocssim(sweep + "-o r --submit pbs").exit_code, 2);
  EXPECT_FALSE(fs::exists(folder_.path() / "work/r"));
}

TEST_F(Submit, WithoutSbatchTheScriptStaysAndTheExitSaysSo) {
  const Outcome outcome =
      folder_.shell("PATH=/nowhere \"$OCSSIM\" " + sweep + "-o r --submit slurm");
  EXPECT_EQ(outcome.exit_code, 4);
  EXPECT_THAT(outcome.err, HasSubstr("cannot start sbatch"));
  EXPECT_TRUE(fs::exists(folder_.path() / "work/r/submit/1.sh"));
}

TEST_F(Submit, ATaskWithDamagedInputSaysSo) {
  folder_.write("question.json", "{ \"verb\": \"run\" ");
  folder_.write("units", "0123456789abcdef0123456789abcdef\n");
  EXPECT_EQ(folder_.ocssim("work question.json --units units -o r").exit_code, 3);
  static_cast<void>(folder_.ocssim("run mmc-knee --duration '1 min' --warmup none -q -o whole"));
  folder_.write("wrong", "../../etc/passwd\n");
  EXPECT_EQ(folder_.ocssim("work whole/question.json --units wrong -o r").exit_code, 2);
}

}  // namespace
}  // namespace ocssim::cli
