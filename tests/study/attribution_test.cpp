// Where the time of a transaction goes, with means given by hand.
#include "study/findings/attribution.hpp"

#include "tests/study/observations_by_hand.hpp"

#include <algorithm>
#include <gtest/gtest.h>

namespace ocssim::study {
namespace {

using models::MessageClass;

constexpr double count = 1000.0;

Observation times(const std::string& metric, const std::string& component, double mean) {
  Observation tally = observation(metric, component, MetricKind::tally);
  tally.count = static_cast<std::uint64_t>(count);
  tally.sum = count * mean;
  tally.min = mean;
  tally.max = mean;
  return tally;
}

const AttributionRow& row_of(const std::vector<AttributionRow>& rows,
                             const std::string& transaction, const std::string& tier) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const AttributionRow& row) {
    return row.transaction == transaction && row.tier == tier;
  });
  EXPECT_NE(found, rows.end()) << transaction << " " << tier;
  return *found;
}

TEST(Attribution, ARefreshIsServedByItsDemandAndWaitsWhatTheTierLeaves) {
  const scenarios::Scenario scenario = shipped("enterprise-100k");
  const models::MessageCost& refresh =
      scenario.front_ends.messages[models::index_of(MessageClass::register_refresh)];
  const double clock = scenario.front_ends.clock_hz;
  // All messages cost 20 Mcycles on average; a visit takes 3 ms more than that.
  const double mean_service = 20e6 / clock;
  std::vector<Observations> runs(2);
  for (Observations& run : runs) {
    run.shares = {{.whole = "front_end.cpu",
                   .part = "publish",
                   .sum = 20.0 * count,
                   .count = static_cast<std::uint64_t>(count)}};
    run.metrics = {times("register.time", "", 0.05),
                   times("front_end.processing_time", "front_end[0]", mean_service + 3e-3),
                   times("sql.queue_latency", "front_end[0]", 1e-3),
                   times("sql.sproc_latency", "front_end[0]", 8e-3)};
  }
  const auto rows = attribute_times(scenario, runs, estimated(runs));
  const AttributionRow& cpu = row_of(rows, "REGISTER refresh", "front_end.cpu");
  EXPECT_EQ(cpu.metric, "register.time");
  EXPECT_DOUBLE_EQ(*cpu.service.value, refresh.megacycles * 1e6 / clock);
  EXPECT_NEAR(*cpu.wait.value, 3e-3, 1e-12);
  const double calls = refresh.sproc_calls;
  const AttributionRow& connection = row_of(rows, "REGISTER refresh", "database connection");
  EXPECT_NEAR(*connection.wait.value, calls * 1e-3, 1e-12);
  // A call: 8 ms measured = its processor time + the way there and back + waiting.
  const AttributionRow& sql = row_of(rows, "REGISTER refresh", "sql");
  const double call = scenario.sql.call_megacycles * 1e6 / scenario.sql.clock_hz;
  const double way = 2.0 * to_seconds(scenario.network.front_end_to_sql);
  EXPECT_DOUBLE_EQ(*sql.service.value, calls * call);
  EXPECT_NEAR(*sql.wait.value, calls * (8e-3 - call - way), 1e-12);
  // One way to the server and back, and the calls'.
  const AttributionRow& network = row_of(rows, "REGISTER refresh", "network");
  const double trip = 2.0 * to_seconds(scenario.network.client_to_balancer +
                                       scenario.network.balancer_to_front_end);
  EXPECT_DOUBLE_EQ(*network.service.value, trip + calls * way);
}

TEST(Attribution, OnlyTransactionsThatWereMeasuredHaveRows) {
  const scenarios::Scenario scenario = shipped("enterprise-100k");
  std::vector<Observations> runs(2);
  for (Observations& run : runs) run.metrics = {times("register.time", "", 0.05)};
  for (const AttributionRow& row : attribute_times(scenario, runs, estimated(runs))) {
    EXPECT_EQ(row.transaction, "REGISTER refresh");
  }
  EXPECT_TRUE(attribute_times(shipped("mmc-knee"), runs, estimated(runs)).empty());
}

}  // namespace
}  // namespace ocssim::study
