#include "study/findings/bottleneck.hpp"

#include "study/findings/recommendations.hpp"
#include "tests/study/observations_by_hand.hpp"

#include <gtest/gtest.h>

namespace ocssim::study {
namespace {

TEST(Bottleneck, HeadroomIsLoadAtTheLimitOverPresentLoad) {
  const scenarios::Scenario scenario = shipped("enterprise-100k");
  const auto runs = utilizations({0.60, 0.62, 0.64}, {"front_end[0]"});
  const auto rows = find_bottlenecks(scenario, estimated(runs));
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].resource, "front_end.cpu");
  EXPECT_EQ(rows[0].component, "front_end[0]");
  EXPECT_DOUBLE_EQ(rows[0].limit_value, 0.8) << "the healthy band's limit, not the physical one";
  EXPECT_NEAR(*rows[0].headroom.value, 0.8 / 0.62 - 1.0, 1e-12);
  EXPECT_NEAR(rows[0].users_at_limit, 100000 * 0.8 / 0.62, 1e-6);
  // h = 4.302653 · 0.02 / √3 = 0.049683 of 0.62; headroom's is (0.8 / 0.62) times as much of it
  EXPECT_NEAR(*rows[0].headroom.half_width, 0.8 / 0.62 * 0.0496828 / 0.62, 1e-6);
}

TEST(Bottleneck, LeastHeadroomStandsFirst) {
  auto runs = utilizations({0.60, 0.62}, {"front_end[0]"});
  for (Observations& run : runs) {
    Observation sql = run.metrics[0];
    sql.metric = "sql.cpu.utilization";
    sql.component = "sql";
    sql.sum = 78.0;
    run.metrics.push_back(sql);
  }
  const auto rows = find_bottlenecks(shipped("enterprise-100k"), estimated(runs));
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].resource, "sql.cpu");
  EXPECT_EQ(rows[1].resource, "front_end.cpu");
}

TEST(Bottleneck, ASaturatedStationIsJudgedByWhatIsAskedOfIt) {
  // 90,000 users offer 9 Erlangs to 8 servers: all of them are busy, and that is not all.
  const scenarios::Scenario scenario = shipped("mmc-knee", {"clients.users=90k"});
  ASSERT_EQ(scenario.stations.size(), 1u);
  const models::StationConfig& station = scenario.stations[0];
  const double offered =
      station.arrivals_per_user * 90000 * to_seconds(station.mean_service_time) / station.servers;
  ASSERT_GT(offered, 1.0);
  std::vector<Observations> runs(2);
  for (Observations& run : runs) {
    Observation busy = observation("station.utilization", station.name, MetricKind::time_average);
    busy.sum = 99.9;
    busy.max = 1.0;
    run.metrics = {busy};
  }
  const auto rows = find_bottlenecks(scenario, estimated(runs));
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_DOUBLE_EQ(rows[0].present, offered);
  EXPECT_NEAR(rows[0].users_at_limit, 90000.0 / offered, 1e-6);
}

TEST(Bottleneck, AFullBalancerIsAskedForWhatWaitsOutside) {
  // It holds 40,000 connections and no more: of 100,000 users 60,000 wait.
  std::vector<Observations> runs(2);
  for (std::uint32_t i = 0; i < 2; ++i) {
    runs[i].replication = i;
    Observation held = observation("lb.connection_utilization", "", MetricKind::time_average);
    held.sum = held.weight;
    held.max = 1.0;
    Observation outside = observation("clients.without_connection", "", MetricKind::instant);
    outside.sum = 60000.0;
    runs[i].metrics = {held, outside};
  }
  const auto rows = find_bottlenecks(shipped("snat-one-address"), estimated(runs));
  ASSERT_FALSE(rows.empty());
  EXPECT_EQ(rows[0].resource, "load_balancer.connections");
  EXPECT_NEAR(rows[0].users_at_limit, 40000.0, 1e-6);
}

TEST(Bottleneck, RefusedEndpointsCountAsDemandForPorts) {
  const scenarios::Scenario scenario = shipped("snat-one-address");
  std::vector<Observations> runs(2);
  for (std::uint32_t i = 0; i < 2; ++i) {
    runs[i].replication = i;
    Observation ports =
        observation("snat.port_utilization", "snat_address[0]", MetricKind::time_average);
    ports.sum = 50.0;
    ports.max = 1.0;
    Observation refused = observation("snat.refused", "", MetricKind::count);
    refused.count = 70000;
    Observation outside = observation("clients.without_connection", "", MetricKind::instant);
    outside.sum = 35000.0;
    runs[i].metrics = {ports, refused, outside};
  }
  const auto rows = find_bottlenecks(scenario, estimated(runs));
  ASSERT_FALSE(rows.empty());
  EXPECT_EQ(rows[0].resource, "snat.ports");
  // 65,000 hold all ports; 100,000 want one: 100,000 / 65,000 of the ports are asked for.
  EXPECT_NEAR(rows[0].present, 100.0 / 65.0, 1e-9);
  EXPECT_NEAR(rows[0].users_at_limit, 65000.0, 1e-6);

  const auto advice = recommend(scenario, rows);
  ASSERT_EQ(advice.size(), 1u);
  EXPECT_NE(advice[0].text.find("--set load_balancer.snat.addresses=2"), std::string::npos)
      << advice[0].text;
}

TEST(Bottleneck, ABufferPoolTooSmallForTheDataIsNamedWithTheMemoryThatHoldsThem) {
  // 8 GiB leave 6.5 GiB: 851,968 pages for a million. 8 / 0.852 = 9.4: 10 GiB.
  auto runs = utilizations({0.60, 0.62}, {"front_end[0]"});
  for (Observations& run : runs) {
    run.metrics.push_back(observation("sql.hit_ratio", "sql", MetricKind::ratio));
  }
  const auto small = shipped("sql-memory-too-small");
  const auto rows = find_bottlenecks(small, estimated(runs));
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].resource, "sql.memory");
  EXPECT_NEAR(*rows[0].headroom.value, 0.851968 - 1.0, 1e-9);
  EXPECT_TRUE(rows[0].headroom.exact);
  EXPECT_NEAR(rows[0].users_at_limit, 85'196.8, 0.1);
  const auto findings = recommend(small, rows);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].text,
            "sql.memory is beyond its limit: 10 GiB of SQL memory instead of 8 GiB would do in "
            "proportion; try --set 'sql.memory=10 GiB'");
  const auto blind = shipped("sql-32-bit");
  EXPECT_TRUE(recommend(blind, find_bottlenecks(blind, estimated(runs))).empty())
      << "more memory is no remedy for a server that cannot see it";
}

}  // namespace
}  // namespace ocssim::study
