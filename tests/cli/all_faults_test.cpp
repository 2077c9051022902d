// All that is wrong is told at once, at its place, in time, and nothing that is not wrong.
#include "tests/cli/tool.hpp"

#include <chrono>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

namespace ocssim::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

TEST(AllFaults, OfTheCommandLineAreToldTogether) {
  const ToolFolder tool;
  const Outcome outcome = tool.ocssim(
      "run mmc-knee --set 'clients={' --set 'stations=[1' --set clients.user=1k --set x "
      "--slo foo.bar --slo 'healthyy' --seed -1 --duration 0 -o -");
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_EQ(count_of(outcome.err, "error["), 8U) << outcome.err;
}

TEST(AllFaults, OfTheCommandLineAreToldBesideABrokenFile) {
  const ToolFolder tool;
  tool.write("broken.json", "{ \"name\": ");
  const Outcome outcome = tool.ocssim(
      "check broken.json --set clients.user=1k --set sql.memory='x' --slo foo.bar --seed -1 "
      "--set av.nic.rx_descriptors=x3");
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_THAT(outcome.err, HasSubstr("broken.json:1:10: error[E102]"));
  EXPECT_THAT(outcome.err, HasSubstr("did you mean \"users\"?"));
  // One more of the file, and none for what is only missing because nothing could be read.
  EXPECT_EQ(count_of(outcome.err, "error["), 5U) << outcome.err;
}

TEST(AllFaults, OfAFileAndOfItsOverlayAreToldTogether) {
  const ToolFolder tool;
  tool.write("a.json", R"({"schema_version":"1.0","name":"a","profile":"queueing","k":1})");
  tool.write("o.json", "{ nothing");
  const Outcome outcome = tool.ocssim("check a.json -f o.json");
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("a.json:1:"), HasSubstr("o.json:1:")));
  EXPECT_EQ(count_of(outcome.err, "error["), 2U) << outcome.err;
}

TEST(AllFaults, OfVariedValuesNameTheFlagThatWasTyped) {
  const ToolFolder tool;
  const Outcome outcome = tool.ocssim("sweep mmc-knee --vary clients.users=1k,oops -o -");
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("--vary:1:15: error["), Not(HasSubstr("--set"))));
}

TEST(AllFaults, AMissingBaseIsTheOnlyFault) {
  const ToolFolder tool;
  ASSERT_EQ(tool.shell("mkfifo pipe; mkdir folder").exit_code, 0);
  for (const std::string base : {"nothing.json", "a.json", "pipe", "folder"}) {
    tool.write("a.json",
               "{ \"extends\": [ \"" + base + R"(" ], "name": "a", "system": "stations" })");
    const Outcome outcome = tool.ocssim("check a.json");
    EXPECT_EQ(outcome.exit_code, 3) << base;
    EXPECT_EQ(count_of(outcome.err, "error["), 1U) << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr("error[E12")) << base;
  }
}

/// `count` times `text`, in which # is the number.
std::string repeated(std::size_t count, const std::string& text) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) {
    std::string one = text;
    for (std::size_t at = one.find('#'); at != std::string::npos; at = one.find('#')) {
      one.replace(at, 1, std::to_string(i));
    }
    all += (all.empty() ? "" : ",") + one;
  }
  return all;
}

std::string scenario_with(const std::string& members) {
  return R"({"extends":["enterprise-100k"],"name":"a",)" + members + "}";
}

