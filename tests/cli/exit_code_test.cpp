// Exit codes and which stream says what, as scripts rely on them.
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

constexpr const char* quick = "run mmc-knee --duration '30 min' --replications 4 ";

std::string quick_with(const std::string& more) {
  return quick + more;
}

TEST(ExitCode, ZeroWhenObjectivesAreMet) {
  const ToolFolder folder;
  const Outcome run = folder.ocssim(quick_with("-q"));
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, StartsWith("MET: "));
  EXPECT_THAT(run.err, IsEmpty());
  EXPECT_TRUE(fs::exists(folder.path() / "work/ocssim-results/mmc-knee/summary.json"));
}

TEST(ExitCode, TenWhenAnObjectiveIsNotMet) {
  const ToolFolder folder;
  const Outcome run = folder.ocssim(quick_with("-o - --slo 'station.utilization < 10 %'"));
  EXPECT_EQ(run.exit_code, 10) << run.err;
  EXPECT_THAT(run.out, StartsWith("NOT MET: "));
  EXPECT_THAT(run.out, HasSubstr("station.utilization"));
}

TEST(ExitCode, ElevenWhenUndecided) {
  const ToolFolder folder;
  const Outcome run = folder.ocssim(
      "run mmc-knee -o - --duration '30 min' --replications 1 --slo 'station.utilization < 90 %'");
  EXPECT_EQ(run.exit_code, 11) << run.err;
  EXPECT_THAT(run.out, StartsWith("INCONCLUSIVE: "));
}

TEST(ExitCode, TwoForUsageWithAHint) {
  const ToolFolder folder;
  for (const char* words :
       {"run", "run mmc-knee --nonsense", "run mmc-knee --shard 3/2",
        "run mmc-knee --shard 1/2 -o -", "compare mmc-knee", "capacity mmc-knee --where x",
        "export results", "run mmc-knee --format html", "sweep mmc-knee", "nonsense",
        "run mmc-knee --time-limit soon", "run mmc-knee --fidelity rough",
        "explain nothing-like-this", "completion tcsh"}) {
    const Outcome run = folder.ocssim(words);
    EXPECT_EQ(run.exit_code, 2) << words;
    EXPECT_THAT(run.out, IsEmpty()) << words;
    EXPECT_THAT(run.err, StartsWith("ocssim: ")) << words;
  }
}

TEST(ExitCode, TwoWhenTheOutputHasNoNameOrADatabaseNoFile) {
  const ToolFolder folder;
  static_cast<void>(folder.ocssim(quick_with("-q -o results")));
  for (const std::string& words : {quick_with("-o ''"), std::string("merge results -o ''"),
                                   std::string("export results --format csv -o ''"),
                                   std::string("init --template mmc-knee -o ''")}) {
    const Outcome run = folder.ocssim(words);
    EXPECT_EQ(run.exit_code, 2) << words;
    EXPECT_THAT(run.out, IsEmpty()) << words;
    EXPECT_THAT(run.err, HasSubstr("--output: '' names nothing")) << words;
  }
  const Outcome database = folder.ocssim("export results --format sqlite");
  EXPECT_EQ(database.exit_code, 2) << "into a pipe, too";
  EXPECT_THAT(database.out, IsEmpty());
  EXPECT_THAT(database.err, HasSubstr("give -o FILE"));
  EXPECT_THAT(folder.ocssim("export results --format sqlite -o -").out, StartsWith("SQLite"));
}

TEST(ExitCode, ThreeForAnInvalidScenarioAndNothingIsMade) {
  const ToolFolder folder;
  folder.write("wrong.json",
               "{ \"schema_version\": \"1.0\", \"name\": \"x\",\n"
               "  \"profile\": \"ocs2007r2\", \"clients\": { \"userz\": 5 } }\n");
  const Outcome run = folder.ocssim("run wrong.json");
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_THAT(run.out, IsEmpty());
  EXPECT_THAT(run.err, HasSubstr("wrong.json:2:"));
  EXPECT_THAT(run.err, HasSubstr("users"));
  EXPECT_FALSE(fs::exists(folder.path() / "work/ocssim-results"));
}

TEST(ExitCode, FourForAFileThatIsNotThere) {
  const ToolFolder folder;
  const Outcome run = folder.ocssim("run enterprise-100");
  EXPECT_EQ(run.exit_code, 4);
  EXPECT_THAT(run.err, HasSubstr("enterprise-100k"));
  EXPECT_FALSE(fs::exists(folder.path() / "work/ocssim-results"));
}

