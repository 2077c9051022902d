// Shipped scenarios of adapters: what each must show, and twins without the cause.
#include "scenarios/topology/media_load.hpp"
#include "tests/models/pool/pool_run.hpp"
#include "tests/scenarios/model/loading.hpp"

#include <cstdio>
#include <gtest/gtest.h>
#include <string>

namespace ocssim::models {
namespace {

const std::string server = "server[0]";

Settings rings(const std::string& times, const std::string& mbps, const std::string& packet) {
  return {"av.nic.rx_descriptors=" + times, "av.packets.load.rate=" + mbps + " Mbps",
          "av.packets.load.packet=" + packet + " B"};
}

double loss(const PoolRun& run) {
  return run.mean("nic.rx.loss", server);
}

TEST(NicRings, ThreeTimesTheDescriptorsHoldTwoHundredForty) {
  // 27,273 packets/s of 1,100 bytes for U(10, 25 ms): 273 to 682 come in a stall. 256 places are
  // too few in every stall, 768 for none; drops a stall 27.27 · τ − 256, 221 on average, 2 stalls a
  // second: 1.6 % of all packets.
  const PoolRun delivered("nic-rings", rings("x1", "240", "1100") + lasting("60 s"));
  const PoolRun advised("nic-rings", rings("x3", "240", "1100") + lasting("60 s"));
  std::printf("240 Mbps of 1,100 bytes: %.0f packets/s, loss %.4f with 256, %.2g with 768\n",
              delivered.mean("nic.rx.packet_rate", server), loss(delivered), loss(advised));
  EXPECT_NEAR(delivered.mean("nic.rx.packet_rate", server), 27273.0, 30.0);
  EXPECT_NEAR(loss(delivered), 2.0 * 221.0 / 27273.0, 0.3 * loss(delivered));
  EXPECT_EQ(delivered.total("nic.rx.dropped_by_stall", server),
            delivered.total("nic.rx.dropped", server));
  EXPECT_LT(loss(advised), 1e-6);
  EXPECT_EQ(advised.total("nic.rx.dropped", server), 0.0);
}

TEST(NicRings, FourHundredAreTooManyForThem) {
  // 45,455 packets/s: 455 to 1,136 come in a stall.
  const PoolRun run("nic-rings", rings("x3", "400", "1100") + lasting("60 s"));
  std::printf("400 Mbps of 1,100 bytes, 768: loss %.4f\n", loss(run));
  EXPECT_GT(loss(run), 0.002);
}

TEST(NicRings, FeelPacketsAndNotBits) {
  // 240 Mbps of 200 bytes are 150,000 packets/s: 1,500 to 3,750 come in a stall.
  for (const char* times : {"x1", "x3"}) {
    const PoolRun run("nic-rings", rings(times, "240", "200") + lasting("20 s"));
    std::printf("240 Mbps of 200 bytes, %s: %.0f packets/s, loss %.4f\n", times,
                run.mean("nic.rx.packet_rate", server), loss(run));
    EXPECT_NEAR(run.mean("nic.mbps", server), 240.0, 0.1);
    EXPECT_NEAR(run.mean("nic.rx.packet_rate", server), 150e3, 150.0);
    EXPECT_GT(loss(run), 0.01);
  }
}

TEST(NicRings, TwoHundredFiftyWithStallsOfTenToTwentyFive) {
  // V21: hold times 9 and 27 ms.
  EXPECT_GT(loss(PoolRun("nic-rings", rings("x1", "250", "1100") + lasting("30 s"))), 0.005);
  EXPECT_EQ(loss(PoolRun("nic-rings", rings("x3", "250", "1100") + lasting("30 s"))), 0.0);
}

TEST(NicRings, MemoryIsThePrice) {
  const PoolRun run("nic-rings", {"av.nic.rx_descriptors=x3", "av.nic.tx_descriptors=x3",
                                  "simulation.duration=1 s"});
  EXPECT_EQ(run.mean("nic.memory", server), 2.0 * 768.0 * 2064.0);
}

TEST(MixersInStep, LoseHalfOfWhatFitsTenTimes) {
  // 2,400 packets at once: 256 descriptors and 1,000 places in the host, and the others are lost,
  // for the link takes 1.1 µs a packet and none of the 2,400 can wait for it outside.
  const PoolRun common("mixers-in-step", {});
  const PoolRun twin("mixers-in-step", {"av.packets.mixer_phase=per_conference"});
  const auto show = [](const char* name, const PoolRun& run) {
    std::printf("%-15s %.1f Mbps, tx loss %.4f, longest wait %.3f ms, MOS %.2f\n", name,
                run.mean("nic.tx.mbps", server), run.mean("nic.tx.loss", server),
                1e3 * run.highest("nic.tx.delay", server), run.mean("av.mos", server));
  };
  show("common", common);
  show("per_conference", twin);
  EXPECT_NEAR(common.mean("nic.tx.loss", server), (2400.0 - 1256.0) / 2400.0, 1e-9);
  EXPECT_EQ(common.total("nic.tx.dropped_by_burst", server),
            common.total("nic.tx.dropped", server));
  EXPECT_LT(common.mean("av.mos", server), 3.0);
  EXPECT_EQ(twin.mean("nic.tx.loss", server), 0.0);
  EXPECT_EQ(twin.highest("nic.tx.delay", server), 0.0);
  EXPECT_GT(twin.mean("av.mos", server), 4.0);
  EXPECT_EQ(twin.mean("nic.tx.mbps", server), common.mean("nic.tx.mbps", server));
}

TEST(FecFeedback, KeepsTheIllnessAlive) {
  const PoolRun ill("fec-feedback", {});
  const PoolRun bigger("fec-feedback", {"av.nic.rx_descriptors=x3", "av.nic.tx_descriptors=x3"});
  const PoolRun calm("fec-feedback", {"av.nic.stalls.rate=0 / s"});
  const PoolRun plain("fec-feedback", {"av.packets.fec=never"});
  const auto show = [](const char* name, const PoolRun& run) {
    std::printf(
        "%-12s FEC on %.2f of the time, %.1f Mbps out, loss %.4f, after FEC %.4f, MOS %.2f\n", name,
        run.mean("av.fec", server), run.mean("nic.tx.mbps", server),
        run.mean("av.packet_loss", server), run.mean("av.residual_loss", server),
        run.mean("av.mos", server));
  };
  show("x1", ill);
  show("x3", bigger);
  show("no stalls", calm);
  show("never FEC", plain);
  EXPECT_GT(ill.mean("av.fec", server), 0.5);
  EXPECT_GT(ill.total("nic.tx.dropped_by_rate", server),
            10.0 * ill.total("nic.tx.dropped_by_stall", server));
  EXPECT_EQ(bigger.mean("av.fec", server), 0.0);
  EXPECT_EQ(bigger.total("nic.tx.dropped_by_rate", server), 0.0);
  EXPECT_LT(bigger.mean("av.packet_loss", server), 0.002);
  EXPECT_EQ(calm.mean("av.packet_loss", server), 0.0);
  EXPECT_LT(plain.mean("av.packet_loss", server), 0.1 * ill.mean("av.packet_loss", server));
  EXPECT_LT(ill.mean("av.mos", server), plain.mean("av.mos", server));
}

TEST(AvHeavy, CarriesWhatTheClosedFormOfRuleAv01Says) {
  // A tenth of the users: 100 conferences at a time, so that the mean of three replications is good
  // for 6 % or so.
  const Settings tenth = {"clients.users=10000", "simulation.duration=2 min"};
  const scenarios::MediaLoad load =
      scenarios::media_load(scenarios::scenario_with("av-heavy", tenth));
  double sent = 0.0, received = 0.0;
  constexpr std::uint32_t replications = 3;
  for (std::uint32_t replication = 0; replication < replications; ++replication) {
    const PoolRun run("av-heavy", tenth, replication);
    for (const char* each : {"av_server[0]", "av_server[1]"}) {
      sent += run.mean("nic.tx.mbps", each) / (2.0 * replications);
      received += run.mean("nic.rx.mbps", each) / (2.0 * replications);
    }
  }
  std::printf("a server sends %.1f Mbps, by the closed form %.1f; receives %.1f, %.1f\n", sent,
              1e-6 * load.sent, received, 1e-6 * load.received);
  EXPECT_NEAR(sent, 1e-6 * load.sent, 0.15 * sent);
  EXPECT_NEAR(received, 1e-6 * load.received, 0.15 * received);
}

}  // namespace
}  // namespace ocssim::models
