// Rules of servers, media, names, archiving, web and security.
#include "models/theory/erlang.hpp"
#include "scenarios/document/decimal.hpp"
#include "scenarios/document/quantity_format.hpp"
#include "scenarios/model/call_services.hpp"
#include "scenarios/rules/checks.hpp"
#include "scenarios/topology/media_load.hpp"
#include "scenarios/topology/offered_load.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace ocssim::scenarios::rules {
namespace {

constexpr double busy_adapter_mbps = 200.0;  // guide: above 200 to 250 Mbps
constexpr std::uint32_t tls_port = 5061;

constexpr double gibibyte = 1024.0 * 1024.0 * 1024.0;
constexpr std::uint64_t address_space_32bit = std::uint64_t{1} << 32;  // bytes

std::string gibibytes(std::uint64_t bytes) {
  return shortest_text(std::round(static_cast<double>(bytes) / gibibyte * 100.0) / 100.0);
}

std::string seconds_text(double value) {
  return shortest_text(std::round(value * 100.0) / 100.0) + " s";
}

}  // namespace

Finding fe_01(const Scenario& scenario) {
  if (scenario.deployment.architecture_64bit) return {};
  const models::FrontEndsConfig& servers = scenario.front_ends;
  const std::uint64_t usable = std::min<std::uint64_t>(servers.memory, address_space_32bit);
  const double taken =
      static_cast<double>(servers.memory_reserved) +
      scenario.clients.users * scenario.clients.endpoints_per_user / servers.count *
          static_cast<double>(servers.memory_per_connection + servers.memory_per_endpoint);
  return Breach{"a Front End is not 64-bit: it addresses " + gibibytes(usable) + " of " +
                    gibibytes(servers.memory) + " GiB, and " +
                    shortest_text(std::round(taken / gibibyte * 100.0) / 100.0) +
                    " GiB are taken by the system and its share of the connections",
                "/deployment/architecture_64bit"};
}

Finding fe_02(const Scenario& scenario) {
  if (scenario.front_ends.mutual_tls) return {};
  const std::uint32_t servers = scenario.front_ends.count;
  return Breach{"a server has no certificate for mutual TLS: of " + std::to_string(servers) +
                    " receivers of a notification or message " + std::to_string(servers - 1) +
                    " are on another server, which cannot be reached",
                "/front_ends/mutual_tls"};
}

Finding fe_03(const Scenario& scenario) {
  const bool is_rsa = scenario.front_ends.certificate_key == models::CertificateKey::rsa;
  if (!is_rsa || scenario.front_ends.certificate_key_bits <= 1024) return {};
  return Breach{"the key has " + std::to_string(scenario.front_ends.certificate_key_bits) +
                    " bits; if all users sign in at once the handshakes take all cores for " +
                    seconds_text(handshake_storm_seconds(scenario, 0)) + " with 1024, " +
                    seconds_text(handshake_storm_seconds(scenario, 1)) + " with 2048 and " +
                    seconds_text(handshake_storm_seconds(scenario, 2)) + " with 4096 bits",
                "/front_ends/certificate_key_bits"};
}

Finding av_01(const Scenario& scenario) {
  const models::NicConfig& nic = scenario.media.nic;
  const std::uint32_t advised = 3 * nic.default_descriptors;
  const MediaLoad load = media_load(scenario);
  const double mbps =
      std::max(scenario.deployment.av_mbps_per_server, 1e-6 * std::max(load.received, load.sent));
  const bool busy = mbps > busy_adapter_mbps;
  const std::uint32_t least = std::min(nic.rx_descriptors, nic.tx_descriptors);
  if (!busy || advised == 0 || least >= advised) return {};
  return Breach{shortest_text(std::round(mbps * 10.0) / 10.0) +
                    " Mbps of audio and video a server and " + std::to_string(least) +
                    " descriptors; " + std::to_string(advised) + " are advised",
                nic.rx_descriptors < advised ? "/av/nic/rx_descriptors" : "/av/nic/tx_descriptors"};
}

