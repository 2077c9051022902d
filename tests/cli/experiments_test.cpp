// sweep, compare and capacity as scripts rely on them: nothing lost, nothing done twice, and the
// same bytes however the work was cut up.
#include "tests/cli/tool.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ocssim::cli {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

const std::string sweep =
    "sweep mmc-knee --duration '10 min' --warmup none --vary clients.users=60k..76k:4k "
    "--vary 'stations[0].servers=8,9' --json -q ";

const std::string capacity = "capacity mmc-knee --duration '40 min' --width '8 %' --json -q ";

const std::string compare =
    "compare mmc-knee --duration '20 min' --b-set 'stations[0].mean_service_time=102 ms' --json "
    "-q ";

const std::string size =
    "size mmc-knee --duration '20 min' --min 'stations[0].servers' --vary clients.users=35k,68k "
    "--json -q ";

class Experiments : public testing::TestWithParam<std::string> {};

TEST_P(Experiments, ThreadsDoNotChangeAByte) {
  const ToolFolder folder;
  const Outcome one = folder.ocssim(GetParam() + "-o - -j1");
  ASSERT_THAT(one.out, StartsWith("{")) << one.err;
  EXPECT_EQ(one.out, folder.ocssim(GetParam() + "-o - -j2").out);
  EXPECT_EQ(one.out, folder.ocssim(GetParam() + "-o - -j16").out);
}

TEST_P(Experiments, AThirdIdenticalCallReusesEverything) {
  const ToolFolder folder;
  const Outcome first = folder.ocssim(GetParam() + "-o results");
  const Outcome second = folder.ocssim(GetParam() + "-o results");
  const Outcome third = folder.ocssim(GetParam() + "-o results -v");
  EXPECT_EQ(first.out, second.out);
  EXPECT_EQ(first.out, third.out);
  EXPECT_THAT(third.err, HasSubstr(" 0 simulated, 0 damaged"));
  EXPECT_EQ(folder.read("results/summary.json"), first.out);
  EXPECT_EQ(folder.ocssim("report results --json -q").out, first.out);
}

TEST_P(Experiments, InterruptedAndResumedGivesTheSameBytes) {
  const ToolFolder folder;
  const Outcome whole = folder.ocssim(GetParam() + "-o -");
  // Stopped politely once the first unit is stored, then killed without warning, then finished.
  const Outcome stopped = folder.shell(
      "\"$OCSSIM\" " + GetParam() +
      "-o results -j1 & until [ -n \"$(ls results/units 2>/dev/null)\" ]; do sleep 0.01; done; "
      "kill -INT $!; wait $!; echo code $?");
  EXPECT_THAT(stopped.out, testing::AnyOf(HasSubstr("code 130"), HasSubstr("{")));
  if (stopped.out.find("code 130") != std::string::npos) {
    EXPECT_THAT(stopped.err, HasSubstr("go on with"));
  }
  static_cast<void>(
      folder.shell("timeout -s KILL 0.15 \"$OCSSIM\" " + GetParam() + "-o results -j2; exit 0"));
  const Outcome rest = folder.ocssim(GetParam() + "-o results");
  EXPECT_EQ(rest.out, whole.out);
}

TEST_P(Experiments, ShardedOverSevenAndMergedGivesTheSameBytes) {
  const ToolFolder folder;
  const Outcome whole = folder.ocssim(GetParam() + "-o -");
  // A merge that needs more says so; the shards then go on from what was joined.
  Outcome merged;
  for (int round = 0; round < 16; ++round) {
    std::string parts;
    for (int i = 1; i <= 7; ++i) {
      const std::string part = "part" + std::to_string(i);
      parts += part + " ";
      const Outcome shard =
          folder.shell("if [ -d all ]; then cp -r all/units " + part + "/; fi; \"$OCSSIM\" " +
                       GetParam() + "-o " + part + " --shard " + std::to_string(i) + "/7");
      ASSERT_LT(shard.exit_code, 20) << shard.err;
    }
    merged = folder.ocssim("merge " + parts + "-o all --json -q");
    if (merged.exit_code != 5) break;
    EXPECT_THAT(merged.err, HasSubstr("go on with"));
  }
  EXPECT_EQ(merged.out, whole.out) << merged.err;
  EXPECT_EQ(folder.ocssim("merge part3 all part1 -o all --json -q").out, whole.out);
}