TEST(ExitCode, FourWhenTheFolderIsLockedAndTheHolderIsNamed) {
  const ToolFolder folder;
  const Outcome run = folder.shell(
      "mkdir -p results; exec 9>>results/lock; flock -n 9; "
      "echo 'process 1234 on elsewhere' >results/lock; \"$OCSSIM\" run mmc-knee -o results");
  EXPECT_EQ(run.exit_code, 4) << run.err;
  EXPECT_THAT(run.err, HasSubstr("process 1234 on elsewhere"));
}

TEST(ExitCode, FourWhenTheDeviceIsFull) {
  const ToolFolder folder;
  const Outcome run = folder.shell("\"$OCSSIM\" version >/dev/full");
  EXPECT_EQ(run.exit_code, 4);
  EXPECT_THAT(run.err, HasSubstr("stdout"));
}

TEST(ExitCode, FiveWhenTheTimeLimitComesFirst) {
  const ToolFolder folder;
  const Outcome run = folder.ocssim("run mmc-knee --time-limit '0 s'");
  EXPECT_EQ(run.exit_code, 5) << run.err;
  EXPECT_THAT(run.out, IsEmpty()) << "no estimate from a part";
  EXPECT_THAT(run.err, HasSubstr("go on with"));
}

TEST(ExitCode, InterruptedRunsStoreWhatIsFinishedAndGoOn) {
  const ToolFolder folder;
  const std::string words = "run mmc-knee --duration '2 h' --replications 400 -j1";
  const Outcome cut = folder.shell("\"$OCSSIM\" " + words +
                                   " & pid=$!; while [ \"$(ls ocssim-results/mmc-knee/units "
                                   "2>/dev/null | wc -l)\" -lt 2 ]; do sleep 0.02; done; "
                                   "kill -TERM $pid; wait $pid");
  EXPECT_EQ(cut.exit_code, 143) << cut.err;
  EXPECT_THAT(cut.out, IsEmpty());
  EXPECT_THAT(cut.err, HasSubstr("go on with"));
  EXPECT_THAT(cut.err, HasSubstr("ocssim run mmc-knee --duration '2 h' --replications 400 -j1"));
}

/// Days of two thousand users: a replication takes minutes.
const std::string endless =
    "run enterprise-100k --set clients.users=2000 --duration 10d --replications 2 -q ";

TEST(ExitCode, ASignalLetsWhatIsInFlightFinishAndASecondOneEndsItAtOnce) {
  const ToolFolder folder;
  const std::vector<std::pair<const char*, int>> signals = {{"HUP", 129}, {"TERM", 143}};
  const std::string begin =
      "-o results & pid=$!; while [ ! -e results/question.json ]; do sleep 0.02; done; sleep 0.3; ";
  for (const auto& [name, code] : signals) {
    const std::string kill = "kill -" + std::string(name) + " $pid; ";
    // A replication takes some seconds.
    const Outcome one = folder.shell(
        "\"$OCSSIM\" run enterprise-100k --set clients.users=2000 --duration 2h --replications 9 "
        "-q -j1 " +
        begin + kill +
        "wait $pid; code=$?; ls results/units | wc -l; rm -r results; "
        "exit $code");
    EXPECT_EQ(one.exit_code, code) << one.err;
    EXPECT_EQ(one.out, "1\n") << "what was in flight is stored, and nothing further begun";
    EXPECT_THAT(one.err, HasSubstr("go on with\n  ocssim run"));
    // What has not ended half a minute later is killed: 137.
    const Outcome two = folder.shell(
        "\"$OCSSIM\" " + endless + begin + kill + "sleep 0.5; " + kill +
        "for i in $(seq 300); do kill -0 $pid 2>/dev/null || break; sleep 0.1; done; "
        "kill -KILL $pid 2>/dev/null; wait $pid; code=$?; ls results/units; rm -r results; "
        "exit $code");
    EXPECT_EQ(two.exit_code, code) << two.err;
    EXPECT_THAT(two.out, IsEmpty());
  }
}