Finding av_02(const Scenario& scenario) {
  const models::ConferencingConfig& conferencing = scenario.conferencing;
  const models::MediaMixConfig& media = conferencing.media;
  const models::MeetingPolicyConfig& policy = conferencing.policy;
  if (conferencing.users_in_conference <= 0.0 || policy.permitted_organizers >= 1.0) return {};
  const bool web = media.web > 0.0 && media.data + media.application_sharing > 0.0;
  const char* forbidden = web && !policy.web_conferencing                     ? "web_conferencing"
                          : media.audio > 0.0 && !policy.ip_audio             ? "ip_audio"
                          : media.web * media.video > 0.0 && !policy.ip_video ? "ip_video"
                                                                              : nullptr;
  if (forbidden == nullptr) return {};
  return Breach{format_fraction(conferencing.users_in_conference) +
                    " of users are in conferences, some of which the organizers' meeting policy "
                    "forbids",
                std::string("/av/meeting_policy/") + forbidden};
}

Finding dns_01(const Scenario& scenario) {
  const DeploymentFacts& facts = scenario.deployment;
  for (const std::string& domain : facts.sip_domains) {
    const auto is_of_domain = [&domain](const SrvRecord& record) {
      return record.domain == domain && record.name == "_sipinternaltls._tcp";
    };
    const auto count =
        std::count_if(facts.srv_records.begin(), facts.srv_records.end(), is_of_domain);
    if (count != 1) {
      return Breach{
          std::to_string(count) + " records _sipinternaltls._tcp." + domain + ", there must be one",
          "/deployment/srv_records"};
    }
    const auto record =
        std::find_if(facts.srv_records.begin(), facts.srv_records.end(), is_of_domain);
    const bool same_pool = record->target == facts.srv_records.front().target;
    if (record->port != tls_port || !same_pool) {
      return Breach{"the record of " + domain + " names " + record->target + ":" +
                        std::to_string(record->port) + "; all name one pool on port 5061",
                    "/deployment/srv_records"};
    }
  }
  return {};
}

Finding dns_02(const Scenario& scenario) {
  if (scenario.deployment.pool_name_resolves_to_vip) return {};
  return Breach{scenario.load_balancer.present ? "the pool's name does not resolve to the VIP"
                                               : "the pool's name does not resolve to its server",
                "/deployment/pool_name_resolves_to_vip"};
}

Finding arc_01(const Scenario& scenario) {
  if (!scenario.archiving.enabled || !scenario.archiving.critical_mode) return {};
  return Breach{
      "archiving is in critical mode: 30 to 45 min after the archive fails the Front End "
      "service of every server stops",
      "/archiving/critical_mode"};
}

Finding web_01(const Scenario& scenario) {
  if (!scenario.load_balancer.present || scenario.deployment.web_loopback_allowed) return {};
  return Breach{"the Web Components VIP name is not allowed for loopback",
                "/deployment/web_loopback_allowed"};
}

Finding sec_01(const Scenario& scenario) {
  const DeploymentFacts& facts = scenario.deployment;
  for (std::size_t i = 0; i < facts.um_dial_plans.size(); ++i) {
    const std::string& plan = facts.um_dial_plans[i];
    const std::string pointer = "/deployment/um_dial_plans/" + std::to_string(i);
    if (plan == "unsecured") {
      return Breach{"an unsecured dial plan is impossible with mutual TLS", pointer};
    }
    if (plan == "sip_secured" && facts.srtp_required) {
      return Breach{"a sip_secured dial plan disables SRTP, which is required", pointer};
    }
    if (plan == "secured" && !facts.srtp_required) {
      return Breach{"a secured dial plan needs SRTP, which is off", pointer};
    }
  }
  return {};
}

Finding sec_02(const Scenario& scenario) {
  if (!scenario.deployment.ipsec_on_media) return {};
  std::string text = "IPsec on media ports slows call set-up";
  for (const auto& [role, config] : call_services(scenario, scenario.clients.users)) {
    if (config.ipsec_set_up == Duration::zero()) continue;
    const auto lines = static_cast<std::uint32_t>(limit_of_calls(config).calls);
    const double with = config.calls * to_seconds(config.hold + config.set_up);
    const double without = with - config.calls * to_seconds(config.ipsec_set_up);
    const auto percent = [lines](double erlangs) {
      return shortest_text(std::round(models::erlang_b(lines, erlangs) * 1e4) / 100.0) + " %";
    };
    text += "; " + std::string(models::call_service_names[models::index_of(role)]) + ": " +
            seconds_text(to_seconds(config.ipsec_set_up)) + " more a call, " + percent(with) +
            " of calls refused for " + percent(without);
  }
  return Breach{text, "/deployment/ipsec_on_media"};
}

}  // namespace ocssim::scenarios::rules
