// Comparing buffers of network adapters: what `sweep` and `compare` answer, whole answers.
#include "tests/cli/tool.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sstream>

namespace ocssim::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;

std::string with_large_rings(const std::string& side) {
  return "--" + side + "-set av.nic.rx_descriptors=x3 --" + side + "-set av.nic.tx_descriptors=x3 ";
}

json differences(const ToolFolder& folder, const std::string& arguments) {
  const Outcome outcome = folder.ocssim("compare " + arguments + " --json -q -o -");
  EXPECT_FALSE(outcome.out.empty()) << outcome.err;
  return json::parse(outcome.out)["differences"];
}

TEST(CompareAdapters, SaysWhatThreeTimesTheDescriptorsBuy) {
  const ToolFolder folder;
  const json rows =
      differences(folder, "nic-rings nic-rings --duration '20 s' " + with_large_rings("b"));
  EXPECT_EQ(rows["nic.rx.loss.mean"]["verdict"], "better");
  EXPECT_GT(rows["nic.rx.loss.mean"]["a"].get<double>(), 0.01);
  EXPECT_EQ(rows["nic.rx.loss.mean"]["b"].get<double>(), 0.0);
  EXPECT_DOUBLE_EQ(rows["nic.memory.mean"]["difference"].get<double>(), 2.0 * 512 * 2064);
  EXPECT_EQ(rows["nic.mbps.mean"]["difference"].get<double>(), 0.0);
}

TEST(CompareAdapters, WithThemselvesReportNothing) {
  const ToolFolder folder;
  const json rows = differences(folder, "nic-rings nic-rings --duration '5 s'");
  ASSERT_FALSE(rows.empty());
  for (const auto& [metric, row] : rows.items()) {
    EXPECT_EQ(row["verdict"], "no_difference") << metric;
  }
}

TEST(CompareAdapters, OfConferencesSayLossSpeechAndMemory) {
  // Two A/V servers in the guide's band of 200 to 250 Mbps: windows of packets in a long run.
  const ToolFolder folder;
  const json rows =
      differences(folder, "av-heavy --duration '3 min' --replications 4 " + with_large_rings("b"));
  const double mbps = rows["nic.mbps.mean"]["a"].get<double>();
  EXPECT_GT(mbps, 150.0);
  EXPECT_LT(mbps, 300.0);
  EXPECT_GT(rows["nic.rx.loss.mean"]["a"].get<double>(), 0.0);
  EXPECT_LT(rows["nic.rx.loss.mean"]["b"].get<double>(),
            rows["nic.rx.loss.mean"]["a"].get<double>());
  EXPECT_GE(rows["av.mos.mean"]["b"].get<double>(), rows["av.mos.mean"]["a"].get<double>());
  EXPECT_DOUBLE_EQ(rows["nic.memory.mean"]["difference"].get<double>(), 2.0 * 512 * 2064);
}

TEST(CompareAdapters, SwappedChangesEverySign) {
  const ToolFolder folder;
  const std::string run = "nic-rings nic-rings --duration '5 s' ";
  const json there = differences(folder, run + with_large_rings("b"));
  const json back = differences(folder, run + with_large_rings("a"));
  ASSERT_EQ(there.size(), back.size());
  int signs = 0;
  for (const auto& [metric, row] : there.items()) {
    if (row["difference"].is_null()) continue;
    const double difference = row["difference"].get<double>();
    EXPECT_DOUBLE_EQ(difference, -back[metric]["difference"].get<double>()) << metric;
    signs += difference == 0.0 ? 0 : 1;
  }
  EXPECT_GT(signs, 3);
}

TEST(SweepRings, PacketsStandBesideMegabits) {
  const ToolFolder folder;
  const Outcome swept = folder.ocssim(
      "sweep nic-rings --duration '2 s' --replications 4 --vary 'av.packets.load.rate=100 Mbps,240 "
      "Mbps,400 Mbps' "
      "--vary 'av.packets.load.packet=1100 B,200 B' --vary av.nic.rx_descriptors=x1,x2,x3 -q -o - "
      "--color never");
  EXPECT_EQ(swept.exit_code, 0) << swept.err;
  EXPECT_THAT(swept.out, HasSubstr("packets/s"));
  EXPECT_THAT(swept.out, HasSubstr("Mbps"));
  EXPECT_THAT(swept.out, HasSubstr("27,273"));
  EXPECT_THAT(swept.out, HasSubstr("rx.loss"));
  std::istringstream lines(swept.out);
  int points = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.find(" 200 B") == std::string::npos && line.find(" 1100 B") == std::string::npos)
      continue;
    if (line.find("ocssim sweep") != std::string::npos) continue;
    EXPECT_LE(line.size(), 102u) << line;  // ± has two bytes
    ++points;
  }
  EXPECT_EQ(points, 18);
}