TEST(ExitCode, ALostSessionIsNoSignalUnderNohup) {
  const ToolFolder folder;
  const Outcome run = folder.shell("trap '' HUP; \"$OCSSIM\" " + endless +
                                   "-o results & pid=$!; while [ ! -e results/question.json ]; do "
                                   "sleep 0.02; done; kill -HUP $pid; sleep 0.5; kill -TERM $pid; "
                                   "sleep 0.2; kill -TERM $pid; wait $pid");
  EXPECT_EQ(run.exit_code, 143) << run.err;
}

TEST(ExitCode, FiveWhenWhatIsInFlightDoesNotEndInTenTimesTheTimeLimit) {
  const ToolFolder folder;
  const Outcome run =
      folder.shell("timeout -k 5 60 \"$OCSSIM\" " + endless + "-o results --time-limit '0.2 s'");
  EXPECT_EQ(run.exit_code, 5) << run.err;
  EXPECT_THAT(run.err, HasSubstr("time limit reached: 0 replications finished and stored"));
  EXPECT_THAT(run.err, HasSubstr("left half-way and discarded"));
  EXPECT_THAT(run.out, IsEmpty());
}

TEST(ExitCode, FiveWhenWhatIsInFlightGrowsBeyondTheMemoryLimit) {
  const ToolFolder folder;
  // A thousand times the load: the queue, and nothing else, grows without end.
  const Outcome run = folder.shell(
      "timeout -k 5 60 \"$OCSSIM\" run mmc-knee --warmup none --duration 10h --replications 2 -j1 "
      "--set 'stations[0].arrivals_per_user=3600 / user / hour' -q -o - --memory-limit 40MiB");
  EXPECT_EQ(run.exit_code, 5) << run.err;
  EXPECT_THAT(run.err, HasSubstr("memory limit reached: 0 replications finished, 1 left half-way"));
  EXPECT_THAT(run.out, IsEmpty());
}

TEST(ExitCode, FiveWhenMemoryRunsOut) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "sanitizers reserve more address space than the limit leaves";
#endif
  const ToolFolder folder;
  const Outcome run = folder.shell(
      "ulimit -v 200000; \"$OCSSIM\" run enterprise-100k -j1 --set clients.users=2M -q -o - "
      "--duration 60s --warmup none --replications 1");
  EXPECT_EQ(run.exit_code, 5) << run.err;
  EXPECT_THAT(run.err, HasSubstr("out of memory: ocssim run enterprise-100k"));
  EXPECT_THAT(run.err, HasSubstr("--dry-run"));
}

TEST(ExitCode, AReaderThatGoesAwayIsNoError) {
  const ToolFolder folder;
  const Outcome run = folder.shell("{ \"$OCSSIM\" schema; echo $? >code; } | head -c 1; cat code");
  EXPECT_THAT(run.out, HasSubstr("0"));
  EXPECT_THAT(run.err, IsEmpty());
}

TEST(ExitCode, AClosedStdoutKeepsTheVerdict) {
  const ToolFolder folder;
  const Outcome run = folder.shell(
      "\"$OCSSIM\" run mmc-knee -q --duration '30 min' "
      "--replications 4 --slo 'station.utilization < 10 %' >&-");
  EXPECT_EQ(run.exit_code, 10);
}

TEST(ExitCode, DryRunSimulatesNothing) {
  const ToolFolder folder;
  const Outcome run = folder.ocssim(quick_with("-n"));
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.out, HasSubstr("would simulate 4 replications"));
  EXPECT_FALSE(fs::exists(folder.path() / "work/ocssim-results"));
}

TEST(ExitCode, StrictRefusesABrokenRuleThatRunOnlyPrints) {
  const ToolFolder folder;
  const Outcome refused =
      folder.ocssim("run enterprise-100k --strict --set load_balancer.nat=dnat");
  EXPECT_EQ(refused.exit_code, 10);
  EXPECT_THAT(refused.err, HasSubstr("LB-02"));
  EXPECT_FALSE(fs::exists(folder.path() / "work/ocssim-results"));
}

TEST(ExitCode, AFlagOfCapacityThatCannotBeReadIsAUsageError) {
  const ToolFolder folder;
  const std::vector<std::pair<const char*, const char*>> cases = {
      {"--between 5", "LOW..HIGH"}, {"--between 5k..2k", "LOW..HIGH"}, {"--width wide", "share"}};
  for (const auto& [flag, said] : cases) {
    const Outcome run = folder.ocssim(std::string("capacity mmc-knee -q -o - ") + flag);
    EXPECT_EQ(run.exit_code, 2) << flag;
    EXPECT_THAT(run.err, HasSubstr(said)) << flag;
    EXPECT_THAT(run.out, IsEmpty()) << flag;
  }
}

