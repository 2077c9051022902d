// Failure modes of conferencing as shipped scenarios, each beside its twin without the cause.
#include "tests/models/pool/pool_run.hpp"

#include <cstdio>
#include <gtest/gtest.h>

namespace ocssim::models {
namespace {

/// Nobody but the conferences does anything.
Settings silent() {
  return quiet() + Settings{"clients.keep_alive.enabled=false", "clients.session_length=1000 h",
                            "clients.reauthentication_interval=1000 h",
                            "clients.register_refresh.without=1000 h",
                            "load_balancer.idle_timeout=1000 h"};
}

/// A twentieth of the users on servers as much slower, work in pieces as much smaller; conferences
/// of a quarter of an hour, so that a run may be four times shorter.
Settings twentieth() {
  return silent() + scaled(5000) +
         Settings{"av.mcu.clock=150 MHz",
                  "front_ends.messages.conference_mixing.megacycles=0.5",
                  "front_ends.messages.conference_data.megacycles=50",
                  "av.conferences.duration=15 min",
                  "simulation.duration=45 min",
                  R"(simulation.phases=[{"name": "filled", "from": "30 min", "to": "45 min"}])"};
}

/// Nobody looks at processors.
Settings coarse() {
  return silent() + Settings{"clients.users=10000", "front_ends.clock=20 GHz",
                             "front_ends.messages.conference_mixing.megacycles=1000",
                             "front_ends.messages.conference_data.megacycles=1000"};
}

TEST(AvServerOverload, StopsTheFactoryAndWithASecondServerItDoesNot) {
  // Mode 14: loaded, full, refusals, in this order; the twin is never even loaded.
  const PoolRun one("av-server-overload", twentieth());
  const PoolRun two("av-server-overload", twentieth() + Settings{"av.mcu.av_servers=2"});
  const PoolRun no_limit("av-server-overload", twentieth() + Settings{"av.mcu.full_at=1000 %"});
  std::printf(
      "refused: one server %.0f of %.0f, two %.0f; late ticks: %.4f, two %.5f, without the "
      "limit %.4f\n",
      one.total("conferences.refused_full"), one.total("conferences.offered"),
      two.total("conferences.refused_full"), one.mean("mcu.late_ticks", "av_server[0]"),
      two.mean("mcu.late_ticks", "av_server[0]"), no_limit.mean("mcu.late_ticks", "av_server[0]"));
  EXPECT_GT(one.total("conferences.refused_full"), 0.05 * one.total("conferences.offered"));
  EXPECT_EQ(one.total("mcu.refused", "av"), one.total("conferences.refused_full"));
  EXPECT_EQ(two.total("conferences.refused_full"), 0.0);
  EXPECT_LT(two.mean("mcu.late_ticks", "av_server[0]"), 0.001);
  // The mixers want 1.125 times what the server can: 1 − 1/1.125 = 11 % are late, or refused.
  EXPECT_EQ(no_limit.total("conferences.refused_full"), 0.0);
  EXPECT_GT(no_limit.mean("mcu.late_ticks", "av_server[0]"),
            2.0 * one.mean("mcu.late_ticks", "av_server[0]"));
  EXPECT_GT(one.mean("mcu.late_ticks", "av_server[0]"), 0.001);
  const auto at = [&](const char* kind) { return one.timeline(kind).at(0).at; };
  EXPECT_LT(at("mcu_loaded"), at("mcu_full"));
  EXPECT_LE(at("mcu_full"), at("first_refusal"));
  EXPECT_TRUE(two.timeline("first_refusal").empty());
}

TEST(AvServerOverload, IsHeardByThoseWhoAreIn) {
  // Mixing ticks that come too late are no packets: the adapters lose nothing, the listeners do.
  const Settings packets = {"av.simulate=packets", "av.mcu.full_at=1000 %",
                            "av.nic.stalls.rate=0 / s"};
  const PoolRun ill("av-server-overload", twentieth() + packets);
  const PoolRun well("av-server-overload", twentieth() + packets + Settings{"av.mcu.av_servers=2"});
  const std::string server = "av_server[0]";
  const auto show = [&](const char* name, const PoolRun& run) {
    std::printf("%-12s late ticks %.4f, late loss %.4f, lost at adapters %.2g, MOS %.2f\n", name,
                run.mean("mcu.late_ticks", server), run.mean("av.late_loss", server),
                run.mean("av.packet_loss", server), run.mean("av.mos", server));
  };
  show("one server", ill);
  show("two servers", well);
  EXPECT_GT(ill.mean("mcu.late_ticks", server), 0.02);
  EXPECT_EQ(ill.mean("av.packet_loss", server), 0.0);
  // Of audio in both directions: about half of it is owed by mixers, more when not all speak.
  EXPECT_GT(ill.mean("av.late_loss", server), 0.4 * ill.mean("mcu.late_ticks", server));
  EXPECT_LT(ill.mean("av.late_loss", server), 1.1 * ill.mean("mcu.late_ticks", server));
  EXPECT_EQ(ill.mean("av.residual_loss", server), ill.mean("av.late_loss", server));
  EXPECT_LT(ill.mean("av.mos", server), well.mean("av.mos", server) - 0.2);
  EXPECT_LT(well.mean("av.late_loss", server), 0.001);
}

TEST(MeetingPolicyAsDelivered, ForbidsNearlyAllConferences) {
  // Forbidden is what has audio, or a Web part: all but 0.1 × (0.25 + 0.75 × 0.5 × 0.8 × 0.8).
  const Settings allowed = {"av.meeting_policy.web_conferencing=true",
                            "av.meeting_policy.ip_audio=true", "av.meeting_policy.ip_video=true"};
  const PoolRun forbids("meeting-policy-default", coarse());
  const PoolRun allows("meeting-policy-default", coarse() + allowed);
  const PoolRun some("meeting-policy-default",
                     coarse() + Settings{"av.meeting_policy.permitted_organizers=30 %"});
  const auto share = [](const PoolRun& run) {
    return run.total("conferences.refused_by_policy") / run.total("conferences.offered");
  };
  std::printf("refused: default policy %.4f, allowed %.4f, 30 %% with their own %.4f\n",
              share(forbids), share(allows), share(some));
  const double expected = 1.0 - 0.1 * (0.25 + 0.75 * 0.5 * 0.8 * 0.8);
  EXPECT_NEAR(share(forbids), expected, 0.07);
  EXPECT_NEAR(share(some), 0.7 * expected, 0.2);
  EXPECT_EQ(share(allows), 0.0);
  EXPECT_EQ(forbids.total("conferences.refused_by_policy"),
            forbids.total("conferences.refused_web") + forbids.total("conferences.refused_audio") +
                forbids.total("conferences.refused_video"));
  // Anonymous participants are forbidden in both; where all organizers may, they come.
  EXPECT_GT(allows.total("conferences.refused_anonymous"), 0.0);
  const PoolRun open("meeting-policy-default",
                     coarse() + Settings{"av.meeting_policy.permitted_organizers=100 %"});
  EXPECT_EQ(open.total("conferences.refused_anonymous"), 0.0);
  EXPECT_EQ(share(open), 0.0);
}

TEST(ConferencesOfALostServer, EndAndOthersGoOn) {
  const PoolRun run("enterprise-100k",
                    coarse() + Settings{"av.simulate=conferences", "front_ends.count=4",
                                        "simulation.duration=30 min",
                                        R"(events=[{"at": "10 min", "fail": "front_end[0]"}])"});
  std::printf("lost %.0f, in progress %.1f, joins failed %.0f\n", run.total("conferences.lost"),
              run.mean("conferences.in_progress"), run.total("conferences.join_failed"));
  EXPECT_GT(run.total("conferences.lost"), 0.0);
  EXPECT_GT(run.mean("conferences.in_progress"), 1.0);
  EXPECT_EQ(run.find("mcu.users", "mcu[0].av").max > 0.0, true);
}

}  // namespace
}  // namespace ocssim::models