/// Of a point: the mean of a metric, and whether it has an interval.
double mean_of(const json& point, const char* metric) {
  const json& figure = point["metrics"][metric];
  EXPECT_TRUE(figure["half_width"].is_number()) << metric;
  return figure["mean"].get<double>();
}

TEST(SweepRings, ByRateDescriptorsAndPacketSize) {
  // The table of docs/evidence.md at a few of its points, with fewer and shorter replications.
  const ToolFolder folder;
  const Outcome swept = folder.ocssim(
      "sweep nic-rings --duration '10 s' --replications 4 --vary 'av.packets.load.rate=240 "
      "Mbps,400 Mbps' --vary 'av.packets.load.packet=1100 B,200 B' --vary "
      "av.nic.rx_descriptors=x1,x3 --vary av.nic.tx_descriptors=x1,x3 --where "
      "'av.nic.rx_descriptors == av.nic.tx_descriptors' --json -q -o -");
  ASSERT_EQ(swept.exit_code, 0) << swept.err;
  const json answer = json::parse(swept.out);
  ASSERT_EQ(answer["points"].size(), 8u);
  for (const json& point : answer["points"]) {
    const json& set = point["set"];
    const bool is_small = set["av.packets.load.packet"] == "200 B";
    const bool is_tripled = set["av.nic.rx_descriptors"] == "x3";
    const bool is_fast = set["av.packets.load.rate"] == "400 Mbps";
    const double loss = mean_of(point, "nic.rx.loss");
    const double mbps = is_fast ? 400.0 : 240.0;
    EXPECT_NEAR(mean_of(point, "nic.rx.mbps"), mbps, 0.5) << set;
    EXPECT_NEAR(mean_of(point, "nic.rx.packet_rate"),
                1e6 * mbps / 8.0 / (is_small ? 200.0 : 1100.0), 200.0)
        << set;
    const std::string finding = point["findings"][0]["text"].get<std::string>();
    if (is_small || is_fast || !is_tripled) {
      EXPECT_GT(loss, 1e-3) << set;
      EXPECT_EQ(point["findings"][0]["id"], "rings.overrun") << set;
      if (!is_tripled || is_small) {
        EXPECT_GT(mean_of(point, "nic.rx.overrun_stalls"), 0.97) << set;
      }
    } else {
      EXPECT_EQ(loss, 0.0) << set;
      EXPECT_EQ(mean_of(point, "nic.rx.overrun_stalls"), 0.0) << set;
      EXPECT_EQ(point["findings"][0]["id"], "rings.hold") << set;
      EXPECT_THAT(finding, HasSubstr("768 receive descriptors hold 28.2 ms"));
      EXPECT_THAT(finding, HasSubstr("av.nic.stalls.apart is 50 ms"));
    }
    if (is_small && is_tripled && !is_fast) {
      EXPECT_THAT(finding, HasSubstr("150015 packets/s of 240 Mbps")) << "packets beside megabits";
      EXPECT_THAT(finding, HasSubstr("the longest stall brings 3751 packets"));
    }
  }
}

TEST(SweepRings, ZeroLossLeansOnStallsThatDoNotTouch) {
  // 768 descriptors hold each stall at 240 Mbps of 1,100 bytes, but not two in a row; ten stalls a
  // second show it in a short run.
  const ToolFolder folder;
  const Outcome swept = folder.ocssim(
      "sweep nic-rings --duration '30 s' --replications 4 --set av.nic.rx_descriptors=x3 --set "
      "'av.nic.stalls.rate=10 / s' --vary 'av.nic.stalls.apart=0 s,50 ms' --json -q -o -");
  ASSERT_EQ(swept.exit_code, 0) << swept.err;
  const json points = json::parse(swept.out)["points"];
  ASSERT_EQ(points.size(), 2u);
  EXPECT_GT(mean_of(points[0], "nic.rx.loss"), 1e-6);
  EXPECT_EQ(mean_of(points[1], "nic.rx.loss"), 0.0);
}

}  // namespace
}  // namespace ocssim::cli
