// Applications of the pool: Attendant (Erlang B of its mean hold, bursts), announcements (M/D/1 of
// a conference, players, fluid queue of a large meeting), outside voice (Kaufman and Roberts).
#include "models/theory/erlang.hpp"
#include "models/theory/kaufman_roberts.hpp"
#include "models/theory/mg1.hpp"
#include "tests/models/pool/pool_run.hpp"

#include <array>
#include <cstdio>
#include <gtest/gtest.h>

namespace ocssim::models {
namespace {

constexpr std::uint32_t replications = 8;

/// A pool that does next to nothing beside the application: 100 endpoints.
Settings quiet_pool(const std::string& duration) {
  return scaled(100) + quiet() + lasting(duration, "10 min");
}

void expect_close(const char* what, const Settings& settings, std::string_view metric,
                  std::string_view component, double theory) {
  std::vector<double> values;
  for (std::uint32_t replication = 0; replication < replications; ++replication) {
    values.push_back(PoolRun("enterprise-100k", settings, replication).mean(metric, component));
  }
  const SampleMean sample = sample_mean(values);
  std::printf("%s: %.5f ± %.5f (standard error), theory %.5f\n", what, sample.mean,
              sample.standard_error, theory);
  EXPECT_GT(sample.standard_error, 0.0) << what;
  EXPECT_NEAR(sample.mean, theory, 4.0 * sample.standard_error) << what;
}

Settings attendant(const std::string& scheduled_share) {
  return {"conferencing_attendant.enabled=true",
          "conferencing_attendant.calls=0.2 / s",
          "conferencing_attendant.calls_per_user=0 / user / hour",
          "conferencing_attendant.hold=27 s",
          "conferencing_attendant.wrong_code_share=10 %",
          "conferencing_attendant.early_share=25 %",
          "conferencing_attendant.leader_wait=80 s",
          "conferencing_attendant.scheduled_share=" + scheduled_share,
          "conferencing_attendant.servers=2",
          "conferencing_attendant.ports=6"};
}

TEST(ConferencingAttendant, RefusesByErlangBOfItsMeanHold) {
  // 27 s / (1 − 0.1) of dialogs and a quarter of 80 s in the lobby: 50 s a caller, 10 Erl on 12.
  const Settings settings = quiet_pool("12 h") + attendant("0 %");
  expect_close("blocking", settings, "call.blocking", "conferencing_attendant", erlang_b(12, 10.0));
  const double carried = 0.2 * (1.0 - erlang_b(12, 10.0));
  expect_close("lobby", settings, "attendant.lobby", "", carried * 0.25 * 80.0);
  expect_close("time", settings, "attendant.time", "", 50.0);
}

TEST(ConferencingAttendant, IsFullOnTheHourAndIdleInBetween) {
  // The same callers, nine of ten in the first 5 min of an hour: 2.18/s there and 0.02/s then.
  const Settings hour = {
      "simulation.phases=[{\"name\": \"start\", \"from\": \"60 min\", "
      "\"to\": \"65 min\"}]"};
  const PoolRun start("enterprise-100k", quiet_pool("90 min") + attendant("90 %") + hour +
                                             Settings{"simulation.warmup=none"});
  const PoolRun all("enterprise-100k", scaled(100) + quiet() + lasting("4 h") + attendant("90 %"));
  std::printf("callers/s %.3f in the window (2.18) and %.3f on the whole (0.2); refused %.3f\n",
              start.rate("call.offered", "conferencing_attendant"),
              all.rate("call.offered", "conferencing_attendant"),
              start.mean("call.blocking", "conferencing_attendant"));
  EXPECT_NEAR(start.rate("call.offered", "conferencing_attendant"), 2.18, 0.35);
  EXPECT_NEAR(all.rate("call.offered", "conferencing_attendant"), 0.2, 0.035);
  EXPECT_GT(start.mean("call.blocking", "conferencing_attendant"), 0.8);  // 109 Erl on 12 ports
}

Settings announcements(const std::string& rate, const std::string& conferences_per_user) {
  return {"announcement_service.enabled=true", "announcement_service.rate=" + rate,
          "announcement_service.per_user=0 / user / hour", "announcement_service.clip=5 s",
          "announcement_service.conferences_per_user=" + conferences_per_user};
}

TEST(AnnouncementService, IsMD1InEachConference) {
  // 100 endpoints x 0.1: ten conferences with 0.14 announcements a second each, 70 % of the time.
  const Settings settings = quiet_pool("6 h") + announcements("1.4 / s", "0.1");
  expect_close("delay", settings, "announcement.delay", "", md1(0.14, 5.0).waiting_time);
  expect_close("announcements", settings, "announcement.in_progress", "",
               10.0 * md1(0.14, 5.0).number_in_system);
}

TEST(AnnouncementService, IsMD1WhenItHasOnePlayer) {
  // Hundreds of conferences, one player: what they share is one server.
  const Settings one = {"announcement_service.servers=1", "announcement_service.players=1"};
  const Settings settings = quiet_pool("12 h") + announcements("0.16 / s", "1") + one;
  expect_close("players", settings, "announcement.player_utilization", "", 0.8);
  expect_close("delay", settings, "announcement.delay", "", md1(0.16, 5.0).waiting_time);
}

TEST(AnnouncementService, IsLateByWhatALargeMeetingHasTooMany) {
  // 100 callers in 300 s, 5 s each: the last is said 500 s after the first, 200 s late; on average
  // half of that. The first minutes end with idle time of some seconds, so a little less.
  const PoolRun run("announcements-late", scaled(100) + quiet());
  const double last = run.highest("announcement.delay", "large_meeting");
  const double mean = run.mean("announcement.delay", "large_meeting");
  std::printf("last %.1f s late (fluid 200), mean %.1f (100)\n", last, mean);
  EXPECT_NEAR(last, 200.0, 25.0);
  EXPECT_NEAR(mean, 100.0, 25.0);
  EXPECT_LT(run.highest("announcement.player_utilization"), 0.01);  // players have room
  const PoolRun tone("announcements-late",
                     scaled(100) + quiet() + Settings{"announcement_service.clip=1 s"});
  EXPECT_LT(tone.highest("announcement.delay", "large_meeting"), 10.0);
}

TEST(OutsideVoiceControl, RefusesByErlangBOfItsOwnPortsWithoutGateways) {
  // 5 % are not answered for 30 s, the others ring for 10 s and talk for 90 s: 96.5 s a call.
  const Settings settings =
      quiet_pool("12 h") + Settings{"outside_voice_control.enabled=true",
                                    "outside_voice_control.calls=0.1 / s",
                                    "outside_voice_control.calls_per_user=0 / user / hour",
                                    "outside_voice_control.hold=90 s",
                                    "outside_voice_control.answer_time=10 s",
                                    "outside_voice_control.no_answer_share=5 %",
                                    "outside_voice_control.no_answer_after=30 s",
                                    "outside_voice_control.servers=1",
                                    "outside_voice_control.ports=12"};
  expect_close("blocking", settings, "call.blocking", "outside_voice_control", erlang_b(12, 9.65));
  const double carried = 0.1 * (1.0 - erlang_b(12, 9.65));
  expect_close("ringing", settings, "outside_voice.ringing", "",
               carried * (0.95 * 10.0 + 0.05 * 30.0));
  // One port while it rings, two while they talk.
  expect_close("gateway ports", settings, "outside_voice.gateway_ports", "",
               carried * (0.95 * 10.0 + 0.05 * 30.0 + 2.0 * 0.95 * 90.0));
}

Settings two_ports(const std::string& answer_time) {
  return {"pstn.enabled=true",
          "pstn.calls=0.2 / s",
          "pstn.calls_per_user=0 / user / hour",
          "pstn.hold=60 s",
          "pstn.servers=4",
          "pstn.ports=6",
          "pstn.cores=0",
          "outside_voice_control.enabled=true",
          "outside_voice_control.calls=0.05 / s",
          "outside_voice_control.calls_per_user=0 / user / hour",
          "outside_voice_control.hold=80 s",
          "outside_voice_control.no_answer_share=0 %",
          "outside_voice_control.answer_time=" + answer_time};
}

TEST(OutsideVoiceControl, TakesTwoPortsOfTheGatewaysByKaufmanAndRoberts) {
  // 12 Erl of calls of one port and 4 Erl of calls of two on 24 ports.
  const std::array classes{CallClass{12.0, 1}, CallClass{4.0, 2}};
  const std::vector<double> theory = kaufman_roberts(24, classes);
  EXPECT_GT(theory[1], 1.9 * theory[0]);
  const Settings settings = quiet_pool("12 h") + two_ports("0 s");
  expect_close("one port", settings, "call.blocking", "pstn", theory[0]);
  expect_close("two ports", settings, "call.blocking", "outside_voice_control", theory[1]);
}

TEST(OutsideVoiceControl, FindsNoSecondPortWhenItsUserHasAnsweredLate) {
  const PoolRun at_once("enterprise-100k", quiet_pool("12 h") + two_ports("0 s"));
  const PoolRun late("enterprise-100k", quiet_pool("12 h") + two_ports("20 s"));
  EXPECT_GT(late.total("outside_voice.refused_second"), 50.0);
  EXPECT_GT(late.total("outside_voice.refused_first"), 50.0);
  EXPECT_GT(late.mean("call.blocking", "pstn"), at_once.mean("call.blocking", "pstn"));
}

}  // namespace
}  // namespace ocssim::models