TEST_P(Experiments, ATruncatedUnitIsRunAgainAndSaidSo) {
  const ToolFolder folder;
  const Outcome first = folder.ocssim(GetParam() + "-o results");
  const Outcome again = folder.shell(
      "unit=$(ls results/units | tail -1); truncate -s -1 results/units/$unit; \"$OCSSIM\" " +
      GetParam() + "-o results");
  EXPECT_EQ(first.out, again.out);
  EXPECT_THAT(again.err, HasSubstr("damaged"));
}

std::string verb_of(const testing::TestParamInfo<std::string>& words) {
  return words.param.substr(0, words.param.find(' '));
}

INSTANTIATE_TEST_SUITE_P(Verbs, Experiments, testing::Values(sweep, capacity, compare, size),
                         verb_of);

TEST(Sweep, UnitsAreSharedWithRun) {
  const ToolFolder folder;
  const std::string common = "--duration '10 min' --warmup none -q -v -o results ";
  EXPECT_EQ(folder.ocssim("run mmc-knee --set clients.users=60k " + common).exit_code, 0);
  const Outcome swept = folder.ocssim("sweep mmc-knee --vary clients.users=60k,64k " + common);
  EXPECT_THAT(swept.err, HasSubstr("8 re-used, 8 simulated"));
}

TEST(Sweep, DryRunNamesPointsUnitsAndCostAndMakesNothing) {
  const ToolFolder folder;
  const Outcome dry = folder.ocssim(
      "sweep mmc-knee --vary clients.users=60k,64k --where 'clients.users > 62k' --dry-run");
  EXPECT_EQ(dry.exit_code, 0) << dry.err;
  EXPECT_THAT(dry.out, HasSubstr("clients.users=64k: 0 of 8 replications stored"));
  EXPECT_THAT(dry.out, HasSubstr("would simulate 8 to 64 replications"));
  EXPECT_THAT(dry.out, HasSubstr("CPU s"));
  EXPECT_THAT(dry.out, testing::Not(HasSubstr("users=60k: "))) << "left out by --where";
  EXPECT_FALSE(fs::exists(folder.path() / "work/ocssim-results"));
}

TEST(Sweep, FaultsOfManyPointsAreToldAtOnceBeforeAnythingIsSimulated) {
  const ToolFolder folder;
  const Outcome wrong =
      folder.ocssim("sweep mmc-knee --vary 'stations[0].servers=8,x,-1' -o results");
  EXPECT_EQ(wrong.exit_code, 3);
  EXPECT_THAT(wrong.out, IsEmpty());
  EXPECT_THAT(wrong.err, HasSubstr("servers=x"));
  EXPECT_THAT(wrong.err, HasSubstr("servers=-1"));
  EXPECT_FALSE(fs::exists(folder.path() / "work/results"));
  EXPECT_EQ(folder.ocssim("sweep mmc-knee --vary clients.users=1k..").exit_code, 3);
  EXPECT_EQ(folder.ocssim("sweep mmc-knee --vary clients.userz=1k").exit_code, 3);
  EXPECT_EQ(folder.ocssim("sweep mmc-knee --vary clients.users=1k --where 'users >'").exit_code, 3);
}

TEST(Capacity, NoFeasiblePointIsThirteen) {
  const ToolFolder folder;
  const Outcome none = folder.ocssim(
      "capacity mmc-knee --duration '20 min' --slo 'station.sojourn_time.mean < 1 ms' "
      "--between 1k..2k -q -o -");
  EXPECT_EQ(none.exit_code, 13) << none.err << none.out;
}

TEST(Capacity, WithoutObjectivesThereIsNoQuestion) {
  const ToolFolder folder;
  EXPECT_EQ(folder.ocssim("capacity mmc-knee --set objectives=[] -o -").exit_code, 3);
  EXPECT_EQ(folder.ocssim("capacity mmc-knee --of name -o -").exit_code, 3);
  EXPECT_EQ(folder.ocssim("capacity mmc-knee --between 5..2 -o -").exit_code, 2);
}

TEST(Size, SaysWhatIsNeededAndProvesIt) {
  const ToolFolder folder;
  const Outcome found = folder.ocssim(size + "-o results");
  EXPECT_EQ(found.exit_code, 0) << found.err;
  EXPECT_THAT(found.out, HasSubstr("\"stations[0].servers\": 8"));
  EXPECT_THAT(found.out, HasSubstr("\"verdict\": \"not_met\""));
  const Outcome text = folder.ocssim("report results -q");
  EXPECT_THAT(text.out, HasSubstr("2 questions: 2 found with proof"));
  const Outcome csv = folder.ocssim("report results -q --format csv");
  EXPECT_THAT(csv.out, HasSubstr("68k,,8,found,"));
}

