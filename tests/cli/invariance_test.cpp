// Same seed, same bytes: whatever the threads, the folder, the way the work was cut up.
#include "tests/cli/tool.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ocssim::cli {
namespace {

using testing::HasSubstr;

constexpr const char* pool =
    "run enterprise-100k --set clients.users=5k --set front_ends.count=2 --duration '2 min' "
    "--replications 4 --json -q ";
constexpr const char* superposed =
    "run enterprise-100k --set clients.users=5k --set front_ends.count=2 --duration '2 min' "
    "--replications 4 --fidelity superposed --json -q ";
constexpr const char* station = "run mmc-knee --duration '30 min' --json -q ";

TEST(Invariance, ThreadsDoNotChangeAByte) {
  const ToolFolder folder;
  for (const std::string words : {pool, superposed, station}) {
    const Outcome one = folder.ocssim(words + "-o - -j1");
    ASSERT_FALSE(one.out.empty()) << one.err;
    for (const char* jobs : {"-j2", "-j4", "-j8"}) {
      EXPECT_EQ(one.out, folder.ocssim(words + "-o - " + jobs).out) << jobs;
    }
  }
}

TEST(Invariance, StoredReplicationsGiveTheBytesOfFreshOnes) {
  const ToolFolder folder;
  const std::string words = pool;
  const Outcome fresh = folder.ocssim(words + "-o -");
  const Outcome first = folder.ocssim(words + "-o results");
  const Outcome again = folder.ocssim(words + "-o results -v");
  EXPECT_EQ(fresh.out, first.out);
  EXPECT_EQ(first.out, again.out);
  EXPECT_THAT(again.err, HasSubstr("4 re-used, 0 simulated"));
  EXPECT_EQ(folder.read("results/summary.json"), fresh.out);
}

TEST(Invariance, ReplicationsOfAnotherFidelityAreNotReused) {
  const ToolFolder folder;
  const std::string exact = folder.ocssim(std::string(pool) + "-o results").out;
  const Outcome other = folder.ocssim(std::string(superposed) + "-o results -v --fresh");
  EXPECT_THAT(other.err, HasSubstr("0 re-used, 4 simulated"));
  EXPECT_THAT(other.out, HasSubstr("fidelity superposed: "));
  EXPECT_NE(other.out, exact);
  EXPECT_EQ(folder.ocssim(std::string(superposed) + "-o results").out, other.out);
}

TEST(Invariance, AnInterruptedRunGoesOnToTheSameBytes) {
  const ToolFolder folder;
  const std::string words = pool;
  const Outcome whole = folder.ocssim(words + "-o -");
  EXPECT_EQ(folder.ocssim(words + "-o results --replications 2").exit_code, 2)
      << "a flag given twice is a usage error";
  const Outcome part = folder.shell(
      "\"$OCSSIM\" run enterprise-100k --set clients.users=5k --set front_ends.count=2 "
      "--duration '2 min' --replications 2 --json -q -o results");
  ASSERT_FALSE(part.out.empty()) << part.err;
  const Outcome rest = folder.ocssim(words + "-o results -v");
  EXPECT_THAT(rest.err, HasSubstr("2 re-used, 2 simulated"));
  EXPECT_EQ(rest.out, whole.out);
}

TEST(Invariance, ADamagedUnitIsRunAgainToTheSameBytes) {
  const ToolFolder folder;
  const std::string words = pool;
  const Outcome first = folder.ocssim(words + "-o results");
  const Outcome again = folder.shell(
      "unit=$(ls results/units | head -1); truncate -s -1 results/units/$unit; \"$OCSSIM\" " +
      words + "-o results");
  EXPECT_EQ(first.out, again.out);
  EXPECT_THAT(again.err, HasSubstr("damaged"));
}

TEST(Invariance, ANewObjectiveDiscardsNoReplication) {
  const ToolFolder folder;
  const std::string words = pool;
  ASSERT_FALSE(folder.ocssim(words + "-o results").out.empty());
  const Outcome other =
      folder.ocssim(words + "-o results -v --slo 'front_end.cpu.utilization < 50 %'");
  EXPECT_THAT(other.err, HasSubstr("4 re-used, 0 simulated"));
}

TEST(Invariance, AnotherSeedIsAnotherAnswer) {
  const ToolFolder folder;
  const std::string words = pool;
  EXPECT_NE(folder.ocssim(words + "-o -").out, folder.ocssim(words + "-o - --seed 2").out);
}

}  // namespace
}  // namespace ocssim::cli