TEST(ExitCode, CheckTellsBrokenRulesFromInvalidScenarios) {
  const ToolFolder folder;
  EXPECT_EQ(folder.ocssim("check enterprise-100k").exit_code, 0);
  const Outcome broken = folder.ocssim("check enterprise-100k --set load_balancer.nat=dnat");
  EXPECT_EQ(broken.exit_code, 10);
  EXPECT_THAT(broken.out, HasSubstr("LB-02"));
  EXPECT_EQ(folder.ocssim("check enterprise-100k --set clients.users=many").exit_code, 3);
}

TEST(ExitCode, TextVerbsAnswerOnStdout) {
  const ToolFolder folder;
  const std::vector<std::pair<const char*, const char*>> cases = {
      {"version", "model version"},
      {"--version", "model version"},
      {"help", "Capacity simulator"},
      {"help run", "--replications"},
      {"init", "enterprise-100k"},
      {"init --template mmc-knee", "\"$schema\""},
      {"schema", "2020-12"},
      {"schema results", "event_fingerprints"},
      {"explain LB-03", "SNAT"},
      {"explain sign_in.time", "Statistics"},
      {"show mmc-knee", "\"stations\""},
      {"show mmc-knee --origins", "simulation.seed"},
      {"completion fish", "complete -c"},
      {"completion zsh", "#compdef"}};
  for (const auto& [words, said] : cases) {
    const Outcome run = folder.ocssim(words);
    EXPECT_EQ(run.exit_code, 0) << words << run.err;
    EXPECT_THAT(run.out, HasSubstr(said)) << words;
    EXPECT_THAT(run.err, IsEmpty()) << words;
  }
}

TEST(ExitCode, BashAcceptsItsCompletion) {
  const ToolFolder folder;
  const Outcome run = folder.shell(
      "\"$OCSSIM\" completion bash >script && bash -n script && bash -c '. ./script; "
      "COMP_WORDS=(ocssim run --rep); COMP_CWORD=2; _ocssim; echo \"${COMPREPLY[@]}\"'");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("--replications"));
}

TEST(ExitCode, ACompletedFileNameIsOneWordAndNeverRun) {
  const ToolFolder folder;
  const Outcome run = folder.shell(
      "\"$OCSSIM\" completion bash >script; : >'my $(touch owned) `touch owned` größe.json'; "
      "bash -c '. ./script; COMP_WORDS=(ocssim run my); COMP_CWORD=2; _ocssim; "
      "printf \"<%s>\" \"${COMPREPLY[@]}\"'; ls owned");
  EXPECT_EQ(run.out, "<my $(touch owned) `touch owned` größe.json>");
  EXPECT_THAT(run.err, HasSubstr("owned"));
}

TEST(ExitCode, InitWritesAScenarioThatCheckAccepts) {
  const ToolFolder folder;
  const Outcome run = folder.shell(
      "\"$OCSSIM\" init --template mmc-knee -o mine.json && "
      "\"$OCSSIM\" check mine.json && "
      "\"$OCSSIM\" init --template mmc-knee -o mine.json");
  EXPECT_EQ(run.exit_code, 4) << "an existing file is never overwritten: " << run.err;
  EXPECT_THAT(run.out, HasSubstr("valid"));
}

TEST(Verbose, SpeaksOnStderrAlone) {
  const ToolFolder folder;
  const Outcome plain = folder.ocssim(quick_with("-o - -q"));
  const Outcome verbose = folder.ocssim(quick_with("-o - -v"));
  EXPECT_EQ(plain.out, verbose.out);
  for (const char* figure : {"wall ", "ns an event", "CPU a simulated hour", "peak memory",
                             "re-used", "client request"}) {
    EXPECT_THAT(verbose.err, HasSubstr(figure));
  }
}

TEST(Progress, IsPlainLinesOffATerminal) {
  const ToolFolder folder;
  const Outcome run = folder.ocssim(quick_with("-o -"));
  EXPECT_THAT(run.err, HasSubstr("replication 4 of 4"));
  EXPECT_THAT(run.err, Not(HasSubstr("\r")));
}

}  // namespace
}  // namespace ocssim::cli