TEST(Size, NothingAllowedIsEnoughIsThirteen) {
  const ToolFolder folder;
  const Outcome none = folder.ocssim(
      "size mmc-knee --min 'stations[0].servers' --among 'stations[0].servers=2,4' -q -o -");
  EXPECT_EQ(none.exit_code, 13) << none.err << none.out;
  EXPECT_THAT(none.out, HasSubstr("not met even with stations[0].servers = 4"));
}

TEST(Size, WhatCannotBeAskedIsToldBeforeAnythingIsSimulated) {
  const ToolFolder folder;
  EXPECT_EQ(
      folder.ocssim("size mmc-knee --min 'stations[0].servers' --set objectives=[]").exit_code, 3);
  EXPECT_EQ(folder.ocssim("size mmc-knee --min name").exit_code, 3);
  EXPECT_EQ(folder.ocssim("size mmc-knee").exit_code, 2);
  const Outcome other =
      folder.ocssim("size mmc-knee --min 'stations[0].servers' --among clients.users=1k,2k");
  EXPECT_EQ(other.exit_code, 3);
  EXPECT_THAT(other.err, HasSubstr("is not made least"));
  const Outcome dry = folder.ocssim(
      "size snat-sizing --min load_balancer.snat.addresses --vary clients.users=60k,100k -n");
  EXPECT_EQ(dry.exit_code, 0) << dry.err;
  EXPECT_THAT(dry.out, HasSubstr("per_ip pool lost, clients.users=100k"));
  EXPECT_FALSE(fs::exists(folder.path() / "work/ocssim-results"));
}

TEST(Cases, OneCaseIsChosenByName) {
  const ToolFolder folder;
  const Outcome shown = folder.ocssim("show snat-sizing --case 'per_tuple storm'");
  EXPECT_THAT(shown.out, HasSubstr("\"start\": \"storm\""));
  EXPECT_THAT(shown.out, HasSubstr("\"scope\": \"per_tuple\""));
  const Outcome wrong = folder.ocssim("show snat-sizing --case 'per_tuple storn'");
  EXPECT_EQ(wrong.exit_code, 3);
  EXPECT_THAT(wrong.err, HasSubstr("did you mean \"per_tuple storm\"?"));
}

TEST(Compare, SaysTwelveWhenAWatchedMetricGotWorse) {
  const ToolFolder folder;
  const std::string words = "compare mmc-knee --duration '20 min' -q -o - ";
  EXPECT_EQ(folder.ocssim(words + "--b-set 'stations[0].mean_service_time=105 ms'").exit_code, 12);
  EXPECT_EQ(folder.ocssim(words + "--b-set 'stations[0].mean_service_time=95 ms'").exit_code, 0);
  EXPECT_EQ(folder
                .ocssim(words + "--b-set 'stations[0].mean_service_time=105 ms' "
                                "--slo 'station.utilization < 90 %'")
                .exit_code,
            12);
}

TEST(Compare, AMisspelledMetricIsAUsageErrorNotAWatchThatNeverBarks) {
  const ToolFolder folder;
  const Outcome watched = folder.ocssim("compare mmc-knee mmc-knee --fail-on station.sojourn_tim");
  EXPECT_EQ(watched.exit_code, 2);
  EXPECT_THAT(watched.err, HasSubstr("did you mean \"station.sojourn_time\"?"));
  const Outcome precise = folder.ocssim("run mmc-knee --precision 2%:station.sojourn_time.p96");
  EXPECT_EQ(precise.exit_code, 2);
  EXPECT_THAT(precise.err, HasSubstr("--precision"));
  EXPECT_FALSE(fs::exists(folder.path() / "work/ocssim-results"));
}

TEST(Compare, TheSameSeedOfTheSameDesignDiffersInNothing) {
  const ToolFolder folder;
  const Outcome same =
      folder.ocssim("compare mmc-knee mmc-knee --duration '20 min' -q -o - --json");
  EXPECT_EQ(same.exit_code, 0);
  EXPECT_THAT(same.out, HasSubstr("\"difference\": 0.0"));
  EXPECT_THAT(same.out, testing::Not(HasSubstr("\"worse\"")));
}

