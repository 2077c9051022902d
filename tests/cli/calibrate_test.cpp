// calibrate as it is used: a simulated sweep is measured like a pool, and the profile's demands
// come back from its counters.
#include "tests/cli/tool.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace ocssim::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;

/// Twelve loads in which every activity varies by itself, one Front End, two replications each.
const std::string sweep = [] {
  const std::string rate = " / user / hour";
  const auto list = [](const std::string& path, const std::vector<int>& values,
                       const std::string& unit) {
    std::string text = "--vary '" + path + "=";
    for (std::size_t i = 0; i < values.size(); ++i) {
      text += (i == 0 ? "" : ",") + std::to_string(values[i]) + unit;
    }
    return text + "' ";
  };
  const std::string activity = "clients.activity.";
  return std::string("sweep enterprise-100k -q --set clients.users=5k --set front_ends.count=1 ") +
         "--duration '10 min' --warmup none --replications 2 --zip -o results " +
         list(activity + "presence_publications", {2, 6, 4, 8, 3, 2, 7, 5, 9, 2, 6, 3}, rate) +
         list(activity + "polls", {60, 30, 90, 40, 20, 100, 70, 25, 60, 90, 30, 50}, rate) +
         list(activity + "polls_cached_share", {60, 20, 80, 50, 90, 10, 40, 70, 30, 75, 15, 45},
              " %") +
         list(activity + "im_sessions", {2, 5, 1, 3, 6, 4, 1, 2, 5, 3, 6, 1}, rate) +
         list(activity + "background", {30, 10, 50, 60, 20, 15, 40, 70, 25, 55, 35, 65}, rate) +
         list("clients.contacts.mean", {50, 80, 30, 20, 60, 100, 40, 25, 90, 70, 35, 45}, "");
}();

const std::string held =
    "--hold tls_handshake --hold register_leg --hold subscribe --hold batch_subscribe "
    "--hold register_refresh --hold sign_out --hold keep_alive --hold message_delivery ";

TEST(Calibrate, DemandsOfTheProfileComeBackFromCountersOfASweep) {
  const ToolFolder folder;
  ASSERT_EQ(folder.ocssim(sweep).exit_code, 0);
  ASSERT_EQ(folder.ocssim("export results --format counters -o counters.csv").exit_code, 0);
  const Outcome outcome = folder.ocssim("calibrate enterprise-100k counters.csv --json " + held +
                                        "--confidence '99.9 %' -o demands.json");
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err << outcome.out;
  const json answer = json::parse(outcome.out);
  EXPECT_EQ(answer["verdict"], "within_tolerance");
  int fitted = 0;
  for (const json& resource : answer["resources"]) {
    EXPECT_LT(resource["held_out"]["mean_absolute"], 0.02) << resource["name"];
    for (const json& demand : resource["demands"]) {
      if (demand["state"] != "fitted") continue;
      ++fitted;
      const double was = demand["was"];
      std::printf("%s: %g, was %g, interval %g to %g\n", demand["path"].get<std::string>().c_str(),
                  demand["value"].get<double>(), was, demand["low"].get<double>(),
                  demand["high"].get<double>());
      // What straddles the ends of the window is no noise, so a thousandth is allowed beside it.
      EXPECT_LE(demand["low"].get<double>(), was * 1.001 + 0.001) << demand["path"];
      EXPECT_GE(demand["high"].get<double>(), was * 0.999 - 0.001) << demand["path"];
      EXPECT_NEAR(demand["value"].get<double>(), was, 0.1 * was) << demand["path"];
    }
  }
  EXPECT_GE(fitted, 20);
  const Outcome shown = folder.ocssim("show enterprise-100k -f demands.json --origins");
  EXPECT_THAT(shown.out, HasSubstr("[measured] counters.csv: front_end.cpu.utilization"));
  EXPECT_EQ(folder.ocssim("check enterprise-100k -f demands.json -q").exit_code, 0);
}

/// 12 rows of two classes; the utilization is that of 20 and 11 Mcycles on 8 servers.
std::string table(double level, double publish_demand) {
  std::string text = "publish,message,front_end.cpu.utilization\n";
  for (int row = 0; row < 12; ++row) {
    const double publish = level * (100 + 40 * (row % 4));
    const double message = level * (300 - 60 * (row % 3));
    const double cores = (publish * publish_demand + message * 11.0) / 2330.0;
    text +=
        fmt::format("{},{},{}\n", publish, message, cores / 64.0 * (row % 2 == 0 ? 1.01 : 0.99));
  }
  return text;
}

TEST(Calibrate, ExitSaysWhatTheCountersOfAnotherLoadSay) {
  const ToolFolder folder;
  folder.write("day.csv", table(1.0, 20.0));
  folder.write("night.csv", table(0.4, 20.0));
  folder.write("other.csv", table(0.4, 60.0));
  const std::string calibrate = "calibrate enterprise-100k day.csv ";
  const Outcome good = folder.ocssim(calibrate + "--held-out night.csv");
  EXPECT_EQ(good.exit_code, 0) << good.err;
  EXPECT_THAT(good.out, HasSubstr("Held out (night.csv, 12 rows)"));
  const Outcome bad = folder.ocssim(calibrate + "--held-out other.csv");
  EXPECT_EQ(bad.exit_code, 14);
  EXPECT_THAT(bad.out, HasSubstr("outside the tolerance of 10 %"));
  EXPECT_EQ(folder.ocssim(calibrate + "--held-out other.csv --tolerance '90 %'").exit_code, 0);
  EXPECT_EQ(folder.ocssim(calibrate + "--json").out, folder.ocssim(calibrate + "--json").out);
}

TEST(Calibrate, WhatCannotBeToldApartIsRefusedAndNotWritten) {
  const ToolFolder folder;
  std::string text = "publish,message,front_end.cpu.utilization\n";
  for (int row = 1; row <= 12; ++row)
    text += fmt::format("{},{},{}\n", 10 * row, 25 * row, 0.01 * row);
  folder.write("counters.csv", text);
  const Outcome refused = folder.ocssim("calibrate enterprise-100k counters.csv -o demands.json");
  EXPECT_EQ(refused.exit_code, 11);
  EXPECT_THAT(refused.out, HasSubstr("publish, message move together in all rows"));
  EXPECT_THAT(folder.read("demands.json"), testing::Not(HasSubstr("megacycles")));
  EXPECT_EQ(folder.ocssim("calibrate enterprise-100k counters.csv --hold message").exit_code, 0);
  EXPECT_EQ(folder.ocssim("calibrate enterprise-100k counters.csv --hold mesage").exit_code, 2);
}

TEST(Calibrate, FaultsOfTheTableHaveAPlace) {
  const ToolFolder folder;
  folder.write("counters.csv", "publish,front_end.cpu.utilisation\n1,0.5\n");
  const Outcome wrong = folder.ocssim("calibrate enterprise-100k counters.csv");
  EXPECT_EQ(wrong.exit_code, 3);
  EXPECT_THAT(wrong.err, HasSubstr("counters.csv:1:9: error[E604]"));
  EXPECT_THAT(wrong.err, HasSubstr("did you mean \"front_end.cpu.utilization\""));
  folder.write("empty.csv", "publish\n1\n");
  EXPECT_THAT(folder.ocssim("calibrate enterprise-100k empty.csv").err, HasSubstr("error[E606]"));
  EXPECT_EQ(folder.ocssim("calibrate enterprise-100k nowhere.csv").exit_code, 4);
  EXPECT_EQ(folder.ocssim("calibrate mmc-knee empty.csv").exit_code, 3);
}

}  // namespace
}  // namespace ocssim::cli
