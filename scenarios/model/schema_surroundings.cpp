// Rows of the network, of blocks that no model uses yet, and of facts that deployment rules ask
// for.
#include "scenarios/model/schema.hpp"

namespace ocssim::scenarios {
namespace {

using N = models::NetworkConfig;
using D = DeploymentFacts;

template <auto Member>
Field::Store fact() {
  return into<&Scenario::deployment, Member>();
}

template <auto Member>
Field::Store into_srv() {
  return [](Scenario& scenario, const Scalar& scalar) {
    detail::assign(scenario.deployment.srv_records.back().*Member, scalar);
  };
}

std::vector<Field> network_fields() {
  const auto latency = [](const char* key, Field::Store store, const char* help) {
    return Field{std::string("network.") + key, Form::duration, std::move(store), help}
        .at_most(60.0)
        .needed(Need::pool);
  };
  return {
      Field{"network", Form::object, {}, "one-way latencies of the pool's connections"},
      latency("client_to_balancer", into<&Scenario::network, &N::client_to_balancer>(),
              "client and balancer"),
      latency("balancer_to_front_end", into<&Scenario::network, &N::balancer_to_front_end>(),
              "balancer and Front End"),
      latency("between_front_ends", into<&Scenario::network, &N::between_front_ends>(),
              "two Front Ends"),
      latency("front_end_to_sql", into<&Scenario::network, &N::front_end_to_sql>(),
              "Front End and back end"),
  };
}

std::vector<Field> conference_fields() {
  return {
      Field{"av.expected_traffic", Form::bandwidth,
            [](Scenario& scenario, const Scalar& scalar) {
              scenario.deployment.av_mbps_per_server = scalar.number * 1e-6;
            },
            "audio and video traffic of one server, where it is known"}
          .used(Simulated::rules_only),
  };
}

std::vector<Field> deployment_fields() {
  const auto truth = [](const char* key, Field::Store store, const char* help) {
    return Field{std::string("deployment.") + key, Form::boolean, std::move(store), help}.used(
        Simulated::rules_only);
  };
  const auto simulated = [](const char* key, Field::Store store, const char* help) {
    return Field{std::string("deployment.") + key, Form::boolean, std::move(store), help};
  };
  return {
      Field{"deployment", Form::object, {}, "facts that deployment rules ask for"},
      Field{"deployment.pool_name", Form::text, fact<&D::pool_name>(),
            "fully qualified name of the pool"}
          .used(Simulated::rules_only),
      Field{"deployment.edition", Form::choice, fact<&D::edition>(),
            "Enterprise: a pool with a back end; Standard: one server with a store of its own"}
          .one_of({{"enterprise", 0}, {"standard", 1}})
          .used(Simulated::rules_only),
      simulated("vip_static", fact<&D::vip_static>(),
                "one static VIP with one DNS name; false: a fail-over of the balancer moves it"),
      Field{"deployment.name_lifetime", Form::duration,
            into<&Scenario::load_balancer, &models::LoadBalancerConfig::deployment,
                 &models::BalancerDeployment::name_lifetime>(),
            "clients keep the address of the pool's name for this long"}
          .at_most(7.0 * 86400.0),
      truth("pool_name_resolves_to_vip", fact<&D::pool_name_resolves_to_vip>(),
            "the pool's name resolves to the VIP, or to the only server"),
      simulated("front_ends_routable", fact<&D::front_ends_routable>(),
                "Front Ends and administrators reach every Front End without NAT"),
      simulated("front_end_addresses_static", fact<&D::front_end_addresses_static>(),
                "every Front End has a static address with a DNS name; false: one that lost power "
                "comes back under another"),
      simulated("membership_changes_online", fact<&D::membership_changes_online>(),
                "servers can be added and removed without shutting the pool down; false: a change "
                "resets every connection"),
      truth("monitor_follows_service", fact<&D::monitor_follows_service>(),
            "ports 135 and 444 are judged by 5060 or 5061"),
      truth("directory_reachable", fact<&D::directory_reachable>(),
            "every Front End reaches the directory"),
      truth("architecture_64bit", fact<&D::architecture_64bit>(),
            "Front Ends have 64-bit hardware and operating system"),
      truth("separate_disks", fact<&D::separate_disks>(),
            "each database and log on a disk of its own, none with system or page file"),
      truth("web_loopback_allowed", fact<&D::web_loopback_allowed>(),
            "the Web Components VIP name is allowed for loopback"),
      truth("qoe_enabled", fact<&D::qoe_enabled>(),
            "quality-of-experience data are sent to a Monitoring Server"),
      truth("srtp_required", fact<&D::srtp_required>(), "media are encrypted"),
      truth("ipsec_on_media", fact<&D::ipsec_on_media>(), "IPsec covers the media ports"),
      Field{"deployment.application_ports[]", Form::count, fact<&D::application_ports>(),
            "ports of unified-communications applications behind the balancer"}
          .between(1, 65535)
          .used(Simulated::rules_only),
      Field{"deployment.um_dial_plans[]", Form::choice,
            [](Scenario& scenario, const Scalar& scalar) {
              scenario.deployment.um_dial_plans.push_back(scalar.text);
            },
            "security of Exchange UM dial plans"}
          .one_of({{"unsecured", 0}, {"sip_secured", 1}, {"secured", 2}})
          .used(Simulated::rules_only),
      Field{"deployment.sip_domains[]", Form::text, fact<&D::sip_domains>(),
            "SIP domains whose users sign in automatically"}
          .used(Simulated::rules_only),
  };
}

std::vector<Field> srv_record_fields() {
  return {
      Field{
          "deployment.srv_records[]", Form::object,
          [](Scenario& scenario, const Scalar&) { scenario.deployment.srv_records.emplace_back(); },
          "DNS service records for automatic sign-in"},
      Field{"deployment.srv_records[].domain", Form::text, into_srv<&SrvRecord::domain>(),
            "SIP domain"}
          .needed(Need::always)
          .used(Simulated::rules_only),
      Field{"deployment.srv_records[].name", Form::text, into_srv<&SrvRecord::name>(),
            "service and protocol"}
          .needed(Need::always)
          .used(Simulated::rules_only),
      Field{"deployment.srv_records[].port", Form::count, into_srv<&SrvRecord::port>(),
            "port it names"}
          .between(1, 65535)
          .needed(Need::always)
          .used(Simulated::rules_only),
      Field{"deployment.srv_records[].target", Form::text, into_srv<&SrvRecord::target>(),
            "host it names"}
          .needed(Need::always)
          .used(Simulated::rules_only),
  };
}

}  // namespace

std::vector<Field> surroundings_fields() {
  std::vector<Field> rows;
  for (auto* part : {&network_fields, &conference_fields, &deployment_fields, &srv_record_fields}) {
    std::vector<Field> block = part();
    rows.insert(rows.end(), block.begin(), block.end());
  }
  return rows;
}

}  // namespace ocssim::scenarios
