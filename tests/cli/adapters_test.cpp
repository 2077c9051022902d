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

}  // namespace
}  // namespace ocssim::cli
