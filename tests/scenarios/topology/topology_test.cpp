// The graph's answers on pools whose answers are plain to see.
#include "scenarios/topology/topology.hpp"

#include "tests/scenarios/model/loading.hpp"

#include <algorithm>

namespace ocssim::scenarios {
namespace {

Topology topology_of(const std::vector<std::string>& sets = {},
                     const std::string& name = "enterprise-100k") {
  return analyze(scenario_with(name, sets));
}

const SinglePoint* single_point(const Topology& topology, std::string_view name) {
  const auto found = std::find_if(topology.single_points.begin(), topology.single_points.end(),
                                  [name](const SinglePoint& point) { return point.node == name; });
  return found == topology.single_points.end() ? nullptr : &*found;
}

bool is_present(const Topology& topology, std::string_view purpose) {
  const auto found =
      std::find_if(topology.paths.begin(), topology.paths.end(),
                   [purpose](const RequiredPath& path) { return path.purpose == purpose; });
  EXPECT_NE(found, topology.paths.end()) << purpose;
  return found != topology.paths.end() && found->present;
}

TEST(Topology, BalancerBackEndDirectoryAndShareAreSinglePoints) {
  const Topology topology = topology_of();
  EXPECT_EQ(topology.single_points.size(), 4U);
  ASSERT_NE(single_point(topology, "load_balancer"), nullptr);
  EXPECT_GT(single_point(topology, "load_balancer")->cuts_off.size(), 8U);
  ASSERT_NE(single_point(topology, "sql"), nullptr);
  EXPECT_EQ(single_point(topology, "sql")->cuts_off,
            std::vector<std::string>{"contacts and presence"});
  EXPECT_NE(single_point(topology, "directory"), nullptr);
  EXPECT_NE(single_point(topology, "file_share"), nullptr);
  EXPECT_EQ(single_point(topology, "front_end[0]"), nullptr);
}

TEST(Topology, TheOnlyFrontEndIsASinglePoint) {
  const Topology topology = topology_of({"front_ends.count=1"});
  ASSERT_NE(single_point(topology, "front_end[0]"), nullptr);
  EXPECT_EQ(single_point(topology_of({"front_ends.count=2"}), "front_end[0]"), nullptr);
}

TEST(Topology, AnArchiveIsOneMoreSinglePoint) {
  const Topology topology = topology_of({"archiving.enabled=true"});
  ASSERT_NE(single_point(topology, "archive"), nullptr);
  EXPECT_EQ(single_point(topology, "archive")->cuts_off,
            std::vector<std::string>{"archived messages"});
}

TEST(Topology, MissingPathsAreNamed) {
  const Topology whole = topology_of();
  for (const RequiredPath& path : whole.paths) EXPECT_TRUE(path.present) << path.purpose;
  EXPECT_FALSE(is_present(topology_of({"sql.reachable=false"}), "registration and presence"));
  EXPECT_FALSE(is_present(topology_of({"deployment.directory_reachable=false"}), "authentication"));
  const Topology apart = topology_of({"deployment.front_ends_routable=false"});
  EXPECT_FALSE(is_present(apart, "notifications and messages"));
  EXPECT_FALSE(is_present(apart, "administration"));
  EXPECT_FALSE(
      is_present(topology_of({"load_balancer.listeners=[5060]"}), "sign-in and signaling"));
}

TEST(Topology, MaximumFlowIsTheLeastOfTheLayers) {
  const Scenario scenario = scenario_with("enterprise-100k");
  const OfferedLoad load = offered_load(scenario);
  double least = 1e18;
  for (const ResourceLoad& each : load.resources) least = std::min(least, each.users_at_limit);
  EXPECT_NEAR(topology_of().users_at_most, least, 10.0);  // whole users a server
}

TEST(Topology, TheCutNamesWhatBindsFirst) {
  EXPECT_EQ(topology_of().min_cut, std::vector<std::string>{"load_balancer"});
  const Topology by_servers = topology_of({"load_balancer.snat.addresses=10", "sql.memory=64 GiB"});
  EXPECT_EQ(by_servers.min_cut.size(), 8U);
  EXPECT_EQ(by_servers.min_cut.front(), "front_end[0]");
  const Topology by_store = topology_of({"load_balancer.snat.addresses=10", "sql.cores=1"});
  EXPECT_EQ(by_store.min_cut, std::vector<std::string>{"sql"});
}

TEST(Topology, WithoutReachableBackEndNobodyIsServed) {
  EXPECT_EQ(topology_of({"sql.reachable=false"}).users_at_most, 0.0);
}

TEST(Topology, ConsolidatedAndTwoLogicalBalancers) {
  const Topology topology = topology_of();
  EXPECT_FALSE(topology.expanded);
  EXPECT_EQ(topology.logical_balancers, 2U);
  EXPECT_TRUE(topology_of({"front_ends.configuration=expanded"}).expanded);
  EXPECT_EQ(topology_of({"load_balancer.web_listeners=[]"}).logical_balancers, 1U);
}

TEST(Topology, StationsAreNodesAndTheirOrderEdges) {
  const Topology topology = topology_of(
      {"stations[1]={\"name\": \"desk\", \"servers\": 1, \"mean_service_time\": \"10 ms\"}",
       "stations[0].next=desk"},
      "mmc-knee");
  ASSERT_EQ(topology.nodes.size(), 2U);
  ASSERT_EQ(topology.edges.size(), 1U);
  EXPECT_EQ(topology.nodes[topology.edges[0].to].name, "desk");
}

}  // namespace
}  // namespace ocssim::scenarios