TEST(AllFaults, OfAVeryLongScenarioAreToldInSeconds) {
  const ToolFolder tool;
  constexpr std::size_t many = 80'000;
  for (const std::string& members :
       {repeated(many, "\"k#\":1"), repeated(many, "\"x-k#\":1"),
        "\"objectives\":[" + repeated(many, "\"foo.bar# < 3\"") + "]",
        "\"events\":[" + repeated(many, R"({"at":"x","fail":"front_end[0]"})") + "]",
        "\"events\":[" + repeated(many, R"({"at":"# ms","fail":"front_end[0]"})") + "]",
        "\"stations\":[" + repeated(many / 2, R"({"name":"s#","servers":1,"next":"t#"})") + "]"}) {
    tool.write("long.json", scenario_with(members));
    for (const std::string format : {"", " --format sarif"}) {
      const auto begun = std::chrono::steady_clock::now();
      const Outcome outcome = tool.shell("ulimit -v 1500000; \"$OCSSIM\" check long.json" + format);
      const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begun;
      EXPECT_TRUE(outcome.exit_code == 3 || members.starts_with("\"x-")) << members.substr(0, 40);
      EXPECT_LT(taken.count(), 20.0) << members.substr(0, 40);  // 5 on a quiet machine
    }
  }
}

TEST(AllFaults, ADocumentOfTooManyValuesIsRefusedBeforeItsMemoryIsTaken) {
  const ToolFolder tool;
  tool.write("values.json", scenario_with("\"x-a\":[" + repeated(4'000'000, "{}") + "]"));
  const Outcome outcome = tool.shell("ulimit -v 400000; \"$OCSSIM\" check values.json");
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_THAT(outcome.err, HasSubstr("error[E114]: the document holds more than 250000 values"));
}

TEST(AllFaults, TooManyCasesAreRefused) {
  const ToolFolder tool;
  tool.write("cases.json",
             scenario_with("\"cases\":[" + repeated(1'001, R"({"name":"c#"})") + "]"));
  const Outcome outcome = tool.ocssim("check cases.json");
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_THAT(outcome.err, HasSubstr("error[E114]: there are 1001 cases"));
}

TEST(AllFaults, ValuesTooSmallToSimulateAreRefusedWithTheirPlace) {
  const ToolFolder tool;
  for (const std::string words :
       {"mmc-knee --set 'stations[0].mean_service_time=0 s'",
        "mmc-knee --set 'stations[0].arrivals_per_user=1e-300 / user / hour'",
        "mmc-knee --set 'stations[0].arrival_rate=1e-300 / s'",
        "mmc-knee --warmup none --duration '999 ns'",
        "enterprise-100k --set 'sql.checkpoint.interval=1 ns'",
        "enterprise-100k --set 'sql.token_cache.flush_interval=1 ns'",
        "enterprise-100k --set 'clients.keep_alive.interval=1 ns'",
        "enterprise-100k --set 'clients.reauthentication_interval=1 ns'",
        "enterprise-100k --set 'clients.register_refresh.with_keep_alive=1 ns'",
        "enterprise-100k --set 'clients.activity.polls=1e-300 / user / hour'",
        "enterprise-100k --set 'load_balancer.monitor.interval=1 ns'",
        "enterprise-100k --set 'av.mcu.tick=1 ns'", "enterprise-100k --set 'web.link=1e-9 bps'",
        "enterprise-100k --set 'front_ends.clock=1e-9 Hz'",
        "enterprise-100k --set 'av.packets.load.rate=1e-9 bps'"}) {
    const Outcome outcome = tool.ocssim("run -q -o - --replications 1 " + words);
    EXPECT_EQ(outcome.exit_code, 3) << words << outcome.err;
    EXPECT_THAT(outcome.err, AllOf(HasSubstr(":1:"), HasSubstr("= expected "))) << words;
  }
}

TEST(AllFaults, WhatIsMisspelledIsNamedWithWhatWasMeant) {
  const ToolFolder tool;
  EXPECT_THAT(tool.ocssim("rn mmc-knee").err, HasSubstr("no verb \"rn\"; did you mean run?"));
  EXPECT_THAT(tool.ocssim("run mmc-knee --replication 2").err,
              HasSubstr("no flag --replication; did you mean --replications?"));
  EXPECT_THAT(tool.ocssim("check mmc-knee --slo 'station.sojorn_time.p95 < 1 s'").err,
              HasSubstr("did you mean \"station.sojourn_time\"?"));
  EXPECT_THAT(tool.ocssim("check mmc-knee --slo 'station.sojourn_time.p96 < 1 s'").err,
              HasSubstr("did you mean \"p95\"?"));
}

TEST(AllFaults, FlagsThatSayNothingAreRefused) {
  const ToolFolder tool;
  EXPECT_EQ(tool.ocssim("run mmc-knee -o - --precision 2%:").exit_code, 2);
  EXPECT_EQ(tool.ocssim("sweep mmc-knee -o - --vary clients.users=1k --where ''").exit_code, 2);
  EXPECT_EQ(tool.ocssim("size mmc-knee -o - --min a,a").exit_code, 2);
  const Outcome same = tool.ocssim("sweep mmc-knee -o - --vary clients.users=1k,1000");
  EXPECT_EQ(same.exit_code, 3);
  EXPECT_THAT(same.err, HasSubstr("clients.users=1k and clients.users=1000 are the same design"));
  EXPECT_THAT(tool.ocssim("run mmc-knee -o - --time-limit '-1 s'").err, HasSubstr("is negative"));
  EXPECT_THAT(tool.ocssim("run mmc-knee -o - --memory-limit '1 B'").err, HasSubstr("allows 1 B"));
}

}  // namespace
}  // namespace ocssim::cli