TEST(Compare, TakesFoldersOfResults) {
  const ToolFolder folder;
  const std::string words = "run mmc-knee --duration '20 min' -q ";
  EXPECT_EQ(folder.ocssim(words + "-o a").exit_code, 0);
  EXPECT_EQ(folder.ocssim(words + "-o b --set 'stations[0].servers=9'").exit_code, 0);
  const Outcome compared = folder.ocssim("compare a b -q -o -");
  EXPECT_EQ(compared.exit_code, 0) << compared.err;
  EXPECT_THAT(compared.out, HasSubstr("better"));
}

TEST(Compare, WithholdsTotalsOfDifferentLengthsAndSaysSoInEveryFormat) {
  const ToolFolder folder;
  const std::string words =
      "run mmc-knee --duration 60s --warmup none --replications 4 -q -o short";
  static_cast<void>(folder.ocssim(words));
  const std::string both = "compare short mmc-knee --replications 4 -q -o - ";
  const Outcome text = folder.ocssim(both);
  EXPECT_THAT(text.out, HasSubstr("A: mmc-knee, 60 s simulated, no warm-up, seed 1\n"));
  EXPECT_THAT(text.out, HasSubstr("B: mmc-knee, 2 h simulated, 10 min of warm-up, seed 1\n"));
  EXPECT_THAT(text.out, HasSubstr("A: 1 station, 60 s simulated"));
  EXPECT_THAT(text.out, HasSubstr("not simulated or observed for the same time"));
  EXPECT_THAT(text.out, HasSubstr("ocssim compare short mmc-knee --replications 4\n"));
  const Outcome json = folder.ocssim(both + "--json");
  EXPECT_THAT(json.out, HasSubstr("not simulated or observed for the same time"));
  EXPECT_THAT(json.out, HasSubstr("\"duration_s\": 60"));
  EXPECT_THAT(json.out, HasSubstr("\"warm_up_s\": 600"));
  EXPECT_THAT(json.out, HasSubstr("\"station.sojourn_time.mean\""));
  EXPECT_THAT(json.out, Not(HasSubstr(".total\"")));
  EXPECT_THAT(json.out, Not(HasSubstr(".max\"")));
  static_cast<void>(folder.ocssim(both + "--report page.html"));
  EXPECT_THAT(folder.read("page.html"), HasSubstr("not simulated or observed for the same time"));
  const Outcome same = folder.ocssim(
      "compare short short --b-set 'stations[0].servers=9' -q -o - "
      "--json");
  EXPECT_THAT(same.out, HasSubstr(".total\"")) << "the same length: compared";
  EXPECT_THAT(same.out, Not(HasSubstr("for the same time")));
}

TEST(Compare, SaysThatAnotherSeedIsNotThatOfTheFolder) {
  const ToolFolder folder;
  static_cast<void>(
      folder.ocssim("run mmc-knee --duration 60s --warmup none --replications 4 -q -o short"));
  const Outcome text =
      folder.ocssim("compare short short --b-set 'stations[0].servers=9' --seed 5 -q -o -");
  EXPECT_THAT(text.out, HasSubstr("no warm-up, seed 5\n"));
  EXPECT_THAT(text.out, HasSubstr("short holds replications of seed 1; with --seed 5"));
}

TEST(Show, PrintsTheScenarioOfAFolderOfResults) {
  const ToolFolder folder;
  const std::string words = " mmc-knee --duration 60s --warmup none --replications 4 ";
  static_cast<void>(folder.ocssim("run" + words + "-q -o results"));
  const Outcome shown = folder.ocssim("show results");
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  EXPECT_EQ(shown.out, folder.ocssim("show" + words).out);
  EXPECT_THAT(folder.ocssim("show results --origins").out, HasSubstr("simulation.duration"));
  folder.write("results/question.json", "{}");
  EXPECT_EQ(folder.ocssim("show results").exit_code, 3);
}

TEST(Export, WritesTablesOfEveryPoint) {
  const ToolFolder folder;
  ASSERT_EQ(folder.ocssim(sweep + "-o results").exit_code, 0);
  const Outcome csv = folder.ocssim("export results --format csv");
  EXPECT_EQ(csv.exit_code, 0) << csv.err;
  EXPECT_THAT(csv.out, StartsWith("point,"));
  EXPECT_EQ(folder.ocssim("export results --format sqlite -o results.db").exit_code, 0);
  EXPECT_THAT(folder.read("results.db"), StartsWith("SQLite format 3"));
  EXPECT_EQ(folder.ocssim("export nothing-here --format csv").exit_code, 4);
}

}  // namespace
}  // namespace ocssim::cli
