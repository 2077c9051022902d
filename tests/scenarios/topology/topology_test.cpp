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

const ServiceBound& service(const Topology& topology, std::string_view name) {
  const auto found =
      std::find_if(topology.services.begin(), topology.services.end(),
                   [name](const ServiceBound& bound) { return bound.service == name; });
  if (found == topology.services.end()) {
    ADD_FAILURE() << "no service " << name;
    return topology.services.front();
  }
  return *found;
}

/// Everything around the pool, with so much of it that the pool itself binds.
const std::vector<std::string> everything = {"access_edge.enabled=true",
                                             "web_conferencing_edge.enabled=true",
                                             "av_edge.enabled=true",
                                             "communicator_web_access.enabled=true",
                                             "communicator_web_access.servers=2",
                                             "reverse_proxy.enabled=true",
                                             "web.enabled=true",
                                             "director.enabled=true",
                                             "pstn.enabled=true",
                                             "archiving.enabled=true",
                                             "monitoring.enabled=true",
                                             "response_group.enabled=true",
                                             "conferencing_attendant.enabled=true"};

TEST(TopologyServices, AnEdgeServerAloneIsASinglePointOfItsService) {
  const Topology topology = topology_of(everything);
  // Remote users reach the pool by other roles, so it cuts off no node; but nobody signs in.
  ASSERT_NE(single_point(topology, "access_edge[0]"), nullptr);
  EXPECT_TRUE(single_point(topology, "access_edge[0]")->cuts_off.empty());
  EXPECT_EQ(single_point(topology, "access_edge[0]")->services,
            std::vector<std::string>{"access_edge"});
  // They pass a Director on the way, which is a single point of the same service.
  EXPECT_EQ(single_point(topology, "director[0]")->services,
            std::vector<std::string>{"access_edge"});
  EXPECT_EQ(single_point(topology, "av_edge[0]")->services, std::vector<std::string>{"av_edge"});
  EXPECT_EQ(single_point(topology, "web_conferencing_edge[0]")->services,
            std::vector<std::string>{"web_conferencing_edge"});
  EXPECT_EQ(single_point(topology, "reverse_proxy[0]")->services,
            std::vector<std::string>{"reverse_proxy"});
  EXPECT_EQ(single_point(topology, "archive")->services, std::vector<std::string>{"archiving"});
  EXPECT_EQ(single_point(topology, "monitoring")->services, std::vector<std::string>{"monitoring"});
}

TEST(TopologyServices, ASecondServerMovesTheSinglePointToTheVip) {
  std::vector<std::string> two = everything;
  for (const char* more : {"access_edge.servers=2", "av_edge.servers=2", "reverse_proxy.servers=2",
                           "director.servers=2"}) {
    two.emplace_back(more);
  }
  const Topology topology = topology_of(two);
  for (const char* server : {"access_edge[0]", "av_edge[0]", "reverse_proxy[0]", "director[0]",
                             "communicator_web_access[0]", "response_group[0]", "pstn[0]"}) {
    EXPECT_EQ(single_point(topology, server), nullptr) << server;
  }
  for (const char* vip :
       {"access_edge VIP", "av_edge VIP", "reverse_proxy VIP", "communicator_web_access VIP"}) {
    EXPECT_NE(single_point(topology, vip), nullptr) << vip;
  }
}

TEST(TopologyServices, EachIsBoundByItsOwnLeastCut) {
  // An A/V Edge Server for 1,500 sessions lets more users pass than the Front Ends that mix; one
  // for 300 does not.
  const Topology wide = topology_of({"av_edge.enabled=true"});
  EXPECT_EQ(service(wide, "av_edge").min_cut.size(), 8U);
  const std::vector<std::string> few = {"av_edge.enabled=true", "av_edge.ports=300"};
  double users = 0.0;
  for (const ResourceLoad& load : offered_load(scenario_with("enterprise-100k", few)).resources) {
    if (load.name == "av_edge.ports") users = load.users_at_limit;
  }
  const Topology topology = topology_of(few);
  EXPECT_EQ(service(topology, "av_edge").min_cut, std::vector<std::string>{"av_edge[0]"});
  EXPECT_NEAR(service(topology, "av_edge").users_at_most, users, 1.0);
  EXPECT_EQ(topology.users_at_most, service(topology, "av_edge").users_at_most);
  EXPECT_EQ(topology.min_cut, std::vector<std::string>{"av_edge[0]"});
  EXPECT_GT(service(topology, "signaling").users_at_most, topology.users_at_most);
}

TEST(TopologyServices, TheVipOfBrowsersBoundsTheirsOnly) {
  const Topology topology = topology_of({}, "web-access-vip");
  EXPECT_EQ(topology.min_cut, std::vector<std::string>{"communicator_web_access VIP"});
  EXPECT_NEAR(topology.users_at_most, 90268.0, 2.0);  // Erlang B of 32,256 at 1 % over 36 %
  EXPECT_EQ(service(topology, "signaling").min_cut, std::vector<std::string>{"load_balancer"});
}

TEST(TopologyServices, EveryPartThatCanFillIsDrawnWithItsUse) {
  const Topology topology = topology_of(everything);
  for (const char* role :
       {"load_balancer", "front_end", "sql", "file_share", "archiving", "monitoring", "access_edge",
        "web_conferencing_edge", "av_edge", "communicator_web_access",
        "communicator_web_access.vip", "reverse_proxy", "web_components", "director", "pstn",
        "response_group", "response_group.agents", "conferencing_attendant"}) {
    const auto node = std::find_if(topology.nodes.begin(), topology.nodes.end(),
                                   [role](const TopologyNode& each) { return each.role == role; });
    ASSERT_NE(node, topology.nodes.end()) << role;
    EXPECT_FALSE(node->limited_by.empty()) << role;
    EXPECT_GT(node->utilization, 0.0) << role;
  }
}

TEST(TopologyServices, FileSharesApartAreServicesOfTheirOwn) {
  const Topology topology =
      topology_of({"web.enabled=true", "web.shares.apart=true", "web.shares.content=10 Mbps"});
  EXPECT_EQ(service(topology, "content").min_cut, std::vector<std::string>{"file_share.content"});
  EXPECT_NE(single_point(topology, "file_share.updates"), nullptr);
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
